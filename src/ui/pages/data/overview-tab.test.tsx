/** @file Tests which columns the chart over time shows first. */
import { expect, onTestFinished, test } from 'vitest'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { render } from '../../testing/render.test-help'
import OverviewTab from './overview-tab'

test('the chart over time starts with a column that is not excluded', async () => {
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const lines = Array.from({ length: 60 }, (_, i) => {
    const day = (from: number) => new Date(Date.UTC(2024, 0, from + i)).toISOString().slice(0, 10)
    return `${1000 + i},${day(1)},${day(90)},${(i * 7) % 40},${i % 3 ? 'dry' : 'wet'}`
  })
  const text = ['id,entered,day,rain,kind', ...lines].join('\n')
  await netloom.run('data.bring', { files: [{ path: 'days.csv', text }], options: { target: 'kind' }, project: 'new' })
  await netloom.when(({ data }) => data.loaded)
  const { data } = netloom.app()
  if (data.tag !== 'ready') throw new Error('The data is not ready.')
  const shown = async (ignore: readonly string[]) => {
    const dataset = { ...data.dataset, schema: { ...data.schema, id: ignore.join(), ignore } }
    const view = await render(<OverviewTab def={{} as never} dataset={dataset} split={data.split} />, netloom)
    return [...view.querySelectorAll('[role=combobox]')].map(({ textContent }) => textContent)
  }
  expect(await shown([])).toEqual(['id', 'entered'])
  expect(await shown(['id', 'entered'])).toEqual(['rain', 'day'])
  expect(await shown(['id', 'entered', 'day', 'rain'])).toEqual(['id', 'entered'])
})
