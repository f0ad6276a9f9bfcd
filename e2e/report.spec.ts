/**
 * @file The data report: faults are found, fixed with one click, undone, and accepted; the tab shows how many are open.
 */
import { expect, test } from './fixture'

/**
 * 400 people with planted faults: some heights in inches, a city in two spellings, a fee that leaks the target,
 * patients in several sets.
 */
function people(): string {
  const lines = ['height,city,site,fee,patient,left']
  for (let i = 0; i < 400; i++) {
    const left = i % 9 === 0
    const height = 159 + ((i * 7) % 23)
    lines.push(
      [
        (i % 11 === 3 ? height / 2.54 : height).toFixed(2),
        i % 40 === 5 ? 'hamburg' : ['Berlin', 'Hamburg', 'Köln'][i % 3],
        'north',
        left ? 20 + (i % 7) : i % 5,
        `p${i >> 2}`,
        left ? 'yes' : 'no',
      ].join(','),
    )
  }
  return lines.join('\n')
}

test('faults are found, fixed with one click, undone, and accepted', async ({ watched: page, netloom }) => {
  await netloom.run('data.bring', { files: [{ path: 'people.csv', text: people() }], title: 'People' })
  await netloom.run('room.open', { room: 'data' })
  const tab = page.getByRole('radio', { name: /^Report/ })
  await expect(page.getByText('Report · 6')).toBeVisible()
  const found = await netloom.run<{ finding: string; says: string }[]>('data.report')
  expect(found.map(({ finding }) => finding).sort()).toEqual([
    'constant-column:site',
    'group-across-parts:patient',
    'imbalance:left',
    'leaks-target:fee',
    'mixed-units:height',
    'spellings:city',
  ])
  await tab.click()
  const heights = page.getByRole('article', { name: '"height" may mix two units' })
  await expect(heights).toContainText('37 values in "height" are around')

  // The fix edits the dataset, and the notification offers to undo it.
  await heights.getByRole('button', { name: 'Convert 37 values' }).click()
  await expect(heights).toBeHidden()
  await expect(page.getByText('Report · 5')).toBeVisible()
  await page.locator('[data-part="notices"]').getByRole('button', { name: 'Undo' }).click()
  await expect(heights).toBeVisible()

  // Another fix changes the training plan: split by patient.
  await page.getByRole('button', { name: 'Split by "patient"' }).click()
  await expect(page.getByRole('article', { name: 'The same "patient" is in several sets' })).toBeHidden()

  // Class weights change the plan, too: the finding is still true of the rows, but counts as handled.
  await page.getByRole('button', { name: 'Balance class weights' }).click()
  await expect(page.getByText('1 finding handled by your settings')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Balance class weights' })).toHaveCount(0)
  await netloom.run('plan.set', { classWeights: null })

  // An accepted finding is hidden and stays hidden after a reload.
  const uneven = page.getByRole('article', { name: 'Classes in "left" are imbalanced' })
  await uneven.getByRole('button', { name: 'The data is fine' }).click()
  await expect(page.getByText('1 finding you marked as fine')).toBeVisible()
  await netloom.when((state) => state.saving === 'saved')
  await page.reload()
  await page.evaluate(() => window.netloom.ready)
  const again = await netloom.run<{ finding: string; quiet?: string }[]>('data.report')
  expect(again.find(({ finding }) => finding === 'imbalance:left')?.quiet).toBe('accepted')

  // A finding opens its rows in the Rows tab.
  await netloom.run('room.open', { room: 'data' })
  await tab.click()
  await page
    .getByRole('article', { name: '"city" has inconsistent spellings' })
    .getByRole('button', { name: 'Show 10 rows' })
    .click()
  await expect(page.getByText('10 of 400 rows')).toBeVisible()
  expect((await netloom.refused('data.mend', { finding: 'nothing' })).code).toBe('no-finding')
})

test('every column has a full profile, and findings that the dataset card explains are hidden', async ({
  watched: page,
  netloom,
}) => {
  await netloom.run('data.use', { dataset: 'penguins' })
  await netloom.run('room.open', { room: 'data' })
  const columns = page.getByRole('region', { name: 'Columns' })
  await expect(columns.getByText('32.1 to 59.6, mean 43.92, 2 missing')).toBeVisible()
  await expect(columns.getByText('correlation ratio η 0.84')).toBeVisible()
  await columns.getByText('By set and Species').first().click()
  await expect(columns.getByRole('region', { name: 'Island by set and class' })).toContainText('Torgersen')
  await page.getByRole('radio', { name: 'Report', exact: true }).click()
  await page.getByText('5 findings explained by the dataset card').click()
  await expect(page.getByText('From the dataset card: The source does not give the sex of 11 penguins.')).toBeVisible()
})
