/** @file Profiles against counts made the slow way. */
import { expect, it } from 'vitest'
import type { Dataset } from './dataset'
import { BINS, profile } from './profile'

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
  // numpy.quantile([11, 12, 13, 14, 14, 15, 16, 18, 200], [.25, .5, .75])
  expect(n.quantiles).toEqual({ q25: 13, median: 14, q75: 16 })
  expect(n.mean).toBeCloseTo(313 / 9, 10)
  // Python's statistics.pstdev of the same.
  expect(n.deviation).toBeCloseTo(58.448035377642704, 10)
  expect(n.histogram).toHaveLength(BINS)
  expect([n.histogram[0], n.histogram[BINS - 1]]).toEqual([8, 1])
})

it('counts classes and what is missing, over the rows asked for', () => {
  const [, c] = profile(dataset)
  expect(c).toMatchObject({ missing: 1, distinct: 2, counts: [{ value: 'a', count: 7 }, { count: 2 }, { count: 0 }] })
  const [, some] = profile(dataset, Uint32Array.from([2, 3]))
  expect(some).toMatchObject({ missing: 1, distinct: 1, counts: [{ count: 0 }, { count: 1 }, { count: 0 }] })
})

it('tells how bright images are', () => {
  expect(profile(dataset)[2]).toMatchObject({ mean: 50, deviation: 50, height: 1, width: 2 })
})

it('says nothing false of no rows', () => {
  const [n, c, i] = profile(dataset, new Uint32Array(0))
  expect(n).toMatchObject({ missing: 0, distinct: 0, min: Number.NaN, mean: Number.NaN })
  expect(c).toMatchObject({ missing: 0, distinct: 0 })
  expect(i).toMatchObject({ mean: 0 })
})
