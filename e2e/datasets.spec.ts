/**
 * @file Custom datasets: edited, undone, versioned, exported, included in a project, and removed; no data is lost or
 * orphaned.
 */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, netloomOf, open, test } from './fixture'

const ROWS = Array.from({ length: 200 }, (_, i) => `${i},${i % 2 ? 'rose' : 'tulip'},${i % 2 ? 3 : 1}.${i % 10}`)
const FLOWERS = { path: 'flowers.csv', text: `row,kind,width\n${ROWS.join('\n')}\n` }

/** The number of records in the dataset stores of IndexedDB. */
function storedCounts(page: Page): Promise<Record<string, number>> {
  return page.evaluate(
    () =>
      new Promise<Record<string, number>>((resolve, reject) => {
        const opening = indexedDB.open('netloom')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const stores = ['sets', 'imports', 'chunks']
          const reading = database.transaction(stores)
          const counts: Record<string, number> = {}
          for (const store of stores) {
            const counting = reading.objectStore(store).count()
            counting.onsuccess = () => {
              counts[store] = counting.result
            }
          }
          reading.oncomplete = () => {
            database.close()
            resolve(counts)
          }
        }
      }),
  )
}

const versions = (page: Page) => page.getByRole('radio', { name: 'Versions' }).check()

test('edits are listed in words, can be undone at any point, and survive a reload', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('data.bring', { files: [FLOWERS], title: 'Flowers' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 19]], why: 'the first day' } })
  await netloom.run('dataset.edit', { step: { kind: 'map', column: 'kind', values: [['rose', 'Rosa']] } })
  await netloom.run('project.save')
  // The page is closed without a chance to save, so every acknowledged edit must already be on disk.
  await open(page)
  await netloom.when((s) => s.data.loaded)
  await netloom.run('room.open', { room: 'data' })
  await versions(page)
  const edits = page.getByRole('region', { name: 'Edit history' })
  await expect(edits.getByRole('listitem')).toHaveText([
    /Imported 200 rows and 3 columns/,
    /Excluded 20 rows: the first day/,
    /Changed "rose" to "Rosa" in "kind"/,
  ])
  expect((await netloom.state()).data.classes).toContain('Rosa')
  await page.getByLabel('Name of this version').fill('Latin')
  await page.getByRole('button', { name: 'Save version' }).click()
  await expect(page.getByRole('cell', { name: 'Latin' })).toBeVisible()
  await edits.getByRole('listitem').nth(1).getByRole('button', { name: 'Go back to here' }).click()
  await netloom.when((s) => s.data.classes?.includes('rose') === true)
  await edits.getByRole('listitem').nth(0).getByRole('button', { name: 'Go back to here' }).click()
  await netloom.when((s) => s.data.samples.train + s.data.samples.validation + s.data.samples.test === 200)
  await edits.getByRole('button', { name: 'Redo', exact: true }).click()
  await netloom.when((s) => s.data.samples.train + s.data.samples.validation + s.data.samples.test === 180)
  await page.getByRole('button', { name: 'Restore' }).click()
  await netloom.when((s) => s.data.classes?.includes('Rosa') === true)
})

