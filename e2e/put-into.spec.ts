/** @file Import into an existing dataset: table rows, images, and texts, down to a single row. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, type Netloom, test } from './fixture'

const PICTURE = [...readFileSync('src/ingest/fixtures/pictures/plain.png')]
const OTHER = [...readFileSync('src/ingest/fixtures/pictures/grey.png')]

type Given = readonly { readonly path: string; readonly text?: string; readonly bytes?: readonly number[] }[]

/** Imports a dataset, then adds more files through the dialog; resolves with the resulting number of rows. */
async function addFiles(netloom: Netloom, page: Page, title: string, first: Given, more: Given): Promise<number> {
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
  // The imported dataset is shown even though another dataset is in use.
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  const sets = await netloom.run<readonly { id: string; rows: number }[]>('dataset.list')
  return sets.find((set) => set.id === id)?.rows ?? 0
}

test('a single table row, images, and texts are added; a column that the dataset lacks is skipped', async ({
  netloom,
  watched: page,
}) => {
  // Tables.
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${i % 2 ? 'oak' : 'birch'},0${i}\n`).join('')
  const first = [{ path: 'leaves.csv', text: `width,kind,plot\n${rows}` }]
  // Imported on its own, "kind" would become text and "plot" a number, but here the types of the existing dataset
  // apply.
  const more = [{ path: 'more.csv', text: 'plot,kind,width,note\n7,elm,1.5,new\n' }]
  expect(await addFiles(netloom, page, 'Leaves', first, more)).toBe(13)

  // Added images are resized to the dataset.
  const images = (bytes: readonly number[], ...paths: readonly string[]) => paths.map((path) => ({ path, bytes }))
  const pets = images(PICTURE, 'pets/cats/1.png', 'pets/cats/2.png', 'pets/dogs/1.png', 'pets/dogs/2.png')
  const otherPets = images(OTHER, 'new/cats/3.png', 'new/birds/1.png')
  expect(await addFiles(netloom, page, 'Pets', pets, otherPets)).toBe(6)

  const texts = (...paths: readonly string[]) => paths.map((path, i) => ({ path, text: `a letter of ${i} words` }))
  const post = texts('post/ham/1.txt', 'post/ham/2.txt', 'post/spam/1.txt', 'post/spam/2.txt')
  expect(await addFiles(netloom, page, 'Post', post, texts('new/ham/3.txt', 'new/spam/3.txt'))).toBe(6)
})
