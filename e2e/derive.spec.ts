/** @file Datasets derived from rows of other datasets. */
import { serious } from './axe'
import { expect, test } from './fixture'

const ROWS = Array.from({ length: 200 }, (_, i) => `${i},${i % 2 ? 'rose' : 'tulip'},${i % 2 ? 3 : 1}.${i % 10}`)
const FLOWERS = { path: 'flowers.csv', text: `row,kind,width\n${ROWS.join('\n')}\n` }

test('filtered rows become a new dataset, and both datasets link to each other', async ({ netloom, watched: page }) => {
  const id = await netloom.run<string>('data.bring', { files: [FLOWERS], title: 'Flowers' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('data.look', { where: { column: 'kind', is: '=', value: 'rose' } })
  await page.getByRole('button', { name: 'Create dataset from rows' }).click()
  await expect(page.getByLabel('Dataset name')).toHaveValue('Flowers: kind = rose')
  await page.getByLabel('Dataset name').fill('Roses')
  await page.getByRole('button', { name: 'Create from 100 rows' }).click()
  await expect(page.getByText('Roses has 100 rows.')).toBeVisible()
  expect(await serious(page)).toEqual([])
  await page.getByRole('button', { name: 'Show dataset' }).click()
  // The new dataset is shown but not used: the project keeps its current dataset.
  expect((await netloom.state()).data.dataset).toBe(id)
  const family = page.getByRole('region', { name: 'Related datasets' })
  await expect(family).toContainText('Made from')
  await family.getByRole('button', { name: 'Flowers' }).click()
  await page.getByRole('radio', { name: 'Versions' }).check()
  await expect(family.getByRole('listitem')).toContainText('Made from this dataset, 100 rows:')
  await family.getByRole('button', { name: 'Roses' }).click()
  await expect(family.getByRole('button', { name: 'Flowers' })).toBeVisible()

  // Deriving from selected rows works too, and this time the new dataset is used.
  await netloom.run('data.look', {})
  const grid = page.getByRole('grid', { name: 'Flowers' })
  await grid.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page
    .getByRole('region', { name: 'Current cell' })
    .getByRole('button', { name: 'Create dataset from rows' })
    .click()
  await page.getByRole('button', { name: 'Create from 2 rows' }).click()
  await page.getByRole('button', { name: 'Use this dataset' }).click()
  await netloom.when(
    (s) => s.data.loaded && s.data.samples.train + s.data.samples.validation + s.data.samples.test === 2,
  )
})
