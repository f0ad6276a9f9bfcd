/** @file Folder import: chosen in a dialog, dropped with progress and Cancel, and dropped onto classes. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, open, slowness, test } from './fixture'

const PICTURE = readFileSync('src/ingest/fixtures/pictures/plain.png')

test('a folder with one subfolder per class becomes a dataset', async ({ netloom, watched: page }) => {
  const folder = join(tmpdir(), `netloom-pets-${process.pid}`)
  try {
    for (const kind of ['cats', 'dogs']) {
      mkdirSync(join(folder, kind), { recursive: true })
      for (let i = 0; i < 4; i++) writeFileSync(join(folder, kind, `${i}.png`), PICTURE)
    }
    writeFileSync(join(folder, '.DS_Store'), 'litter')
    await netloom.run('data.choose')
    const dialog = page.getByRole('dialog')
    const choosing = page.waitForEvent('filechooser')
    await dialog.getByRole('button', { name: 'Choose a folder' }).click()
    await (await choosing).setFiles(folder)
    await expect(dialog.getByText(/\(8 files\)$/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Import' }).click()
    await expect(dialog.getByText(/^8 rows with /)).toBeVisible()
    expect((await netloom.state()).data).toMatchObject({ loaded: true, classes: ['cats', 'dogs'] })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/**
 * Drops a folder of `files` files on the page; like a browser, it lists 100 entries at a time, with a delay of `pause`
 * ms.
 */
function drop(page: Page, files: number, pause: number): Promise<void> {
  return page.evaluate(
    ([count, wait]) => {
      const later = <T>(resolve: (value: T) => void, value: T) => setTimeout(() => resolve(value), wait)
      const children = Array.from({ length: count }, (_, i) => ({
        name: `${i}.txt`,
        fullPath: `/letters/${i % 2 ? 'spam' : 'ham'}/${i}.txt`,
        isFile: true,
        isDirectory: false,
        file: (resolve: (file: File) => void) => later(resolve, new File([`letter ${i} of many`], `${i}.txt`)),
      }))
      const folder = {
        ...{ name: 'letters', fullPath: '/letters', isFile: false, isDirectory: true },
        createReader: () => ({
          readEntries: (resolve: (part: unknown[]) => void) => later(resolve, children.splice(0, 100)),
        }),
      }
      const event = new DragEvent('drop', { bubbles: true, cancelable: true })
      Object.defineProperty(event, 'dataTransfer', {
        value: { types: ['Files'], items: [{ webkitGetAsEntry: () => folder }], files: [] },
      })
      document.body.dispatchEvent(event)
    },
    [files, pause] as const,
  )
}

test('a dropped folder shows the number of files found so far, and Cancel stops within 200 ms', async ({
  netloom,
  watched: page,
}) => {
  await page.clock.install()
  await open(page)
  // Slow enough that the dialog is there before all files are found, also on a busy machine.
  await drop(page, 6000, 60)
  const dialog = page.getByRole('dialog')
  const gathering = dialog.getByRole('progressbar', { name: 'Finding files' })
  await expect(gathering).toHaveAttribute('aria-valuetext', /^\d.* files? found so far$/)
  await expect
    .poll(async () => Number((await gathering.getAttribute('aria-valuetext'))?.replace(/\D/g, '')))
    .toBeGreaterThan(0)
  const elapsedMs = await page.evaluate(async () => {
    const began = performance.now()
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')]
    buttons.find((button) => button.textContent === 'Cancel')?.click()
    while (document.querySelector('[role="dialog"] [role="progressbar"]')) await new Promise(requestAnimationFrame)
    return performance.now() - began
  })
  expect(elapsedMs).toBeLessThan(200 * (await slowness(page)))
  await expect(dialog).toBeHidden()
  // After Cancel, files that were still being read must not appear later.
  await page.clock.runFor(3000)
  await expect(dialog).toBeHidden()

  await drop(page, 200, 1)
  await expect(dialog.getByText('(200 files)')).toBeVisible()
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(dialog.getByText(/^200 rows with /)).toBeVisible()
  expect((await netloom.state()).data.classes).toEqual(['ham', 'spam'])
})

test('folders dropped on the collecting page fill its classes; a folder dropped on a class adds to it', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('data.collect', { title: 'Pets', size: 28, classes: ['cats'] })
  await expect(page.getByRole('heading', { name: 'Pets' })).toBeVisible()
  const samples = (label: string) => page.getByRole('region', { name: label, exact: true }).getByRole('listitem')
  await dropPictures(page, 'section[aria-label="Collecting Pets"] > div:last-of-type', [
    'pets/cats/1.png',
    'pets/cats/2.png',
    'pets/dogs/1.png',
  ])
  await expect(samples('cats')).toHaveCount(2)
  await expect(samples('dogs')).toHaveCount(1)
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.locator('body')).not.toHaveAttribute('data-dropping')
  await dropPictures(page, 'section[aria-label="cats"]', ['new/1.png'])
  await expect(samples('cats')).toHaveCount(3)
  await expect(page.locator('body')).not.toHaveAttribute('data-dropping')
  // Each drop is one undo step.
  await page.getByRole('button', { name: 'Undo last change' }).click()
  await page.getByRole('button', { name: 'Undo last change' }).click()
  await expect(samples('cats')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'dogs', exact: true })).toBeHidden()
})

/** Drags a folder with these images over the page and drops it on an element. */
function dropPictures(page: Page, onto: string, paths: readonly string[]): Promise<void> {
  return page.evaluate(
    ([selector, all, bytes]) => {
      const folder = (path: string): unknown => ({
        ...{ name: path.split('/').at(-1), fullPath: `/${path}`, isFile: false, isDirectory: true },
        createReader: () => {
          const within = all.filter((one) => one.startsWith(`${path}/`)).map((one) => one.slice(path.length + 1))
          const names = [...new Set(within.map((one) => one.split('/')[0]))]
          const parts = [names.map((name) => entry(`${path}/${name}`)), []]
          return { readEntries: (resolve: (part: unknown[]) => void) => resolve(parts.shift() ?? []) }
        },
      })
      const file = (path: string): unknown => ({
        ...{ name: path.split('/').at(-1), fullPath: `/${path}`, isFile: true, isDirectory: false },
        file: (resolve: (file: File) => void) => resolve(new File([Uint8Array.from(bytes)], path)),
      })
      const entry = (path: string) => (all.includes(path) ? file(path) : folder(path))
      const roots = [...new Set(all.map((path) => path.split('/')[0] as string))]
      const dataTransfer = {
        types: ['Files'],
        items: roots.map((root) => ({ webkitGetAsEntry: () => entry(root) })),
        files: [],
      }
      const send = (type: string, element: Element) => {
        const event = new DragEvent(type, { bubbles: true, cancelable: true })
        Object.defineProperty(event, 'dataTransfer', { value: dataTransfer })
        element.dispatchEvent(event)
      }
      const element = document.querySelector(selector)
      if (!element) throw new Error(`no element matches ${selector}`)
      send('dragover', document.body)
      send('dragover', element)
      send('drop', element)
    },
    [onto, paths, [...PICTURE]] as const,
  )
}
