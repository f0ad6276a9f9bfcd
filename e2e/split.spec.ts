/**
 * @file Split, slices, and the test lock: groups stay together, slices are scored, and views of the test set are
 * counted.
 */
import { serious } from './axe'
import { expect, open, test } from './fixture'

test('rows are split by group, limits of the split are noted, and a run trains on oversampled rows', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'penguins-mlp' })
  await netloom.when((s) => s.data.loaded)
  const before = (await netloom.state()).data.samples
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Split', exact: true }).click()
  await page.getByRole('radio', { name: 'By group' }).click()
  // No column is clearly a group, so the split does not change until the user chooses a column.
  await expect(page.getByText(/Until you choose a column, the split stays "Random"\.$/)).toBeVisible()
  expect((await netloom.state()).plan.split.kind).toBe('random')
  await page.getByRole('combobox', { name: 'Group column' }).click()
  await page.getByRole('option', { name: 'Island' }).click()
  // The code for group splits is loaded on first use.
  const { plan, data } = await netloom.when((s) => s.plan.split.kind === 'group')
  expect(plan.split).toMatchObject({ kind: 'group', column: 'Island' })
  expect(data.samples).not.toEqual(before)
  // Each of the three islands is in only one set.
  const islands = await Promise.all(
    ['train', 'validation', 'test'].map(async (part) => {
      const found = await Promise.all(
        ['Biscoe', 'Dream', 'Torgersen'].map((island) =>
          netloom.run<number[]>('data.find', { where: `split = ${part} and Island = ${island}` }),
        ),
      )
      return found.filter((rows) => rows.length > 0).length
    }),
  )
  expect(islands).toEqual([1, 1, 1])
  const notes = page.getByRole('list', { name: 'Notes on this split' })
  await expect(notes).toContainText(
    'None of the 3 values of "Island" is in both the training set and the validation or test set.',
  )
  await expect(notes).toContainText('cannot be divided')
  const table = page.getByRole('table', { name: 'Rows of each class in each set' })
  await expect(table.getByRole('row', { name: /Gentoo/ })).toBeVisible()

  expect(await serious(page)).toEqual([])

  // Switch back to a random split; the counts for each balancing method are shown before the user chooses one.
  await page.getByRole('radio', { name: 'Random' }).click()
  expect((await netloom.state()).plan.split).not.toHaveProperty('column')
  const counts = page.getByRole('table', { name: 'Rows per class and epoch, for each balancing method' })
  const cells = await counts.getByRole('row', { name: 'Per epoch' }).getByRole('cell').allTextContents()
  const [all = 0, over = 0, under = 0] = cells.map(Number)
  expect(all).toBe((await netloom.state()).data.samples.train)
  expect(under).toBeLessThan(all)
  expect(over).toBeGreaterThan(all)
  await page.getByRole('radio', { name: 'Oversampling' }).click()
  // Balanced class weights would correct the same imbalance a second time: a note says so and can remove them.
  await page.getByRole('radio', { name: 'Balanced', exact: true }).click()
  const twice = page.getByRole('list', { name: 'Imbalance corrected twice' })
  await expect(twice).toContainText('Oversampling and balanced class weights correct the same imbalance')
  await expect(twice).toContainText('"Chinstrap"')
  await page.getByRole('button', { name: 'Remove class weights' }).click()
  await expect(twice).toHaveCount(0)
  expect((await netloom.state()).plan).not.toHaveProperty('classWeights')
  await netloom.run('plan.set', { epochs: 2, batchSize: 32 })
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  expect(run.steps).toBe(2 * Math.ceil(over / 32))
})

test('a slice is saved and scored in Evaluate; the test set is unlocked by a button and views are counted', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')

  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Slices', exact: true }).click()
  const form = page.getByRole('form', { name: 'New slice' })
  await form.getByLabel('Name').fill('far right')
  await form.getByLabel('Condition').fill('xx > 1')
  await expect(form.getByRole('status')).toHaveText('There is no column "xx". Did you mean x?')
  await expect(form.getByRole('button')).toBeDisabled()
  await form.getByLabel('Condition').fill('x > 1')
  await expect(form.getByRole('status')).toHaveText(/^\d+ of 600 rows$/)
  await form.getByRole('button', { name: 'Save slice' }).click()
  await expect(page.getByRole('rowheader', { name: 'far right' })).toBeVisible()
  await netloom.run('data.slice', { name: 'mistakes', where: 'mistake' })
  expect(await serious(page)).toEqual([])

  await netloom.run('room.open', { room: 'evaluate' })
  const slices = page.getByRole('table', { name: 'Metrics for each slice' })
  await expect(slices.getByRole('row', { name: /far right/ })).toBeVisible()
  const metrics = (await netloom.state()).metrics
  expect(metrics?.slices?.map(({ name }) => name).sort()).toEqual(['far right', 'mistakes'])

  // Selecting the locked test set shows no metrics.
  await page.getByRole('radio', { name: /^Test .*locked/ }).click()
  await expect(page.getByText(/test examples are locked/)).toBeVisible()
  await expect(slices).toBeHidden()
  expect((await netloom.state()).data.testLooks).toBe(0)
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Unlock the test set' }).click()
  await netloom.when((s) => s.metrics?.split === 'test' && s.data.testLooks === 1)
  await expect(page.getByText('Viewed once')).toBeVisible()
  await expect(slices.getByRole('row', { name: /mistakes|far right/ })).toHaveCount(2)
  await page.getByRole('button', { name: 'Evaluate again' }).click()
  await netloom.when((s) => s.data.testLooks === 2)
  await expect(page.getByText('Viewed 2 times')).toBeVisible()

  await netloom.run('project.save')
  await open(page)
  const { data } = await netloom.when((s) => s.data.loaded)
  expect(data.testLooks).toBe(2)
  expect(data.slices.map(({ name }) => name)).toEqual(['far right', 'mistakes'])
})

test('a column chosen for groups is kept, also if the rows were split by a time that could be a group', async ({
  netloom,
  watched: page,
}) => {
  const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10))
  const rows = days.flatMap((day, i) => ['north', 'south', 'east'].map((shop, j) => `${day},${shop},${10 * i + j}`))
  const text = ['date,shop,sales', ...rows, ''].join('\n')
  await netloom.run('data.bring', { files: [{ path: 'sales.csv', text }], project: 'new' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { split: { kind: 'time', column: 'date', train: 0.7, validation: 0.15, test: 0.15 } })
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Split', exact: true }).click()
  await page.getByRole('radio', { name: 'By group' }).click()
  await page.getByRole('combobox', { name: 'Group column' }).click()
  await page.getByRole('option', { name: 'shop' }).click()
  await netloom.when((s) => s.plan.split.kind === 'group')
  expect((await netloom.state()).plan.split.column).toBe('shop')
})
