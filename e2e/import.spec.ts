/** @file Data import by file dialog, drop, paste, and console; files that cannot be read are reported. */
import { expect, slowness, test } from './fixture'

const ROWS = Array.from(
  { length: 300 },
  (_, i) => `00${i};${(i / 7).toFixed(3).replace('.', ',')};${i % 3 ? 'yes' : 'no'};3.${1 + (i % 12)}.2024`,
)
const SHOPS = `shop;price;open;day\n${ROWS.join('\n')}\n`

test('a table is chosen, corrected, imported, and put to use', async ({ netloom, watched: page }) => {
  await netloom.run('data.choose')
  const dialog = page.getByRole('dialog')
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose files' }).click()
  await (await choosing).setFiles({ name: 'shops_2024.csv', mimeType: 'text/csv', buffer: Buffer.from(SHOPS) })
  await expect(dialog.getByText('CSV, separated by semicolons, decimal comma, UTF-8')).toBeVisible()
  await expect(dialog.getByRole('columnheader', { name: /shop Text/ })).toContainText('start with 0')
  await expect(dialog.getByRole('columnheader', { name: /day Date/ })).toContainText('day before month')
  await expect(dialog.getByRole('columnheader', { name: /open Category/ })).toContainText('target')
  await dialog.getByRole('button', { name: /^price/ }).click()
  const form = page.getByRole('dialog', { name: 'Edit column price' })
  await form.getByLabel('Name').fill('cost')
  await form.getByLabel('Name').press('Enter')
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('columnheader', { name: /^cost/ })).toBeVisible()
  await dialog.getByLabel('License').fill('CC0')
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(dialog.getByText('300 rows with 4 columns imported and in use.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  const { data, project, check } = await netloom.state()
  expect(data).toMatchObject({ loaded: true, classes: ['no', 'yes'] })
  // The open project is for images, so the new dataset gets its own project with a fitting network.
  expect([project.name, check.ok]).toEqual(['shops 2024', true])
  await expect(page.getByRole('heading', { name: 'shops 2024' })).toBeVisible()
})

test('filters and cell edits accept the number and date formats of the imported file', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('data.bring', { files: [{ path: 'shops.csv', text: SHOPS }], project: 'new' })
  await netloom.run('data.look', {})
  const filter = page.getByRole('combobox', { name: 'Filter by condition' })
  for (const [typed, chip] of [
    ['price > 1,5', 'price > 1.5'],
    ['day < 05.03.2024', 'day < 2024-03-05'],
    ['not price = 1,234', 'not price = 1.234'],
  ] as const) {
    await filter.fill(typed)
    await filter.press('Enter')
    await expect(page.getByRole('list', { name: 'Filters and sorting' })).toContainText(chip)
  }
  // Cells can be edited, too; a value that is not a number is reported next to its cell.
  const grid = page.getByRole('grid', { name: 'shops' })
  const price = page.getByRole('columnheader', { name: /price/ })
  const place = Number(await price.getAttribute('aria-colindex'))
  await grid.getByRole('row').nth(1).locator(`[aria-colindex="${place}"]`).dblclick()
  const field = page.getByRole('textbox', { name: /^price, row / })
  await field.fill('abc')
  await field.press('Enter')
  const why = '"price" needs a number such as 43.7 or 43,7, not abc.'
  await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible()
  await field.fill('8,125')
  await field.press('Enter')
  await expect(field).toBeHidden()
  await expect(grid.getByRole('row').nth(1)).toContainText('8.125')
})

