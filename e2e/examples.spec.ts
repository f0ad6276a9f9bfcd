/**
 * @file The example gallery: search, filter by kind of data, open by mouse and keyboard, including on a small screen.
 * The dialog with the projects asks before it deletes one.
 */
import { expect, test } from './fixture'

test('an example is found by its topic or by its kind of data, and opens by keyboard or mouse', async ({
  netloom,
  watched: page,
}) => {
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: /^New from example/ }).click()
  const search = page.getByRole('searchbox', { name: 'Find an example' })
  await expect(search).toBeFocused()
  await page.keyboard.type('no such thing')
  await expect(page.getByRole('status').filter({ hasText: 'No example matches "no such thing"' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(search).toHaveValue('')
  await page.keyboard.type('fraud')
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('menu')).toBeHidden()
  await netloom.when((s) => s.project.name === 'Card fraud: 1 in 110 payments')

  // The data kinds filter the gallery, and each card shows its dataset and result.
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: /^New from example/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Tables/ }).click()
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText(['Tables'])
  const wages = dialog.getByRole('button', { name: /^Wages: numbers and categories/ })
  await expect(wages).toContainText('Wages 1985, 534 rows')
  await expect(wages).toContainText('Result: off by $3.80 per hour')
  await expect(wages).toContainText('Without a network: a random forest does just as well')
  // The search field stays visible while the cards scroll.
  await dialog.getByRole('button', { name: /^All/ }).click()
  await dialog.getByRole('button', { name: /^Blank Only an input/ }).scrollIntoViewIfNeeded()
  await expect(dialog.getByRole('searchbox')).toBeInViewport()
  await wages.click()
  await expect(dialog).toBeHidden()
  await netloom.when((s) => s.project.name === 'Wages: numbers and categories')
})

test('on a small screen nothing covers the question before a deletion, and no other card moves', async ({
  netloom,
  watched: page,
}) => {
  await page.setViewportSize({ width: 1366, height: 633 })
  for (const template of ['spirals-mlp', 'moons-mlp', 'digits-cnn', 'blank'])
    await netloom.run('project.new', { template })
  await page.keyboard.press('ControlOrMeta+o')
  const dialog = page.getByRole('dialog')
  const remove = dialog.getByRole('button', { name: /^Delete / })
  await expect(remove).toHaveCount(5)
  const before = await remove.nth(1).boundingBox()
  await remove.first().click()
  await dialog.getByRole('button', { name: 'Keep' }).click({ trial: true })
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click({ trial: true })
  // The first card has its question instead of this button now.
  expect(await remove.first().boundingBox()).toEqual(before)
  await dialog.getByRole('button', { name: 'Keep' }).click()
  await expect(remove).toHaveCount(5)
})
