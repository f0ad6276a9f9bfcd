/**
 * @file Tests quantiles against the reference values in fixtures/metric_vectors.json, and the sketch against a sort of
 * all values.
 */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import { quantile } from '../data/profile-statistics/running-stats'
import vectors from './fixtures/metric_vectors.json'
import {
  mergeSketches,
  EMPTY_SKETCH,
  nearestRank,
  addToSketch,
  sketchQuantile,
  countWithin,
  RELATIVE_ERROR,
} from './latency-quantiles'

const wanted = vectors.quantiles
const sorted = Float64Array.from(wanted.x).sort()

test('nearest rank and type 7', () => {
  expect([0.5, 0.9, 0.95, 0.99].map((q) => nearestRank(sorted, q))).toEqual([
    wanted.p50_nearest_rank_inverted_cdf,
    wanted.p90_nearest_rank_inverted_cdf,
    wanted.p95_nearest_rank_inverted_cdf,
    wanted.p99_nearest_rank_inverted_cdf,
  ])
  const seventh = [wanted.p50_linear_type7, wanted.p90_linear_type7, wanted.p95_linear_type7, wanted.p99_linear_type7]
  ;[0.5, 0.9, 0.95, 0.99].forEach((q, i) => {
    expect(Math.abs(quantile(sorted, q) - (seventh[i] as number))).toBeLessThanOrEqual(1e-12)
  })
  expect(nearestRank([], 0.5)).toBeNaN()
  expect([nearestRank([1, 2], 0), nearestRank([1, 2], 1)]).toEqual([1, 2])
  // In doubles, 0.07 × 100 = 7.000000000000001; the result must still be the seventh value.
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
  for (let k = 1; k <= 100; k++) expect(nearestRank(hundred, k / 100)).toBe(k)
})

describe('the sketch', () => {
  const random = rng(11, { kind: 'generate' })
  const lognormal = Float64Array.from({ length: 20_000 }, () => Math.exp(2 + 1.5 * random.normal()))
  const qs = [0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1]

  test.each([
    ['log-normal latencies', lognormal],
    ['few values', Float64Array.of(3, 1, 2)],
    ['one value', Float64Array.of(150)],
    ['cached responses with zero latency', Float64Array.of(0, 0, 0, 5, 6, 1e-5, 7)],
    ['from a microsecond to a day', Float64Array.from({ length: 1000 }, (_, i) => 1e-3 * 10 ** ((i * 10.9) / 1000))],
  ])('is within 1 %% of the nearest rank: %s', (_what, values) => {
    const sketch = addToSketch(values)
    const all = values.slice().sort()
    for (const q of qs) {
      const exact = nearestRank(all, q)
      expect(Math.abs(sketchQuantile(sketch, q) - exact)).toBeLessThanOrEqual(
        Math.max(RELATIVE_ERROR * exact * (1 + 1e-9), 1e-3),
      )
    }
    expect(sketch.counts.length).toBeLessThanOrEqual(1268)
  })

  test('can be merged, in parts and in any order, and is plain JSON', () => {
    const parts = [lognormal.subarray(0, 7000), lognormal.subarray(7000, 7001), lognormal.subarray(7001)] as const
    const [a, b, c] = parts.map((part) => addToSketch(part)) as [
      typeof EMPTY_SKETCH,
      typeof EMPTY_SKETCH,
      typeof EMPTY_SKETCH,
    ]
    const whole = addToSketch(lognormal)
    for (const other of [
      mergeSketches(mergeSketches(a, b), c),
      mergeSketches(c, mergeSketches(b, a)),
      addToSketch(parts[2], addToSketch(parts[1], a)),
    ]) {
      const { sum, ...rest } = other
      expect({ ...rest, sum: whole.sum }).toEqual(whole)
      expect(sum).toBeCloseTo(whole.sum, 4)
    }
    expect(mergeSketches(EMPTY_SKETCH, a)).toEqual(a)
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
  })

  test('counts values within a limit', () => {
    const sketch = addToSketch(lognormal)
    const share = (limit: number) => lognormal.filter((value) => value <= limit).length
    for (const limit of [1, 5, 20, 150]) {
      expect(countWithin(sketch, limit)).toBeGreaterThanOrEqual(share(limit))
      expect(countWithin(sketch, limit)).toBeLessThanOrEqual(share(limit * 1.0203))
    }
    expect([countWithin(sketch, 1e9), countWithin(sketch, 0)]).toEqual([20_000, 0])
  })

  test('ignores NaN, and has no quantile without values', () => {
    expect(addToSketch([Number.NaN])).toEqual(EMPTY_SKETCH)
    expect(sketchQuantile(EMPTY_SKETCH, 0.5)).toBeNaN()
  })
})
