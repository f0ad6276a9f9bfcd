/** A set larger than the budget of rows in memory: it trains to the same weights, is shown, looked at, edited and exported as before. */
import type { Page } from '@playwright/test'
import { expect, type Netloom, test } from './fixture'

const ROWS = 2400
const PIXELS = 784
/** Of 100: train, validation, test. */
const TRAINED = 0.8 * ROWS

/** Brings pictures of 28×28 in ten classes, made in the page: a bright stripe whose place is the class. */
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

/** Trains two epochs; the hash of the weights, and what was read from outside of memory meanwhile. */
async function trained(netloom: Netloom) {
  type Memory = { readonly reads: number; readonly readBytes: number }
  const before = await netloom.run<Memory>('machine.memory')
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed', { timeoutMs: 120_000 })
  expect(run.tag).toBe('done')
  const { reads, readBytes } = await netloom.run<Memory>('machine.memory')
  return { hash: run.weightsHash, reads: reads - before.reads, bytes: readBytes - before.readBytes }
}

/** What is drawn of the pictures in the Rows tab, once nothing is on its way any more. */
const drawn = (page: Page) =>
  page.locator('[data-part="pictures"] canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())

/** What was found out, but for when. */
async function found(netloom: Netloom) {
  return {
    profile: await netloom.run('data.profile'),
    report: await netloom.run('data.report'),
    near: await netloom.run('data.nearest', { row: 11 }),
  }
}

/** The checksum of a set as a file. */
const exported = (page: Page, format: string) =>
  page.evaluate(async (format) => {
    const bytes = (await window.netloom.run('dataset.export', { format })) as Uint8Array<ArrayBuffer>
    const sum = await crypto.subtle.digest('SHA-256', bytes)
    return [bytes.length, ...new Uint8Array(sum)].join()
  }, format)

test('a set larger than the budget trains to the same weights, reading its rows in each epoch; everything else is as it was', async ({
  netloom,
  watched: page,
}) => {
  test.setTimeout(180_000)
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
  await expect.poll(async () => (await drawn(page)).length).toBeGreaterThan(10_000)
  const [seen, told, file] = [await drawn(page), await found(netloom), await exported(page, 'npz')]

  expect(await netloom.run('machine.rowsBudget', { megabytes: 1 })).toBe(1)
  await netloom.when((s) => s.data.loaded)
  const away = await trained(netloom)
  expect(away.hash).toBe(here.hash)
  // Both epochs read every row they trained on, some at a time.
  expect(away.bytes).toBeGreaterThanOrEqual(2 * TRAINED * PIXELS)
  expect(away.reads).toBeLessThan(TRAINED)
  await expect.poll(() => drawn(page)).toBe(seen)
  expect(await found(netloom)).toEqual(told)
  expect(await exported(page, 'npz')).toBe(file)

  // Steps are as cheap as before, and what is left is what was asked for.
  await netloom.run('dataset.edit', { step: { kind: 'exclude', rows: [[0, 9]] } })
  await netloom.run('dataset.undo')
  expect((await trained(netloom)).hash).toBe(here.hash)
  expect((await netloom.refused('machine.rowsBudget', { megabytes: 0.5 })).message).toContain('whole number')
})

test('an export is given up within 200 ms, and nothing is left of it', async ({ netloom, watched: page }) => {
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
        // Deep in it.
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
  expect(waited).toBeLessThan(200)
  await netloom.run('room.open', { room: 'data' })
  await page.getByRole('radio', { name: 'Versions' }).check()
  const part = page.getByRole('region', { name: 'Export' })
  await part.getByRole('button', { name: 'Images in class folders' }).click()
  await part.getByRole('button', { name: 'Cancel' }).click()
  await expect(part.getByRole('status')).toHaveText('Export canceled. No file was written.')
  await expect(part.getByRole('button', { name: 'NPZ' })).toBeEnabled()
})

test('the budget is set in the Machine room and stays', async ({ netloom, watched: page }) => {
  await netloom.run('room.open', { room: 'machine' })
  const part = page.getByRole('region', { name: 'Data kept in memory' })
  const field = part.getByLabel('At most')
  await expect(field).toHaveValue('512')
  await field.fill('64')
  await field.press('Enter')
  await expect.poll(() => netloom.run('machine.rowsBudget')).toBe(64)
})
