/** Folders: one that is chosen, with its pictures in class folders; one that is dropped, told while it is walked and given up at once. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'

const PICTURE = readFileSync('src/ingest/fixtures/pictures/plain.png')

test('a folder of class folders is chosen with its files, and becomes a set', async ({ netloom, watched: page }) => {
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
    await expect(dialog.getByText('8 files')).toBeVisible()
    await dialog.getByRole('button', { name: 'Import' }).click()
    await expect(dialog.getByText(/^8 rows of /)).toBeVisible()
    expect((await netloom.state()).data).toMatchObject({ loaded: true, classes: ['cats', 'dogs'] })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Lets go a folder of so many files on the page; a browser tells it in parts of a hundred, each after `pause` ms. */
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

test('a dropped folder says how many files were found so far, and Cancel gives it up within 200 ms', async ({
  netloom,
  watched: page,
}) => {
  await netloom.state()
  await drop(page, 6000, 20)
  const dialog = page.getByRole('dialog')
  const gathering = dialog.getByRole('progressbar', { name: 'Gathering files' })
  await expect(gathering).toHaveAttribute('aria-valuetext', /^\d.* files? found so far$/)
  await expect
    .poll(async () => Number((await gathering.getAttribute('aria-valuetext'))?.replace(/\D/g, '')))
    .toBeGreaterThan(0)
  const gone = await page.evaluate(async () => {
    const began = performance.now()
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')]
    buttons.find((button) => button.textContent === 'Cancel')?.click()
    while (document.querySelector('[role="dialog"] [role="progressbar"]')) await new Promise(requestAnimationFrame)
    return performance.now() - began
  })
  expect(gone).toBeLessThan(200)
  await expect(dialog).toBeHidden()
  // What would have been found comes no more.
  await page.waitForTimeout(3000)
  await expect(dialog).toBeHidden()

  await drop(page, 200, 1)
  await expect(dialog.getByText('200 files')).toBeVisible()
  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(dialog.getByText(/^200 rows of /)).toBeVisible()
  expect((await netloom.state()).data.classes).toEqual(['ham', 'spam'])
})