test('a dataset exports as CSV, and is removed only after a warning about the projects that use it', async ({
  netloom,
  watched: page,
}) => {
  const id = await netloom.run<string>('data.bring', { files: [FLOWERS], title: 'Flowers' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('project.save')
  await netloom.run('room.open', { room: 'data' })
  await versions(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('flowers.csv')
  expect(readFileSync(await file.path(), 'utf8')).toBe(`row,kind,width\r\n${ROWS.map(plain).join('\r\n')}\r\n`)
  const parquet = await netloom.bytes('dataset.export', { format: 'parquet' })
  expect(String.fromCharCode(...parquet.slice(0, 4), ...parquet.slice(-4))).toBe('PAR1PAR1')
  await page.getByRole('button', { name: 'Delete dataset' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('is used by project')
  const before = await storedCounts(page)
  await page.getByRole('button', { name: 'Delete anyway' }).click()
  await netloom.when((s) => !s.data.loaded)
  const after = await storedCounts(page)
  expect([before.sets, after.sets]).toEqual([1, 0])
  expect(after.chunks).toBeLessThan(before.chunks ?? 0)
  await expect(page.getByText(/is a custom dataset that is not on this device/).first()).toBeVisible()
  expect((await netloom.state()).data.dataset).toBe(typeof id === 'string' ? id : (await netloom.state()).data.dataset)
})

test('a removed dataset is restored from its files with its edits and split; different files are detected', async ({
  netloom,
  watched: page,
}) => {
  const SHOP = ROWS.map((row, i) => `${row},2024-0${1 + (i % 9)}-${10 + (i % 17)}`)
  const text = `row,kind,width,day\n${SHOP.join('\n')}\n`
  const id = await netloom.run<string>('data.bring', {
    files: [{ path: 'shop.csv', text }],
    options: { target: 'kind' },
  })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 19]] } })
  await netloom.run('dataset.edit', { step: { kind: 'rename', column: 'day', to: 'date' } })
  await netloom.run('data.slice', { name: 'wide', where: 'width > 2' })
  const split = { kind: 'time', column: 'date', train: 0.6, validation: 0.2, test: 0.2 }
  await netloom.run('plan.set', { split, classWeights: 'balanced' })
  await netloom.run('project.save')
  const before = await netloom.state()
  await netloom.run('dataset.remove', { dataset: id, force: true })
  await open(page)
  await netloom.run('room.open', { room: 'data' })
  const card = page.getByRole('region', { name: 'shop' })
  await expect(card.getByRole('alert')).toContainText('not on this device')
  await expect(card.getByText('Not on this device', { exact: true })).toBeVisible()
  const [title, why] = [card.getByRole('heading', { name: 'shop' }), card.getByRole('alert')]
  const [above, below] = [await title.boundingBox(), await why.boundingBox()]
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)
  await card.getByRole('button', { name: 'Import its files' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore "shop" from its files' })
  const chooseFile = async (content: string) => {
    const choosing = page.waitForEvent('filechooser')
    await dialog.getByRole('button', { name: 'Choose files' }).click()
    const file = { name: 'shop.csv', mimeType: 'text/csv', buffer: Buffer.from(content) }
    await (await choosing).setFiles(file)
  }
  await chooseFile(text.replace(',3.1,', ',9.1,'))
  await dialog.getByRole('button', { name: 'Restore dataset' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/These files differ from those that "shop" .* was made from/)
  await expect(dialog.getByRole('button', { name: 'Use these files anyway' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Choose other files' }).click()
  await chooseFile(text)
  await dialog.getByRole('button', { name: 'Restore dataset' }).click()
  await expect(dialog.getByRole('status')).toHaveText(/"shop" is back at version [0-9a-f]{8} with its 2 edits/)
  await dialog.getByRole('button', { name: 'Show dataset' }).click()
  const after = await netloom.state()
  expect(after.data).toEqual(before.data)
  expect(after.plan).toEqual(before.plan)
  await page.getByRole('radio', { name: 'Slices' }).check()
  await expect(page.getByRole('rowheader', { name: 'wide' })).toBeVisible()
})

test('dropping a column names everything that used it, its slice shows the problem, and undo restores all', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('data.bring', { files: [FLOWERS], options: { target: 'kind' }, project: 'new' })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { features: ['row', 'width'], balance: { weights: 'width' } })
  await netloom.run('data.slice', { name: 'wide', where: 'width > 2' })
  const { plan } = await netloom.state()
  await netloom.run('room.open', { room: 'data', tab: 'rows' })
  await page.getByRole('columnheader', { name: /width/ }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Drop column' }).click()
  const notice = page.getByText(
    /Effects of dropping "width": .*rows are no longer weighted by it, and the slice "wide" cannot be/,
  )
  await expect(notice).toBeVisible()
  expect((await netloom.state()).plan).not.toHaveProperty('balance')
  await page.getByRole('radio', { name: 'Slices' }).check()
  await expect(page.getByRole('row', { name: /^wide/ })).toContainText('"width" was dropped from the dataset')
  await page.locator('[data-part="notices"]').getByRole('button', { name: 'Undo' }).click()
  await netloom.when((s) => s.plan.balance?.weights === 'width')
  expect((await netloom.state()).plan).toEqual(plan)
  await expect(page.getByRole('row', { name: /^wide/ })).not.toContainText('dropped')
})

/** Rewrites 1.0 as 1, which is what the CSV export does. */
function plain(row: string): string {
  const [number, kind, width] = row.split(',')
  return [number, kind, Number(width)].join(',')
}

test('project export lists its contents first; with rows included, it opens where the dataset is missing', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('data.bring', { files: [FLOWERS], title: 'Flowers' })
  await netloom.when((s) => s.data.loaded)
  await page.getByRole('button', { name: 'Project', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export project file' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export project file' })
  await expect(dialog.getByText('2 values of "kind": rose and tulip')).toBeVisible()
  await dialog.getByRole('switch', { name: /Include all 200 rows/ }).click()
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export with data' }).click()
  const bytes = [...readFileSync(await (await downloading).path())]
  const { dataset } = (await netloom.state()).data
  await netloom.run('dataset.remove', { dataset: dataset, force: true })
  expect((await storedCounts(page)).sets).toBe(0)
  await netloom.give('project.import', bytes)
  await netloom.when((s) => s.data.loaded)
  expect((await netloom.state()).data).toMatchObject({ dataset, classes: ['rose', 'tulip'] })
  expect(await storedCounts(page)).toMatchObject({ sets: 1, imports: 0 })
})

test('a tab closed during an import leaves no orphaned chunks', async ({ netloom, watched: page, context }) => {
  await netloom.when((s) => s.data.loaded)
  const before = await storedCounts(page)
  const other = await context.newPage()
  await open(other)
  await netloomOf(other).when((s) => s.data.loaded)
  await other.evaluate(() => {
    // Hashing the second chunk never finishes, so the import hangs with only the first chunk on disk.
    const digest = crypto.subtle.digest.bind(crypto.subtle)
    let chunks = 0
    crypto.subtle.digest = (way, bytes) =>
      bytes.byteLength > 100_000 && ++chunks > 1 ? new Promise(() => undefined) : digest(way, bytes)
    const lines = Array.from({ length: 150_000 }, (_, i) => `${i},${i * 1.000001},${i % 7},${i % 5 ? 'a' : 'b'}`)
    const file = { path: 'large.csv', text: `id,value,day,kind\n${lines.join('\n')}\n` }
    void window.netloom.run('data.bring', { files: [file], title: 'Large' }).catch(() => undefined)
  })
  await expect.poll(async () => (await storedCounts(page)).imports).toBe(2)
  expect((await storedCounts(page)).chunks).toBe((before.chunks ?? 0) + 1)
  await other.close()
  expect((await storedCounts(page)).sets).toBe(before.sets)
  await open(page)
  await expect.poll(() => storedCounts(page)).toEqual(before)
  expect((await netloom.state()).saving).toBe('saved')
})

test('choosing the file of a removed dataset offers to restore it; choosing a project file opens it', async ({
  page,
  netloom,
}) => {
  await open(page)
  await netloom.run('project.new', { template: 'blank' })
  const text = `width,kind\n${Array.from({ length: 60 }, (_, i) => `${i}.1,${i % 2 ? 'a' : 'b'}`).join('\n')}\n`
  const files = [{ path: 'twigs.csv', text }]
  const id = await netloom.run<string>('data.bring', { files, options: { target: 'kind' } })
  await netloom.when((s) => s.data.loaded)
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await netloom.run('project.rename', { name: 'Twigs' })
  await netloom.run('project.save')
  const before = await netloom.state()
  await netloom.run('dataset.remove', { dataset: id, force: true })
  await netloom.run('data.choose', { files })
  const use = page.getByRole('dialog').getByRole('combobox', { name: 'Use in' })
  await expect(use).toHaveText(/Restore "twigs" for "Twigs"/)
  await use.click()
  await page.getByRole('option', { name: 'A new project with a network for this dataset' }).click()
  await expect(page.getByRole('dialog', { name: 'Import data' })).toBeVisible()
  await use.click()
  await expect(page.getByRole('option').first()).toHaveText(/Restore/)
  await page.getByRole('option', { name: /Restore/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore "twigs" from its files' })
  await dialog.getByRole('button', { name: 'Restore dataset' }).click()
  await expect(dialog.getByRole('status')).toHaveText(/"twigs" is back at version [0-9a-f]{8} with its 1 edit/)
  expect((await netloom.state()).data).toEqual(before.data)
  await dialog.getByRole('button', { name: 'Show dataset' }).click()

  const project = Buffer.from(
    Object.values(await netloom.run<Record<string, number>>('project.export', { rows: true })),
  )
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('data.choose')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('dialog').getByRole('button', { name: 'Choose files' }).click()
  await (await choosing).setFiles({ name: 'anything.zip', mimeType: 'application/zip', buffer: project })
  await expect(page.getByText('"Twigs" is open.')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  expect((await netloom.state()).data).toEqual(before.data)
})
