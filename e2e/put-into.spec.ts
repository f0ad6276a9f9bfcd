/** Put into: files join a set that is there, chosen in the dialog that brings them: rows of a table, pictures, texts; one row is enough. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, type Netloom, test } from './fixture'

const PICTURE = [...readFileSync('src/ingest/fixtures/pictures/plain.png')]
const OTHER = [...readFileSync('src/ingest/fixtures/pictures/grey.png')]

type Given = readonly { readonly path: string; readonly text?: string; readonly bytes?: readonly number[] }[]

/** Brings a set, then more of its kind by the dialog; resolves with the rows it has after. */
async function join(netloom: Netloom, page: Page, title: string, first: Given, more: Given): Promise<number> {
  const id = await netloom.run<string>('data.bring', { files: first, title, project: 'none' })
  await netloom.run('data.choose', { files: more })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Import into' }).click()
  await page.getByRole('option', { name: `Add to ${title}` }).click()
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Add rows' }).click()
  await expect(dialog.getByText(new RegExp(`rows? added to "${title}"`))).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  // It is shown, though another set is in use.
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  const sets = await netloom.run<readonly { id: string; rows: number }[]>('dataset.list')
  return sets.find((set) => set.id === id)?.rows ?? 0
}

test('rows of a table join, one alone too; a column that the set lacks is left out', async ({
  netloom,
  watched: page,
}) => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${i % 2 ? 'oak' : 'birch'},0${i}\n`).join('')
  const first = [{ path: 'leaves.csv', text: `width,kind,plot\n${rows}` }]
  // By themselves the kinds would be texts, and the plot a number.
  const more = [{ path: 'more.csv', text: 'plot,kind,width,note\n7,elm,1.5,new\n' }]
  expect(await join(netloom, page, 'Leaves', first, more)).toBe(13)
})

test('pictures join, brought to the size of the set', async ({ netloom, watched: page }) => {
  const files = (bytes: readonly number[], ...paths: readonly string[]) => paths.map((path) => ({ path, bytes }))
  const first = files(PICTURE, 'pets/cats/1.png', 'pets/cats/2.png', 'pets/dogs/1.png', 'pets/dogs/2.png')
  const more = files(OTHER, 'new/cats/3.png', 'new/birds/1.png')
  expect(await join(netloom, page, 'Pets', first, more)).toBe(6)
})

test('texts join', async ({ netloom, watched: page }) => {
  const files = (...paths: readonly string[]) => paths.map((path, i) => ({ path, text: `a letter of ${i} words` }))
  const first = files('post/ham/1.txt', 'post/ham/2.txt', 'post/spam/1.txt', 'post/spam/2.txt')
  expect(await join(netloom, page, 'Post', first, files('new/ham/3.txt', 'new/spam/3.txt'))).toBe(6)
})
