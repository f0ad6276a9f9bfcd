/**
 * @file Tests drift from a complete population: without drift, alarms are rare at any size; real drift is detected even
 * where the test for a sample of the same size would miss it.
 */
import { describe, expect, test } from 'vitest'
import { rng } from '../base/rng'
import { driftOfCountsFrom, driftOfNumbersFrom } from './drift-from-population'
import { driftOfNumbers } from './drift-threshold'
import { alarms, atMost } from './drift-worlds.test-help'
import { countsBetween, quantileCuts } from './histogram'

const ALL = Float64Array.from(
  { length: 60 },
  (
    (random) => () =>
      random.normal()
  )(rng(1, { kind: 'generate' })),
).sort()
const CUTS = quantileCuts(ALL, 10)
const WORLDS = 400

/** Draws requests from the reference rows and shifts them by `moved`. */
function drawn(seed: number, n: number, moved = 0): Float64Array {
  const random = rng(seed, { kind: 'shuffle', epoch: 0 })
  return Float64Array.from({ length: n }, () => (ALL[random.below(ALL.length)] as number) + moved).sort()
}

describe.each([50, 100, 1000])('%i requests', (n) => {
  test.each(['kolmogorov-smirnov', 'wasserstein'] as const)('%s is rarely above its threshold', (kind) => {
    const level = { alpha: 0.05, seed: 1 }
    expect(alarms(WORLDS, (seed) => driftOfNumbersFrom(kind, ALL, drawn(seed, n), level).drifted)).toBeLessThanOrEqual(
      atMost(WORLDS),
    )
  })
  test.each(['psi', 'jensen-shannon', 'chi-squared'] as const)('%s exceeds it one time in twenty', (kind) => {
    const level = { alpha: 0.05, seed: 1 }
    const all = countsBetween(ALL, CUTS)
    const found = alarms(
      WORLDS,
      (seed) => driftOfCountsFrom(kind, all, countsBetween(drawn(seed, n), CUTS), level).drifted,
    )
    expect(found).toBeLessThanOrEqual(atMost(WORLDS))
    expect(found).toBeGreaterThan(WORLDS * 0.02)
  })
})

test('a shift of 0.3 in 500 requests is detected; compared with a sample of 60 rows it would not be', () => {
  const level = { alpha: 0.01, seed: 1 }
  const moved = drawn(3, 500, 0.3)
  for (const kind of ['kolmogorov-smirnov', 'wasserstein'] as const) {
    const { drifted, statistic, threshold } = driftOfNumbersFrom(kind, ALL, moved, level)
    expect(drifted).toBe(true)
    expect(statistic).toBeGreaterThan(threshold)
  }
  expect(driftOfNumbers('kolmogorov-smirnov', ALL, moved, level).drifted).toBe(false)
})

test('a single request in a category without rows is no drift, several are', () => {
  const level = { alpha: 0.01, seed: 1 }
  const all = [30, 20, 0]
  expect(driftOfCountsFrom('chi-squared', all, [300, 199, 1], level).drifted).toBe(false)
  expect(driftOfCountsFrom('chi-squared', all, [290, 180, 30], level).drifted).toBe(true)
  expect(driftOfCountsFrom('chi-squared', [50], [500], level)).toMatchObject({ drifted: false, p: 1 })
  expect(driftOfCountsFrom('psi', all, [0, 0, 0], level)).toMatchObject({ drifted: false, p: 1 })
})

test.each([50, 500, 5000])(
  'a category without rows is no drift for one of %i requests, with the probability of half a row',
  (n) => {
    const level = { alpha: 0.01 / 8, seed: 1 }
    const all = [500, 0]
    expect(driftOfCountsFrom('chi-squared', all, [n - 1, 1], level).p).toBeGreaterThan(0.04)
    expect(driftOfCountsFrom('chi-squared', all, [n - n / 10, n / 10], level).drifted).toBe(true)
  },
)

// scipy.stats.binom: the sum of the probabilities of all numbers of hits with at least this χ². Rows without missing
// values count half a row.
test.each([
  [[240, 0], 2, 0.6320326646512204],
  [[240, 0], 5, 0.004249146828115029],
  [[240, 0], 20, 2.346655551199939e-19],
  [[238, 2], 2, 0.3413531146457069],
  [[238, 2], 5, 0.8045143572275172],
  [[238, 2], 20, 1.5470047809066162e-8],
])('of %o rows and 500 requests with %i hits, the probability is exact', (all, hits, p) => {
  const found = driftOfCountsFrom('chi-squared', all, [500 - hits, hits], { alpha: 0.01 / 8, seed: 1 })
  expect(Math.abs(found.p / p - 1)).toBeLessThan(1e-9)
  expect(found.drifted).toBe(p <= 0.01 / 8)
  expect(found.statistic > found.threshold).toBe(found.drifted)
})
