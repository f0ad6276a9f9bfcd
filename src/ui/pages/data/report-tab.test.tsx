/** @file Tests the fixes that the data report offers: more rows come before leaving rows out. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { NodeAnalysis } from '../../../studio/testing/node-analysis.test-help'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { click, find, render, settle } from '../../testing/render.test-help'
import ReportTab from './report-tab'

test('a class with few rows gets more rows, and is not excluded', async () => {
  vi.stubGlobal('Worker', NodeAnalysis)
  onTestFinished(() => void vi.unstubAllGlobals())
  const netloom = await openTestStudio('blank')
  onTestFinished(() => netloom.close())
  const lines = Array.from(
    { length: 90 },
    (_, i) => `${i * 3},${(i * 7) % 60},${i < 4 ? 'elm' : i % 2 ? 'oak' : 'fir'}`,
  )
  const text = ['size,weight,kind', ...lines].join('\n')
  await netloom.run('data.bring', { files: [{ path: 'trees.csv', text }], title: 'Trees' })
  await netloom.when(({ data }) => data.loaded)
  await netloom.run('data.report')
  const { data } = netloom.app()
  if (data.tag !== 'ready') throw new Error('The data is not ready.')
  const def = { schema: data.schema, rows: { kind: 'kept', bytes: 1 } }
  await render(<ReportTab def={def as never} dataset={data.dataset} split={data.split} />, netloom)
  const card = expectDefined(find('article', '"elm" has few rows'), 'card')
  const buttons = [...card.querySelectorAll('button')].map(({ textContent }) => textContent)
  expect(buttons.slice(0, 2)).toEqual(['Add rows', expect.stringMatching(/^Import/)])
  expect(buttons.join()).not.toContain('Exclude')
  await click(expectDefined(card.querySelector('button'), 'button'))
  await expect.poll(() => settle(() => netloom.app().collecting)).toBeTruthy()
})
