/** @file Out-of-core datasets that exceed the memory limit give the same weights, views, edits, and exports. */
import type { Page } from '@playwright/test'
import { expect, type Netloom, slowness, test } from './fixture'

const ROWS = 2400
const PIXELS = 784
/** Number of rows in the training set: the default split uses 80% for training. */
const TRAINED = 0.8 * ROWS

/** Imports generated 28×28 images of ten classes; the class is given by the position of a bright stripe. */
async function bring(page: Page): Promise<void> {
  await page.evaluate(async (rows) => {
    const idx = (head: readonly number[], content: Uint8Array<ArrayBuffer>) => {
      const start = new DataView(new ArrayBuffer(4 * head.length))
      head.forEach((word, i) => {
        start.setUint32(4 * i, word)
      })
      return new Blob([start, content])
    }
    let state = 7
    const pixels = Uint8Array.from({ length: rows * 784 }, (_, i) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      const stripe = Math.floor((i % 28) / 2.8) === Math.floor(i / 784) % 10
      return (state >>> 26) + (stripe ? 150 : 0)
    })
    const labels = Uint8Array.from({ length: rows }, (_, i) => i % 10)
    await window.netloom.run('data.bring', {
      files: [
        { path: 'train-images-idx3-ubyte', file: idx([0x803, rows, 28, 28], pixels) },
        { path: 'train-labels-idx1-ubyte', file: idx([0x801, rows], labels) },
      ],
      title: 'Stripes',
    })
  }, ROWS)
}

/** Trains for two epochs; resolves with the hash of the weights and with the reads from disk during training. */
async function trained(netloom: Netloom) {
  type Memory = { readonly reads: number; readonly readBytes: number }
  const before = await netloom.run<Memory>('machine.memory')
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  expect(run.tag).toBe('done')
  const { reads, readBytes } = await netloom.run<Memory>('machine.memory')
  return { hash: run.weightsHash, reads: reads - before.reads, bytes: readBytes - before.readBytes }
}

/** The image grid of the Rows tab, as a data URL. */
const gridImage = (page: Page) =>
  page.locator('[data-part="pictures"] canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())

/** The results of the analysis: profile, report, and nearest rows. */
async function analyzed(netloom: Netloom) {
  return {
    profile: await netloom.run('data.profile'),
    report: await netloom.run('data.report'),
    near: await netloom.run('data.nearest', { row: 11 }),
  }
}

/** Size and SHA-256 of an exported dataset file. */
const exported = (page: Page, format: string) =>
  page.evaluate(async (format) => {
    const bytes = (await window.netloom.run('dataset.export', { format })) as Uint8Array<ArrayBuffer>
    const sum = await crypto.subtle.digest('SHA-256', bytes)
    return [bytes.length, ...new Uint8Array(sum)].join()
  }, format)

test('a dataset over the memory limit trains to the same weights, with the same views and exports', async ({
  netloom,
  watched: page,
}) => {
  await netloom.run('project.new', { template: 'blank' })
  await bring(page)
  await netloom.when((s) => s.data.loaded)
  await netloom.run('graph.row', {
    row: [{ kind: 'flatten' }, { kind: 'dense', params: { units: 10, activation: 'softmax' } }],
  })
  await netloom.run('plan.set', { epochs: 2, batchSize: 32, augment: [{ kind: 'shift' }] })
  const here = await trained(netloom)
  expect([here.reads, here.bytes]).toEqual([0, 0])
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Rows' }).check()
  await page.getByRole('radio', { name: /images|pictures|grid/i }).check()
  await expect.poll(async () => (await gridImage(page)).length).toBeGreaterThan(10_000)
  const [seen, analysis, file] = [await gridImage(page), await analyzed(netloom), await exported(page, 'npz')]

  expect(await netloom.run('machine.rowsBudget', { megabytes: 1 })).toBe(1)
  await netloom.when((s) => s.data.loaded)
  const away = await trained(netloom)
  expect(away.hash).toBe(here.hash)
  // Each of the two epochs reads every training row, with several rows per read.
  expect(away.bytes).toBeGreaterThanOrEqual(2 * TRAINED * PIXELS)
  expect(away.reads).toBeLessThan(TRAINED)
  await expect.poll(() => gridImage(page)).toBe(seen)
  expect(await analyzed(netloom)).toEqual(analysis)
  expect(await exported(page, 'npz')).toBe(file)

  // An edit followed by an undo leaves the data unchanged.
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await netloom.run('dataset.undo')
  expect((await trained(netloom)).hash).toBe(here.hash)
  expect((await netloom.refused('machine.rowsBudget', { megabytes: 0.5 })).message).toContain('whole number')
})

test('an export is canceled within 200 ms and leaves no file', async ({ netloom, watched: page }) => {
  await netloom.run('project.new', { template: 'blank' })
  await bring(page)
  await netloom.when((s) => s.data.loaded)
  const { ended, waited, progress } = await page.evaluate(async () => {
    const abort = new AbortController()
    let progress = 0
    const writing = window.netloom.run('dataset.export', {
      format: 'images',
      signal: abort.signal,
      onProgress: (done: number) => {
        progress = done
        // Cancel in the middle of the export.
        if (done > 0.2) abort.abort()
      },
    })
    let since = 0
    abort.signal.addEventListener('abort', () => {
      since = performance.now()
    })
    const ended = await writing.then(
      () => 'written',
      (error: Error & { code: string }) => error.code,
    )
    return { ended, waited: performance.now() - since, progress }
  })
  expect([ended, progress > 0.2 && progress < 1]).toEqual(['export-given-up', true])
  expect(waited).toBeLessThan(200 * (await slowness(page)))
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Versions' }).check()
  const part = page.getByRole('region', { name: 'Export' })
  // Click Cancel as soon as it appears, from inside the page: on a fast machine the export could finish before a click
  // from outside.
  await part.evaluate((region) => {
    new MutationObserver((_, observer) => {
      const cancel = [...region.querySelectorAll('button')].find((button) => button.textContent === 'Cancel')
      if (!cancel) return
      observer.disconnect()
      cancel.click()
    }).observe(region, { childList: true, subtree: true })
  })
  await part.getByRole('button', { name: 'Images in class folders' }).click()
  await expect(part.getByRole('status')).toHaveText('Export canceled. No file was written.')
  await expect(part.getByRole('button', { name: 'NPZ' })).toBeEnabled()
})

test('the memory limit is set on the This machine page and applies', async ({ netloom, watched: page }) => {
  await netloom.run('room.open', { room: 'machine' })
  const part = page.getByRole('region', { name: 'Data kept in memory' })
  const field = part.getByLabel('Limit')
  await expect(field).toHaveValue('512')
  await field.fill('64')
  await field.press('Enter')
  await expect.poll(() => netloom.run('machine.rowsBudget')).toBe(64)
})
