/** @file Import of arrays, images, texts, and archives. A file that cannot be trusted leaves no data behind. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { gzipSync, strToU8, zipSync } from 'fflate'
import type { ImportPreview } from '../src/protocol/ingest-messages'
import { expect, type Netloom, test } from './fixture'

const FIXTURES = new URL('../src/ingest/fixtures/', import.meta.url)
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, FIXTURES)))
const inputFile = (path: string, bytes: Uint8Array) => ({ path, bytes: [...bytes] })

/** Previews files through the console. Its images cannot be sent to the test, so three pixels are sampled from each. */
function peek(page: Page, files: readonly object[], options: object = {}) {
  return page.evaluate(
    async ([what, how]) => {
      const look = (await window.netloom.run('data.peek', { files: what, options: how })) as ImportPreview
      const corners = []
      for (const blob of look.pictures ?? []) {
        const bitmap = await createImageBitmap(blob)
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const context = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D
        context.drawImage(bitmap, 0, 0)
        const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)]
        corners.push([at(2, 1), at(2, 14), at(21, 14)])
      }
      return { ...look, pictures: [], corners }
    },
    [files, options] as const,
  )
}

/** Images of two classes that a small network can learn: the upper or the lower half is bright. */
async function halves(page: Page): Promise<Record<string, Uint8Array>> {
  const files = await page.evaluate(async () => {
    const made: [string, number[]][] = []
    for (let i = 0; i < 120; i++) {
      const canvas = new OffscreenCanvas(12, 12)
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
      const up = i % 2 === 0
      context.fillStyle = `rgb(${i}, ${i}, ${i})`
      context.fillRect(0, 0, 12, 12)
      context.fillStyle = '#fff'
      context.fillRect(0, up ? 0 : 6, 12, 6)
      const png = i % 4 < 2
      const blob = await canvas.convertToBlob({ type: png ? 'image/png' : 'image/jpeg', quality: 0.95 })
      made.push([
        `halves/${up ? 'up' : 'down'}/${i}.${png ? 'png' : 'jpg'}`,
        [...new Uint8Array(await blob.arrayBuffer())],
      ])
    }
    return made
  })
  return Object.fromEntries(files.map(([path, bytes]) => [path, new Uint8Array(bytes)]))
}

/** Trains the open project; resolves with the accuracy. */
async function train(netloom: Netloom): Promise<number> {
  await netloom.when((s) => s.data.loaded)
  await netloom.run('run.start')
  const { metrics } = await netloom.when((s) => s.run.tag === 'done')
  return metrics?.accuracy as number
}

test('a zip of images in class folders becomes a dataset to train on and predict', async ({ netloom, watched }) => {
  const zip = zipSync({ ...(await halves(watched)), 'halves/readme.md': strToU8('About these.') })
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.bring', { files: [inputFile('halves.zip', zip)] })
  const { data } = await netloom.when((s) => s.data.loaded)
  expect(data).toMatchObject({ classes: ['down', 'up'], samples: { train: 96, validation: 12, test: 12 } })
  await netloom.run('graph.row', {
    row: [{ kind: 'flatten' }, { kind: 'dense', params: { units: 1, activation: 'sigmoid' } }],
  })
  const { check } = await netloom.state()
  expect(check).toMatchObject({ ok: true, shapes: { input: [12, 12, 1] } })
  await netloom.run('plan.set', { epochs: 20, batchSize: 16 })
  expect(await train(netloom)).toBeGreaterThan(0.9)
  const up = Array.from({ length: 12 }, (_, y) => Array(12).fill(y < 6 ? 255 : 40))
  const { outputs } = await netloom.run<{ outputs: { label: string }[] }>('model.predict', { inputs: [up] })
  expect(outputs[0]?.label).toBe('up')
})

