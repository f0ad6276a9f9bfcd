/**
 * @file Tests that paged rows behave like in-memory rows when they are selected, joined, checked for missing values,
 * loaded, prepared, augmented or profiled, and that reads are batched.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rng } from '../base/rng'
import type { ColumnSchema } from '../catalog/dataset-schema'
import { augmentBatch } from './augment/augment-batch'
import { makeAugmenter } from './augment/augmenter'
import { bytesIn, isMissing, joinColumns, perRow, rowsIn, takeRows } from './column-operations'
import type { Column, Dataset } from './dataset'
import { encodeRows, encodeTargets } from './encode-rows'
import { buildReport } from './findings'
import { fingerprint } from './fingerprint'
import { fitPipeline } from './fit-pipeline'
import { nearestRows } from './nearest-rows'
import { hasPaged } from './column-values'
import { blobReads, loadPagedRows, isLoaded, setBlobReader, rowOf, stageRows } from './paged-columns'
import { paged, pagedColumn, readFromMemory } from './paged-columns.test-help'
import { profileInSlices } from './column-profile'

const ROWS = 61

/** A random dataset with images, time series with gaps, and numbers. */
function drawn(rows = ROWS): Dataset {
  const random = rng(11, { kind: 'generate' })
  const values = Float32Array.from({ length: rows * 6 }, () => random.uniform() * 9 - 3)
  values.fill(Number.NaN, 6, 12)
  values[20] = Number.NaN
  return {
    schema: {
      ...{ id: 'x', title: 'X', kind: 'images', rows, testRows: 0, target: 'kind', ignore: [] },
      columns: [
        { name: 'picture', type: 'image', height: 3, width: 5, channels: 1 },
        { name: 'curve', type: 'array', shape: [3, 2] },
        { name: 'size', type: 'number' },
        { name: 'kind', type: 'category', values: ['a', 'b'] },
      ],
    },
    columns: [
      { type: 'image', pixels: Uint8Array.from({ length: rows * 15 }, () => random.below(256)) },
      { type: 'array', values },
      { type: 'number', values: Float32Array.from({ length: rows }, () => random.uniform()) },
      { type: 'category', codes: Int16Array.from({ length: rows }, (_, row) => row % 2) },
    ],
  }
}

const split = {
  train: Uint32Array.from({ length: 40 }, (_, i) => (i * 7) % ROWS),
  validation: Uint32Array.of(1, 5, 9),
  test: Uint32Array.of(2, 3),
}
const all = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row)

function cells(column: Column, schema: ColumnSchema): unknown {
  if (column.type !== 'image' && column.type !== 'array') return column
  const rows = Array.from(all(rowsIn(column, schema)))
  return rows.map((row) => [isMissing(column, schema, row), [...rowOf(column, perRow(schema), row)]])
}

