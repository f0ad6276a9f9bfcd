/**
 * @file Tests a dataset larger than the budget: its images and arrays stay outside memory, and its rows are the same
 * after any edit steps.
 */
import { expect, test } from 'vitest'
import type { ColumnSchema } from '../catalog/dataset-schema'
import { bytesIn, isMissing, takeRows } from '../data/column-operations'
import type { Dataset } from '../data/dataset'
import { fingerprint } from '../data/fingerprint'
import { packChunk, unpackChunk } from '../data/packed-chunk'
import { hasPaged } from '../data/column-values'
import { loadPagedRows, rowOf } from '../data/paged-columns'
import type { DataStep } from '../data/dataset-edit'
import { loadSteps, pageChunk } from './load-stored-rows'
import { memoryStorage } from './open-storage'
import type { Storage } from './records'
import { keepRowsBudget, rowsBudget } from './row-memory-budget'
import type { StoredChunk, SetRecord } from './dataset-records'

const ROWS = 1200
const PART = 250

/** 1,200 rows of about one kilobyte each. */
function large(): Dataset {
  const series = Float32Array.from({ length: ROWS * 30 }, (_, i) => Math.fround(Math.sin(i)))
  series.fill(Number.NaN, 30 * 700, 30 * 701)
  return {
    schema: {
      ...{ id: 'big', title: 'Big', kind: 'images', rows: ROWS, testRows: 0, target: 'kind', ignore: [] },
      columns: [
        { name: 'said', type: 'text' },
        { name: 'picture', type: 'image', height: 31, width: 31, channels: 1 },
        { name: 'curve', type: 'array', shape: [30] },
        { name: 'kind', type: 'category', values: ['a', 'b'] },
      ],
    },
    columns: [
      {
        type: 'text',
        bytes: new Uint8Array(ROWS).fill(65),
        ends: Uint32Array.from({ length: ROWS }, (_, row) => row + 1),
      },
      { type: 'image', pixels: Uint8Array.from({ length: ROWS * 961 }, (_, i) => (i * 31 + (i >> 8)) % 251) },
      { type: 'array', values: series },
      { type: 'category', codes: Int16Array.from({ length: ROWS }, (_, row) => row % 2) },
    ],
  }
}

function rowsOf({ schema, columns }: Dataset, rows: readonly number[]): Dataset {
  const taken = columns.map((column, i) => takeRows(column, schema.columns[i] as ColumnSchema, rows))
  return { schema: { ...schema, rows: rows.length }, columns: taken }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

async function kept(storage: Storage, dataset: Dataset): Promise<SetRecord> {
  const writer = await storage.sets.beginImport()
  const chunks: StoredChunk[] = []
  for (let from = 0; from < ROWS; from += PART) {
    const rows = range(from, Math.min(ROWS, from + PART))
    chunks.push(await writer.put(packChunk(rowsOf(dataset, rows)), rows.length))
  }
  const { schema } = dataset
  const base = { kind: 'chunks', schema, chunks } as const
  const card = { about: '', licence: '', source: '' }
  return writer.finish({ id: 'big', title: 'Big', card, base, schema, steps: [], undone: [], slices: [], versions: [] })
}

const shipped = () => Promise.reject(new Error('no set is shipped here'))

test('a dataset within the budget is in memory; of a larger one only small columns are, with equal rows', async () => {
  const storage = memoryStorage()
  const dataset = large()
  const set = await kept(storage, dataset)
  expect(await rowsBudget(storage)).toBe(512)
  const load = (steps: readonly DataStep[] = []) => loadSteps(set, steps, { storage, shipped })
  const here = await load()
  expect([hasPaged(here), await fingerprint(here)]).toEqual([false, await fingerprint(dataset)])
  await keepRowsBudget(storage, 1)
  const away = await load()
  expect(hasPaged(away)).toBe(true)
  expect(away.columns.map(bytesIn)).toEqual([5 * ROWS, 0, ROWS, 2 * ROWS])
  expect([699, 700].map((row) => isMissing(away.columns[2] as never, away.schema.columns[2] as never, row))).toEqual([
    false,
    true,
  ])
  const steps: DataStep[] = [
    { kind: 'exclude', rows: [[5, 9]] },
    { kind: 'exclude', rows: [[0, 0]] },
  ]
  const some = [0, 3, 4, 5, 260, 690, 694, 1193]
  const after = await load(steps)
  expect(after.schema.rows).toBe(ROWS - 6)
  const brought = await loadPagedRows(after, some)
  const mine = range(0, ROWS).filter((row) => row !== 0 && !(row >= 5 && row <= 9))
  const expected = rowsOf(
    dataset,
    some.map((row) => mine[row] as number),
  )
  for (const [at, size] of [
    [1, 961],
    [2, 30],
  ] as const)
    for (const [i, row] of some.entries())
      expect([...rowOf(brought.columns[at] as never, size, row)]).toEqual([
        ...rowOf(expected.columns[at] as never, size, i),
      ])
})

test('a damaged chunk is refused, in and outside memory', async () => {
  const storage = memoryStorage()
  const set = await kept(storage, large())
  await keepRowsBudget(storage, 1)
  const chunk = set.base.kind === 'chunks' ? set.base.chunks[2]?.sha256 : undefined
  const bytes = (await storage.chunks.get(chunk as string)) as Uint8Array<ArrayBuffer>
  await storage.chunks.put(chunk as string, bytes.slice().fill(9, 40, 41))
  const other = { ...set, id: 'other' }
  await expect(loadSteps(other, [], { storage, shipped })).rejects.toMatchObject({ code: 'kept-chunk-damaged' })
})

test('a chunk that is not aligned to a word is paged with its own bytes', async () => {
  const dataset = rowsOf(large(), [4, 5])
  const packed = packChunk(dataset)
  const moved = new Uint8Array(packed.length + 3).subarray(3)
  moved.set(packed)
  const { columns } = dataset.schema
  for (const bytes of [packed, moved]) {
    const read = unpackChunk(dataset.schema, 2, bytes)
    if (!read.ok) throw new Error(read.error)
    const paged = { schema: dataset.schema, columns: pageChunk(columns, read.value, bytes, { sha256: 'x', rows: 2 }) }
    const brought = (await loadPagedRows(paged, [1])).columns[1] as Extract<
      Dataset['columns'][number],
      { type: 'image' }
    >
    expect([...rowOf(brought, 961, 1)]).toEqual([...rowOf(dataset.columns[1] as never, 961, 1)])
  }
})
