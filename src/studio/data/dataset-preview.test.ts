/** @file Previews: what each kind of data shows, and that the pictures of the built-in datasets are those of their rows. */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Column, ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { datasets } from '../../catalog/datasets/all'
import { loadDataset } from '../../storage/load-dataset'
import { textColumn } from '../../data/column-operations'
import { previewOf } from '../../data/data-preview'
import { generate } from '../../data/dataset'

type Described = readonly [ColumnSchema, Column]

function dataset(kind: DatasetSchema['kind'], target: string, columns: readonly Described[], rows: number) {
  const schema: DatasetSchema = {
    ...{ id: 'mine', title: 'Mine', kind, target, rows, testRows: 0, ignore: [] },
    columns: columns.map(([column]) => column),
  }
  return { schema, columns: columns.map(([, values]) => values) }
}
const numbers = (name: string, values: readonly number[]): Described => [
  { name, type: 'number' },
  { type: 'number', values: Float32Array.from(values) },
]
const classes = (name: string, codes: readonly number[]): Described => [
  { name, type: 'category', values: ['a', 'b', 'c'] },
  { type: 'category', codes: Int16Array.from(codes) },
]

test('a table is shown in the plane of the two columns that separate the classes best, without incomplete rows', () => {
  const table = dataset(
    'table',
    'class',
    [
      numbers('noise', [5, 1, 4, 2, 3, 5]),
      numbers('good', [0, 0, 5, 5, 10, Number.NaN]),
      numbers('fair', [0, 1, 1, 2, 2, 9]),
      classes('class', [0, 0, 1, 1, 2, 2]),
    ],
    6,
  )
  expect(previewOf(table)).toEqual({
    kind: 'points',
    x: [0, 0, 0.5, 0.5, 1],
    y: [0, 0.5, 0.5, 1, 1],
    classes: [0, 0, 1, 1, 2],
  })
})

test('a number to predict is the y axis, over the column with the highest correlation, of either sign', () => {
  const table = dataset(
    'table',
    'price',
    [numbers('weak', [1, 3, 2]), numbers('strong', [3, 2, 1]), numbers('price', [10, 20, 30])],
    3,
  )
  expect(previewOf(table)).toEqual({ kind: 'points', x: [1, 0.5, 0], y: [0, 0.5, 1], classes: [0, 0, 0] })
})

test('a series is a curve without its missing values, and texts are cut', () => {
  const series = dataset('series', 'level', [numbers('level', [1, Number.NaN, 2, 3])], 4)
  expect(previewOf(series)).toEqual({ kind: 'curve', values: [0, 0.5, 1] })
  const text: Described = [{ name: 'text', type: 'text' }, textColumn(['short', 'x'.repeat(100)])]
  expect(previewOf(dataset('text', '', [text], 2))).toEqual({ kind: 'texts', texts: ['short', 'x'.repeat(60)] })
})

test('images are scaled down to the mean of the pixels they cover, one of each class first', () => {
  const pixels = new Uint8Array(3 * 64 * 64)
  pixels.fill(100, 64 * 64, 2 * 64 * 64)
  pixels.fill(200, 2 * 64 * 64)
  pixels[64 * 64] = 20
  const images = dataset(
    'images',
    'class',
    [
      [
        { name: 'image', type: 'image', height: 64, width: 64, channels: 1 },
        { type: 'image', pixels },
      ],
      classes('class', [0, 1, 0]),
    ],
    3,
  )
  const preview = previewOf(images)
  if (preview?.kind !== 'images') return expect.unreachable()
  expect(preview.shape).toEqual([32, 32, 1])
  const bytes = preview.images.map((image) => Buffer.from(image, 'base64'))
  // Rows 0 and 1 are of different classes; row 2 is the second of its class.
  expect(bytes.map((one) => [one[0], one.at(-1)])).toEqual([
    [0, 0],
    [(20 + 3 * 100) / 4, 100],
    [200, 200],
  ])
})

test('a dataset without a column that can be shown has no preview', () => {
  expect(previewOf(dataset('table', 'class', [classes('class', [0, 1])], 2))).toBeUndefined()
})

test('every built-in dataset has a picture, and the stored ones are those of their rows', async () => {
  for (const def of datasets) {
    const { id } = def.schema
    if (def.rows.kind === 'generated') {
      expect(previewOf(generate(def, 7, 300)), id).toBeDefined()
      continue
    }
    const folder = `public/data/${id}`
    const stored: unknown = JSON.parse(readFileSync(`${folder}/preview.json`, 'utf8'))
    if (def.rows.kind === 'chunks' && def.rows.bytes > 1_000_000) {
      expect(stored, id).toHaveProperty('kind')
      continue
    }
    const chunks = { get: async () => undefined, has: async () => false, put: async () => {} }
    const fetch = async (url: unknown) => new Response(readFileSync(`${folder}/${String(url).split('/').at(-1)}`))
    expect(existsSync(folder), id).toBe(true)
    const loaded = await loadDataset(def, {
      chunks: chunks as never,
      fetch: fetch as typeof globalThis.fetch,
      base: '',
    })
    expect(previewOf(loaded), id).toEqual(stored)
  }
})
