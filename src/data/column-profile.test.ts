/** @file Compares profiles with counts computed directly. */
import { expect, it } from 'vitest'
import type { Dataset } from './dataset'
import { textColumn } from './column-operations'
import { BINS, type ColumnProfile, profileInSlices } from './column-profile'

/** Profiles every column over the given rows (default: all rows). */
function profile(dataset: Dataset, rows?: Uint32Array): readonly ColumnProfile[] {
  const work = profileInSlices(dataset, rows ? { rows } : {})
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

const dataset: Dataset = {
  schema: {
    id: 'p',
    title: 'P',
    kind: 'table',
    columns: [
      { name: 'n', type: 'number' },
      { name: 'c', type: 'category', values: ['a', 'b', 'c'] },
      { name: 'i', type: 'image', height: 1, width: 2, channels: 1 },
    ],
    rows: 10,
    testRows: 0,
    target: 'c',
    ignore: [],
  },
  columns: [
    { type: 'number', values: Float32Array.from([12, 15, 11, 14, 200, 13, 16, Number.NaN, 18, 14]) },
    { type: 'category', codes: Int16Array.from([0, 0, 1, -1, 0, 1, 0, 0, 0, 0]) },
    { type: 'image', pixels: Uint8Array.from({ length: 20 }, (_, i) => (i % 2) * 100) },
  ],
}

it('profiles numbers', () => {
  const [n] = profile(dataset)
  expect(n).toMatchObject({ type: 'number', missing: 1, distinct: 8, min: 11, max: 200 })
  if (n?.type !== 'number') return expect.unreachable()
  // Expected values: numpy.quantile([11, 12, 13, 14, 14, 15, 16, 18, 200], [.25, .5, .75]).
  expect(n.quantiles).toMatchObject({ q25: 13, median: 14, q75: 16 })
  expect(n.mean).toBeCloseTo(313 / 9, 10)
  // The expected value is Python's statistics.pstdev of the same values.
  expect(n.deviation).toBeCloseTo(58.448035377642704, 10)
  expect(n.histogram).toHaveLength(BINS)
  expect([n.histogram[0], n.histogram[BINS - 1]]).toEqual([8, 1])
})

it('profiles all rows of a column that is sorted and long', () => {
  const values = Float64Array.from({ length: 3000 }, (_, row) => row / 10)
  const schema = { ...dataset.schema, columns: [{ name: 'x', type: 'number' as const }], rows: values.length }
  const [x] = profile({ schema, columns: [{ type: 'number', values }] })
  if (x?.type !== 'number') return expect.unreachable()
  expect(x).toMatchObject({ missing: 0, distinct: 3000, min: 0, max: 299.9 })
  expect(x.sampled).toBeUndefined()
  // Expected values: numpy.quantile(numpy.arange(3000) / 10, [.25, .5, .75]).
  expect([x.quantiles.q25, x.quantiles.median, x.quantiles.q75].map((q) => q.toFixed(3))).toEqual([
    '74.975',
    '149.950',
    '224.925',
  ])
  expect(x.histogram.every((count) => count >= 149 && count <= 151)).toBe(true)
})

it('counts classes and missing values over the requested rows', () => {
  const [, c] = profile(dataset)
  expect(c).toMatchObject({ missing: 1, distinct: 2, counts: [{ value: 'a', count: 7 }, { count: 2 }, { count: 0 }] })
  const [, some] = profile(dataset, Uint32Array.from([2, 3]))
  expect(some).toMatchObject({ missing: 1, distinct: 1, counts: [{ count: 0 }, { count: 1 }, { count: 0 }] })
})

it('measures the brightness of images', () => {
  expect(profile(dataset)[2]).toMatchObject({ mean: 50, deviation: 50, height: 1, width: 2 })
})

it('handles no rows', () => {
  const [n, c, i] = profile(dataset, new Uint32Array(0))
  expect(n).toMatchObject({ missing: 0, distinct: 0, min: Number.NaN, mean: Number.NaN })
  expect(c).toMatchObject({ missing: 0, distinct: 0 })
  expect(i).toMatchObject({ mean: 0 })
})

it('compares every column with the target, by class and by part', () => {
  const split = {
    train: Uint32Array.of(0, 1, 2, 3),
    validation: Uint32Array.of(4, 5),
    test: Uint32Array.of(6, 7, 8, 9),
  }
  const work = profileInSlices(dataset, { split, target: 'c' })
  let step = work.next()
  while (!step.done) step = work.next()
  const [n, c] = step.value
  expect(n?.withTarget).toMatchObject({ kind: 'ratio' })
  expect(n?.classes?.map(({ name, rows, missing, mean }) => ({ name, rows, missing, mean }))).toMatchObject([
    { name: 'a', rows: 7, missing: 1, mean: expect.closeTo(275 / 6, 9) },
    { name: 'b', rows: 2, mean: 12 },
    { name: 'c', rows: 0, missing: 0 },
  ])
  expect(n?.parts).toMatchObject({ train: { rows: 4, mean: 13 }, test: { rows: 4, missing: 1, mean: 16 } })
  expect(c?.withTarget).toBeUndefined()
  expect(c?.parts?.train).toEqual({ rows: 4, missing: 1, counts: [2, 1, 0] })
})

it('profiles texts, times and arrays', () => {
  const { columns, rows } = {
    columns: [
      { name: 't', type: 'text' },
      { name: 'at', type: 'time' },
      { name: 'v', type: 'array', shape: [2] },
    ] as const,
    rows: 4,
  }
  const [t, at, v] = profile({
    schema: { id: 'q', title: 'Q', kind: 'table', columns, rows, testRows: 0, target: 't', ignore: [] },
    columns: [
      textColumn(['né', 'né', '', 'four']),
      { type: 'time', values: Float64Array.of(0, 86_400_000, Number.NaN, 86_400_000) },
      { type: 'array', values: Float32Array.of(1, 2, 3, Number.NaN, Number.NaN, Number.NaN, 4, 5) },
    ],
  })
  expect(t).toMatchObject({ missing: 1, distinct: 2, top: [{ value: 'né', count: 2 }], lengths: { min: 2, max: 4 } })
  expect(at).toMatchObject({ missing: 1, distinct: 2, min: 0, max: 86_400_000 })
  expect(v).toMatchObject({ missing: 1, gaps: 3, mean: 3, min: 1, max: 5 })
})
