/**
 * @file Accessibility of the Data page: axe, target sizes, and contrast in the import dialog and every tab, in both
 * themes.
 */
import { findingsInBothThemes, untilQuiet } from './axe'
import { expect, test } from './fixture'

const ROWS = Array.from(
  { length: 6000 },
  (_, i) =>
    `${i % 60 ? 'note' : ''} ${i},${i % 2 ? 'rose' : 'tulip'},${i % 2 ? 3 : 1}.${i % 10},2024-03-${(i % 28) + 1}`,
)
const FLOWERS = { path: 'flowers.csv', text: `remark,kind,width,day\n${ROWS.join('\n')}\n` }

test('the import dialog and every tab of a dataset pass, in both themes', async ({ netloom, watched: page }) => {
  const findings = async () => {
    await untilQuiet(page)
    return findingsInBothThemes(page, netloom)
  }
  await netloom.run('data.choose')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Choose files' })).toBeVisible()
  expect.soft(await findings(), 'choosing').toEqual([])
  await netloom.run('data.choose', { files: [FLOWERS] })
  await expect(dialog.getByText('The types are based on the first 5,000 rows')).toBeVisible()
  expect.soft(await findings(), 'a preview').toEqual([])
  await dialog.getByRole('button', { name: /^width/ }).click()
  await expect(page.getByRole('dialog', { name: 'Edit column width' })).toBeVisible()
  expect.soft(await findings(), 'a column being edited').toEqual([])
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(dialog.getByText('6,000 rows with 4 columns imported and in use.')).toBeVisible()
  expect.soft(await findings(), 'imported').toEqual([])
  await dialog.getByRole('button', { name: 'Show dataset' }).click()
  await netloom.when((s) => s.data.loaded)
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]], why: 'the first day' } })
  await netloom.run('dataset.saveVersion', { name: 'Later days' })
  for (const tab of ['Report', 'Rows', 'Prepare', 'Versions']) {
    await page.getByRole('radio', { name: new RegExp(`^${tab}`) }).check({ force: true })
    await expect(page.getByText(`Loading ${tab}`)).toBeHidden()
    expect.soft(await findings(), tab).toEqual([])
  }
  await netloom.run('data.look', { where: { column: 'kind', is: '=', value: 'rose' } })
  await page.getByRole('button', { name: 'Create dataset from rows' }).click()
  await expect(page.getByLabel('Dataset name')).toBeFocused()
  expect.soft(await findings(), 'rows filtered, the new dataset being named').toEqual([])
})