test('every image format is read as a browser shows it, and unreadable files are listed with a reason', async ({
  netloom,
  watched,
}) => {
  await netloom.state()
  const names = readdirSync(new URL('pictures/', FIXTURES))
  const look = (some: readonly string[]) =>
    peek(
      watched,
      some.map((name) => inputFile(name, fixture(`pictures/${name}`))),
      { image: { height: 16, width: 24, channels: 3 } },
    )
  // A preview shows only 20 images, so the files are previewed in two halves.
  const halves = [await look(names.slice(0, 11)), await look(names.slice(11))]
  const notes = halves.flatMap((half) => half.notes)
  const corners = halves.flatMap((half) => half.corners)
  const faults = notes.flatMap(({ code, args }) => {
    const { names: skipped, why } = args as { names: readonly string[]; why?: string }
    return code === 'pictures-skipped' ? skipped.map((name) => `${name}: ${why}`) : []
  })
  expect(faults.sort()).toEqual([
    'cmyk.jpg: cmyk',
    'damaged.png: broken',
    'deep.png: deep',
    'drawing.svg: svg',
    'empty.png: empty',
    'huge.png: large',
    'short.jpg: short',
    'short.png: short',
    'words.png: unknown',
  ])
  const shown = halves.flatMap(({ rows }) => rows).map(([, name]) => name as string)
  expect(shown).toEqual([
    'clear.png',
    'grey.png',
    'lossy.webp',
    'misnamed.jpg',
    'moving.gif',
    'moving.png',
    'moving.webp',
    'plain.bmp',
    'plain.jpg',
    'plain.png',
    'plain.webp',
    'still.gif',
    'turned.jpg',
  ])
  const colours = [
    [255, 255, 255],
    [220, 30, 30],
    [30, 30, 220],
  ]
  for (const [i, name] of shown.entries()) {
    if (name === 'clear.png' || name === 'grey.png') continue
    // Lossless formats must preserve every pixel exactly; lossy ones may be off a little.
    const off = /jpg|lossy/.test(name) && name !== 'misnamed.jpg' ? 12 : 0
    const most = Math.max(
      ...colours.flatMap((colour, k) => colour.map((value, c) => Math.abs(value - (corners[i]?.[k]?.[c] ?? 999)))),
    )
    expect(most, name).toBeLessThanOrEqual(off)
  }
  expect(corners[0], 'transparent pixels become white').toEqual([
    [255, 255, 255],
    [255, 255, 255],
    [255, 255, 255],
  ])
})

/** An IDX file of unsigned bytes. */
function idx(shape: readonly number[], values: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length))
  head.setUint32(0, 0x0800 | shape.length)
  shape.forEach((axis, i) => {
    head.setUint32(4 + 4 * i, axis)
  })
  return new Uint8Array([...new Uint8Array(head.buffer), ...values])
}

test('IDX and NPZ files and texts import; pickled objects are refused, and system files are ignored', async ({
  netloom,
}) => {
  // The four files of an IDX dataset import as one with its own test set.
  const pictures = (rows: number) =>
    idx(
      [rows, 4, 4],
      Uint8Array.from({ length: 16 * rows }, (_, i) => i % 256),
    )
  const labels = (rows: number) =>
    idx(
      [rows],
      Uint8Array.from({ length: rows }, (_, i) => i % 3),
    )
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.bring', {
    files: [
      inputFile('train-images-idx3-ubyte', pictures(60)),
      inputFile('train-labels-idx1-ubyte.gz', gzipSync(labels(60))),
      inputFile('t10k-images-idx3-ubyte', pictures(12)),
      inputFile('t10k-labels-idx1-ubyte.gz', gzipSync(labels(12))),
    ],
  })
  const idxData = (await netloom.when((s) => s.data.loaded)).data
  expect(idxData).toMatchObject({ classes: ['0', '1', '2'], samples: { test: 12 } })

  // An NPZ file from NumPy; one with pickled objects leaves nothing behind.
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('data.bring', { files: [inputFile('stored.npz', fixture('stored.npz'))], title: 'Twelve' })
  const npzData = (await netloom.when((s) => s.data.loaded)).data
  expect(npzData).toMatchObject({ classes: ['0', '1', '2'], samples: { test: 3 } })
  const refusal = await netloom.refused('data.bring', { files: [inputFile('pickled.npz', fixture('pickled.npz'))] })
  expect(refusal.code).toBe('npy-objects')
  expect(refusal.message).toContain('np.save')
  expect(await netloom.run('dataset.list')).toHaveLength(2)

  // Texts in class folders, next to a file of macOS.
  await netloom.run('project.new', { template: 'blank' })
  const files = Array.from({ length: 24 }, (_, i) => ({
    path: `mails/${i % 2 ? 'spam' : 'ham'}/${i}.txt`,
    text: i % 2 ? `Win ${i} prizes now` : `See you at ${i} o'clock`,
  }))
  await netloom.run('data.bring', { files: [...files, { path: 'mails/.DS_Store', text: 'x' }] })
  const { data } = await netloom.when((s) => s.data.loaded)
  expect(data).toMatchObject({ classes: ['ham', 'spam'] })
})