test('an unreadable file shows why, a changed option fixes it, and Cancel changes nothing', async ({
  netloom,
  watched: page,
}) => {
  const before = (await netloom.state()).data.dataset
  await netloom.run('data.choose', { files: [{ path: 'one.csv', text: 'a,b\n1,2\n' }] })
  const dialog = page.getByRole('dialog')
  const begin = dialog.getByRole('button', { name: 'Import' })
  await expect(dialog.getByRole('alert')).toHaveText('one.csv has only 1 row; a dataset needs at least 3.')
  await expect(begin).toBeDisabled()
  // The preview reports an unclosed quote, which a different option resolves, and rows that will be skipped.
  await netloom.run('data.choose', { files: [{ path: 'quote.csv', text: `a,b\n1,"open\n${'4,5\n'.repeat(30)}` }] })
  await expect(dialog.getByRole('alert')).toContainText('in line 2 is never closed')
  await expect(begin).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'Quotation marks' }).click()
  await page.getByRole('option', { name: 'None' }).click()
  await expect(dialog.getByRole('alert')).toBeHidden()
  await expect(begin).toBeEnabled()
  await netloom.run('data.choose', { files: [{ path: 'ragged.csv', text: `a,b\n1\n${'4,5\n'.repeat(30)}` }] })
  await expect(dialog.getByRole('list', { name: 'Notes' })).toContainText('line 2. The import skips it')
  await expect(begin).toBeEnabled()
  await netloom.run('data.choose', { files: [{ path: 'x.bin', bytes: [0, 1, 2, 3, 0, 255] }] })
  await expect(dialog.getByRole('alert')).toContainText('x.bin')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  expect((await netloom.state()).data.dataset).toBe(before)
})

test('a file is imported by dropping it on the page, and a table by pasting spreadsheet cells', async ({
  netloom,
  watched: page,
}) => {
  await netloom.state()
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
    return transfer
  }, SHOPS)
  await page.dispatchEvent('#room', 'dragover', { dataTransfer: dropped })
  await page.dispatchEvent('#room', 'drop', { dataTransfer: dropped })
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('dropped.csv')).toBeVisible()
  await dialog.getByRole('button', { name: 'Choose other files' }).click()
  await dialog.getByLabel(/paste a table/).fill('size\tkind\n1\tx\n2\ty\n3\tx\n')
  await dialog.getByRole('button', { name: 'Read table' }).click()
  await expect(dialog.getByText('TSV, separated by tabs, UTF-8')).toBeVisible()
})

test('a few cells that are not numbers are named, and one press keeps the column a number', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('data.choose')
  const dialog = page.getByRole('dialog')
  const cells = Array.from(
    { length: 120 },
    (_, i) => `${i === 40 ? 'n.a.?' : i === 77 ? '12 kg' : (i * 7) % 60}\t${i % 3}`,
  )
  await dialog.getByLabel(/paste a table/).fill(['weight\tkind', ...cells].join('\n'))
  await dialog.getByRole('button', { name: 'Read table' }).click()
  await expect(dialog.getByText('not "n.a.?" in line 42 (row 41) and "12 kg" in line 79 (row 78)')).toBeVisible()
  const keep = dialog.getByRole('button', { name: 'Keep numbers, 2 missing' })
  expect(await keep.evaluate((button) => button.scrollWidth - button.clientWidth)).toBe(0)
  await keep.click()
  await expect(keep).toBeHidden()
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(dialog.getByText('"n.a.?" is not a number, so it counts as missing, as does 1 more value')).toBeVisible()
  await dialog.getByRole('button', { name: 'Show dataset' }).click()
  await expect(page.getByText(/mean [\d.]+, 2 missing/)).toBeVisible()
})

test('a large import shows progress, and Cancel stops it within 200 ms and leaves nothing behind', async ({
  netloom,
  watched: page,
}) => {
  await page.evaluate(() => {
    const lines = Array.from({ length: 1000 }, (_, i) => `${i},${i / 3},word ${i % 50},2024-01-${1 + (i % 28)}\n`)
    const block = lines.join('')
    const file = new File(['a,b,c,d\n', ...Array.from({ length: 1000 }, () => block)], 'large.csv')
    void window.netloom.run('data.choose', { files: [{ path: 'large.csv', file }] })
  })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Import' }).click()
  await netloom.when((state) => (state.bringing?.progress?.rows ?? 0) > 50_000)
  await expect(dialog.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /rows so far/)
  const took = await page.evaluate(async () => {
    const began = performance.now()
    await window.netloom.run('data.stopBringing')
    while (window.netloom.state().bringing) await new Promise((resolve) => setTimeout(resolve, 5))
    return performance.now() - began
  })
  expect(took).toBeLessThan(200 * (await slowness(page)))
  await expect(dialog.getByRole('alert')).toHaveText('Import canceled. Nothing was imported.')
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(dialog.getByText('1,000,000 rows with 4 columns')).toBeVisible()
  await page.keyboard.press('Enter')
  const id = await netloom.run<string>('data.bring', {
    files: [{ path: 'again.csv', text: SHOPS }],
    title: 'By script',
  })
  expect((await netloom.state()).data.dataset).toBe(id)
})