function result<R>(steps: Generator<unknown, R>): R {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

beforeEach(readFromMemory)
afterEach(() => setBlobReader(undefined))

test('selected and concatenated rows equal those in memory, in any order, and nothing is read for it', () => {
  const { schema, columns } = drawn()
  const some = fc.array(fc.nat(ROWS - 1), { maxLength: 30 })
  fc.assert(
    fc.property(fc.constantFrom(0, 1), fc.integer({ min: 1, max: 70 }), some, some, (at, distance, first, second) => {
      const [of, here] = [schema.columns[at] as ColumnSchema, columns[at] as Column]
      const away = pagedColumn(here, of, distance)
      const made = (column: Column) => {
        const taken = takeRows(column, of, first)
        const again = takeRows(taken, of, first.length > 0 ? second.map((row) => row % first.length) : [])
        return [taken, again, joinColumns(of, [taken, column, again])]
      }
      const before = blobReads().reads
      const [paged, inMemory] = [made(away), made(here)]
      expect(blobReads().reads).toBe(before)
      expect(paged.map((column) => rowsIn(column, of))).toEqual(inMemory.map((column) => rowsIn(column, of)))
      expect(paged.map((column) => cells(column, of))).toEqual(inMemory.map((column) => cells(column, of)))
      expect(bytesIn(paged[0] as Column)).toBeLessThanOrEqual(5 * ROWS)
    }),
    { numRuns: 60 },
  )
})

test('rows in memory that are joined with paged rows become a blob', async () => {
  const { schema, columns } = drawn()
  for (const at of [0, 1]) {
    const [of, here] = [schema.columns[at] as ColumnSchema, columns[at] as Column]
    const joined = joinColumns(of, [pagedColumn(here, of, 9), here])
    const { columns: loaded } = await loadPagedRows(
      { schema: { ...schema, columns: [of] }, columns: [joined] },
      all(2 * ROWS),
    )
    expect(cells(loaded[0] as Column, of)).toEqual(cells(joinColumns(of, [here, here]), of))
  }
})

test('preparation, augmentation, profiles and findings are identical to the bit', () => {
  const here = drawn()
  const away = paged(here, 8)
  const binding = {
    inputs: [
      { node: 'a', label: 'Picture', columns: ['picture'], shape: [3, 5, 1] },
      { node: 'b', label: 'Curve', columns: ['curve'], shape: [3, 2] },
    ],
    outputs: [{ node: 'c', label: 'Kind', task: { kind: 'image', column: 'picture', shape: [3, 5, 1] } as const }],
  }
  const outputsOf = (dataset: Dataset) => {
    const pipeline = fitPipeline(dataset, binding, split.train)
    const vary = makeAugmenter([{ kind: 'shift' }, { kind: 'noise', deviation: 0.2 }, { kind: 'mixup' }], 3)
    if (!vary) throw new Error('it varies')
    const batch = augmentBatch(vary, pipeline, dataset, split.train.slice(0, 9), (at) => ({ step: 4, at }))
    return {
      pipeline,
      inputs: pipeline.inputs.map((input) => encodeRows(input, dataset, split.train)),
      targets: pipeline.outputs.map((output) => encodeTargets(output, dataset, split.train)),
      varied: [encodeRows(pipeline.inputs[0] as never, batch.inputs, batch.rows), batch.targets.columns[0]],
      profile: result(profileInSlices(dataset, { split, target: 'kind' })),
      report: result(buildReport(dataset, split, { target: 'kind' })),
      near: result(nearestRows(dataset, 7, 5)),
    }
  }
  expect(outputsOf(away)).toEqual(outputsOf(here))
})

test('a batch is one read, sequential rows are read ahead, and a repeated row is cached', () => {
  const rows = 4000
  const { schema, columns } = drawn(rows)
  const of = schema.columns[0] as ColumnSchema
  const column = pagedColumn(columns[0] as Column, of, 1000) as Extract<Column, { type: 'image' }>
  const since = (work: () => void) => {
    const before = blobReads()
    work()
    const { reads, bytes } = blobReads()
    return [reads - before.reads, bytes - before.bytes]
  }
  const readAll = (rows: Uint32Array) => {
    for (const row of rows) rowOf(column, 15, row)
  }
  const batch = Uint32Array.of(3999, 17, 5, 2000, 17, 18)
  // The rows between the requested rows are read too, because a second read would take longer.
  expect(since(() => stageRows(column, 15, batch))).toEqual([1, 3995 * 15])
  expect(since(() => readAll(batch))).toEqual([0, 0])
  expect(since(() => stageRows(column, 15, batch))).toEqual([0, 0])
  // When all rows are read in order, the first row is read on its own; after that, the rest of each part is read at
  // once.
  expect(since(() => readAll(all(rows)))[0]).toBeLessThan(12)
})

test('the page loads rows before it reads them, under their own numbers; other rows are not loaded', async () => {
  const here = drawn()
  const away = paged(here, 8)
  setBlobReader(undefined)
  const imageColumn = away.schema.columns[0] as ColumnSchema
  const [column, own] = [away.columns[0], here.columns[0]] as Extract<Column, { type: 'image' }>[]
  if (!column || !own) throw new Error('there is a picture')
  expect(() => rowOf(column, 15, 3)).toThrow('brought before')
  const loaded = await loadPagedRows(away, [3, 60, 3])
  const [mine] = loaded.columns as [Extract<Column, { type: 'image' }>]
  expect([...rowOf(mine, 15, 60)]).toEqual([...rowOf(own, 15, 60)])
  expect([3, 60, 4].map((row) => isLoaded(mine, imageColumn, row))).toEqual([true, true, false])
  expect([hasPaged(here), hasPaged(away), await loadPagedRows(here, [1])]).toEqual([false, true, here])
})

test('other rows of the same parts have another fingerprint, equal rows the same', async () => {
  const away = paged(drawn(), 8)
  const taken = (rows: readonly number[]): Dataset => ({
    schema: { ...away.schema, rows: rows.length },
    columns: away.columns.map((column, i) => takeRows(column, away.schema.columns[i] as ColumnSchema, rows)),
  })
  const { columns } = away
  expect(await fingerprint({ ...away, columns: [...columns] })).toBe(await fingerprint(away))
  expect(await fingerprint(taken([1, 2]))).not.toBe(await fingerprint(taken([2, 1])))
})
