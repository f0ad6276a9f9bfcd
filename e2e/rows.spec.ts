/** @file The Rows tab: filter, sort, keyboard navigation, edits with undo, image labeling by key. */
import { expect, test } from './fixture'
import { serious } from './axe'

test('a table is filtered, sorted, and edited, and each edit is listed and can be undone', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('data.use', { dataset: 'penguins' })
  await netloom.run('data.look', {})
  const grid = page.getByRole('grid', { name: 'Palmer penguins' })
  const shown = page.locator('section[aria-label="Rows"] [role="status"]').first()
  await expect(shown).toHaveText('344 rows')
  expect(await grid.getAttribute('aria-rowcount')).toBe('345')

  // The condition field suggests how the condition can continue.
  const filter = page.getByRole('combobox', { name: 'Filter by condition' })
  await filter.fill('spe')
  await expect(page.getByRole('option', { name: 'Species' })).toBeVisible()
  await filter.press('ArrowDown')
  await filter.press('Enter')
  await filter.pressSequentially('= Gen')
  await filter.press('ArrowDown')
  await filter.press('Enter')
  await expect(filter).toHaveValue('Species = Gentoo ')
  await filter.press('Enter')
  await expect(shown).toHaveText('124 of 344 rows')
  // An invalid condition is reported and not added to the filter.
  await filter.fill('Species = 4 and mistake = true')
  await filter.press('Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Filters and sorting' }).getByRole('listitem')).toHaveCount(2)
  await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeHidden()
  await filter.fill('')
  // Rows must be drawn again after a filter without results.
  await netloom.run('data.look', { where: { column: 'Body Mass (g)', is: '<', value: 0 } })
  await expect(page.getByText('No rows match.')).toBeVisible()
  await netloom.run('data.look', { where: { column: 'Body Mass (g)', is: '>', value: 6200 } })
  await expect(grid.getByRole('row').nth(1)).toContainText('6300')
  await netloom.run('data.look', { where: { column: 'Species', is: '=', value: 'Gentoo' } })
  await filter.fill('Species <')
  await filter.press('Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await filter.fill('')

  // Sort by mass in descending order; rows without a mass come last.
  await page
    .getByRole('columnheader', { name: /Body Mass/ })
    .getByRole('button')
    .click()
  await page
    .getByRole('columnheader', { name: /Body Mass/ })
    .getByRole('button')
    .click()
  await expect(page.getByRole('columnheader', { name: /Body Mass/ })).toHaveAttribute('aria-sort', 'descending')
  await expect(grid.getByRole('row').nth(1)).toContainText('6300')
  await grid.focus()
  await page.keyboard.press('Control+End')
  const active = async () => {
    const id = await grid.getAttribute('aria-activedescendant')
    return page.locator(`[id="${id}"]`)
  }
  await expect((await active()).locator('xpath=..')).toContainText('missing')
  expect(await (await active()).locator('xpath=..').getAttribute('aria-rowindex')).toBe('125')

  // On a column header, Enter sorts, Alt+Arrow resizes, and Shift+F10 opens the menu.
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+Enter')
  await expect(page.getByRole('columnheader', { name: /Species/ })).toHaveAttribute('aria-sort', 'ascending')
  const head = page.getByRole('columnheader', { name: /Species/ })
  const before = (await head.boundingBox())?.width ?? 0
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(async () => (await head.boundingBox())?.width).toBe(before + 16)
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Hide column' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(grid).toBeFocused()

  // Set a class by typing its first letters.
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('F2')
  await page.keyboard.type('Chin')
  await page.keyboard.press('Enter')
  await expect(shown).toHaveText('123 of 344 rows')
  expect((await netloom.state()).data.dataset).toMatch(/^own-/)
  await page.getByRole('button', { name: 'Edits' }).click()
  await expect(page.getByRole('complementary', { name: 'Edits' })).toContainText('to "Chinstrap"')
  // Exclude a row by button or key; undo that by notification, header button, or shortcut.
  const rowNumbers = () => grid.getByRole('rowheader').allTextContents()
  const numbers = await rowNumbers()
  await page.getByRole('button', { name: 'Exclude row' }).click()
  await expect(shown).toHaveText('122 of 343 rows')
  // The other rows keep their numbers.
  await expect.poll(async () => (await rowNumbers()).slice(0, 8)).toEqual(numbers.slice(1, 9))
  await page.locator('[data-part="notices"]').getByRole('button', { name: 'Undo' }).click()
  await expect(shown).toHaveText('123 of 344 rows')
  await page.getByRole('button', { name: 'Exclude row' }).click()
  await expect(shown).toHaveText('122 of 343 rows')
  await page.locator('header').getByRole('button', { name: 'Undo' }).first().click()
  await expect(shown).toHaveText('123 of 344 rows')
  await grid.focus()
  await page.keyboard.press('Delete')
  await expect(shown).toHaveText('122 of 343 rows')
  expect(await serious(page)).toEqual([])
  await page.keyboard.press('Control+z')
  await expect(shown).toHaveText('123 of 344 rows')
  await page.keyboard.press('Control+z')
  await expect(shown).toHaveText('124 of 344 rows')
  await page.keyboard.press('Control+y')
  await expect(shown).toHaveText('123 of 344 rows')
})

test('images are filtered by class, opened one by one, and labeled by a key', async ({ netloom, watched: page }) => {
  await netloom.run('data.use', { dataset: 'mnist-starter' })
  await netloom.run('data.look', { where: { column: 'digit', is: '=', value: '4' }, title: 'fours' })
  const shown = page.locator('section[aria-label="Rows"] [role="status"]').first()
  const grid = page.getByRole('listbox', { name: /Images in/ })
  await expect(grid).toBeVisible()
  const fours = Number((await shown.textContent())?.split(' ')[0])
  await grid.click({ position: { x: 30, y: 30 } })
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByText('3 rows selected')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: /^Row \d+$/ })).toContainText('digit')
  expect(await serious(page)).toEqual([])
  await grid.focus()
  await page.keyboard.press('9')
  await expect(shown).toHaveText(`${fours - 3} of 2,000 rows`)
  await page.keyboard.press('Control+z')
  await expect(shown).toHaveText(`${fours} of 2,000 rows`)
})

test('a kind of mistake on the Evaluate page opens its rows', async ({ netloom, watched: page }) => {
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when((state) => state.run.tag === 'done')
  await netloom.run('run.evaluate', { split: 'validation' })
  await netloom.run('room.open', { room: 'evaluate' })
  const mistake = page.getByRole('region', { name: 'Mistakes' }).getByRole('table').getByRole('button').first()
  const words = (await mistake.getAttribute('title')) ?? ''
  await mistake.click()
  await page.getByRole('region', { name: 'Examples' }).getByRole('button', { name: 'Open in Data' }).click()
  const shown = page.locator('section[aria-label="Rows"] [role="status"]').first()
  await expect(shown).toHaveText(`${words.split(': ')[1]} of 2,000 rows`)
  await expect(page.getByText(words).first()).toBeVisible()
})
