/**
 * @file Tests the forms for the data and its split: the list of datasets is grouped and searched, and a split is
 * described as it is and by a column that fits.
 */
import { expect, onTestFinished, test, vi } from 'vitest'
import { expectDefined } from '../../base/assert'
import { datasets } from '../../catalog/datasets/all'
import type { Dataset } from '../../data/dataset'
import { bring } from '../../studio/testing/bring'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { click, focus, find, render, settle, texts, type } from '../testing/render.test-help'
import { BalanceSection } from '../pages/data/split/balance-section'
import { SplitEditor } from '../pages/data/split/split-editor'
import ChipPopover from './chip-popover'
import { DataForm } from './data-form'

/** Opens a table of cars: a regression, with eight rows whose target is missing. */
async function openCars() {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const [rows, target] = [60, 'mpg']
  const numbers = (of: (row: number) => number) =>
    ({ type: 'number', values: Float32Array.from({ length: rows }, (_, row) => of(row)) }) as const
  const columns = ['Cylinders', 'Year', target].map((name) => ({ name, type: 'number' }) as const)
  const dataset: Dataset = {
    schema: { id: '', title: '', kind: 'table', columns, rows, testRows: 0, target, ignore: [] },
    columns: [
      numbers((row) => 4 + 2 * (row % 3)),
      numbers((row) => row),
      numbers((row) => (row < 8 ? Number.NaN : row)),
    ],
  }
  await netloom.run('data.use', { dataset: await bring(netloom.studio.storage, dataset, netloom.run, 'Cars') })
  await netloom.when((state) => state.data.loaded)
  return { netloom, dataset, target }
}

const page = () => document.body.textContent ?? ''

test('the split of a regression does not promise class proportions and counts the rows without a target', async () => {
  const { netloom, target } = await openCars()
  await render(<ChipPopover chip="split" anchor={document.body} onClose={() => undefined} />, netloom)
  expect(page()).toContain('Rows are assigned to the sets at random.')
  expect(page()).not.toContain('class proportions')
  expect(page()).toContain(`8 of 60 rows have no "${target}" and are in no set.`)
  await netloom.run('project.new', { template: 'moons-mlp' })
  await render(<ChipPopover chip="split" anchor={document.body} onClose={() => undefined} />, netloom)
  expect(page()).toContain('Each set has the same class proportions.')
})

test('a split by time takes a column named like a time, and otherwise asks for one without showing other settings', async () => {
  const { netloom, dataset, target } = await openCars()
  const choose = (title: string) => click(find('label', title).querySelector('input') as HTMLElement)
  const split = () => netloom.app().project.plan.split
  const form = await render(<SplitEditor dataset={dataset} target={target} />, netloom)
  await choose('By time')
  expect(split()).toMatchObject({ kind: 'time', column: 'Year' })
  await choose('By group')
  expect(split().kind).toBe('time')
  expect(page()).toContain('Until you choose a column, the split stays "By time", Year.')
  expect(texts('label').join()).not.toContain('Gap')
  form.remove()
  // Without the year, only quantities are left, such as the number of cylinders.
  const columns = dataset.schema.columns.map((one) => (one.name === 'Year' ? { ...one, name: 'Doors' } : one))
  await netloom.run('plan.set', { split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 } })
  await render(
    <SplitEditor dataset={{ ...dataset, schema: { ...dataset.schema, columns } }} target={target} />,
    netloom,
  )
  await choose('By time')
  expect(split().kind).toBe('random')
  expect(page()).toContain('No column is a date or has the name of a time.')
})

test('each group says what its datasets are; the search leaves those that match, and a choice closes the list', async () => {
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  const onClose = vi.fn()
  await render(<DataForm onClose={onClose} />, netloom)
  expect(texts('section h3').length).toBeGreaterThan(2)
  const all = texts('section li')
  for (const { schema, about } of datasets)
    expect(
      all.filter((text) => text.startsWith(schema.title) && text.includes(expectDefined(about, schema.id))).length,
    ).toBe(1)
  await focus(find('input', 'Find a dataset'))
  await type('penguin')
  const found = texts('section li')
  expect(found.length).toBeLessThan(all.length)
  expect(found.length).toBeGreaterThan(0)
  for (const text of found) expect(text.toLowerCase()).toContain('penguin')
  await click(find('section li button', found[0]))
  expect([netloom.app().project.data.dataset, onClose.mock.calls.length]).toEqual(['penguins', 1])
})

test('a column of weights is named as no longer an input', async () => {
  const { netloom, dataset } = await openCars()
  const { data } = netloom.app()
  if (data.tag !== 'ready') throw new Error('no data')
  await render(<BalanceSection dataset={dataset} split={data.split} />, netloom)
  expect(page()).not.toContain('does not read')
  await settle(() => netloom.run('plan.set', { balance: { weights: 'Cylinders' } }))
  expect(page()).toContain('The network does not read "Cylinders" unless you add it to an input.')
})
