/**
 * @file Tests that, without drift, false alarms are as rare as configured for 50, 100 and 1,000 rows, and that drift of
 * a given size is detected.
 */
import { describe, expect, test } from 'vitest'
import { type DriftTest, driftOfBins, driftOfCounts, driftOfNumbers, type OfCounts } from './drift-threshold'
import { alarms, atMost, categories, numbers } from './drift-worlds.test-help'

const SIZES = [
  [50, 50],
  [100, 100],
  [1000, 50],
  [1000, 1000],
] as const
const KINDS: readonly OfCounts[] = ['psi', 'jensen-shannon', 'chi-squared']
const level = (seed: number) => ({ alpha: 0.05, seed })

describe('without drift', () => {
  test.each(SIZES)('%i and %i rows in ten bins: PSI, Jensen-Shannon, χ²', (n, m) => {
    for (const kind of KINDS) {
      const bins = (seed: number) => driftOfBins(kind, ...numbers(seed, n, m), { ...level(seed), bins: 10 }).drifted
      const worlds = n * m > 1e5 ? 120 : 300
      expect(alarms(worlds, bins)).toBeLessThanOrEqual(atMost(worlds))
    }
  })

  test.each(SIZES)('%i and %i rows by Kolmogorov-Smirnov', (n, m) => {
    const drifted = (seed: number) => driftOfNumbers('kolmogorov-smirnov', ...numbers(seed, n, m), level(seed)).drifted
    const worlds = n * m > 1e5 ? 120 : 300
    expect(alarms(worlds, drifted)).toBeLessThanOrEqual(atMost(worlds))
  })

  test.each([
    ['rare categories, by permutation', 100, [0.6, 0.25, 0.1, 0.05], 60],
    ['frequent categories, by formula', 1000, [0.4, 0.3, 0.2, 0.1], 150],
  ])('categories: %s', (_what, n, shares, worlds) => {
    for (const kind of KINDS) {
      const drifted = (seed: number) => driftOfCounts(kind, ...categories(seed, [n, n], shares), level(seed)).drifted
      expect(alarms(worlds, drifted)).toBeLessThanOrEqual(atMost(worlds))
    }
  })

  test('a conventional limit is no threshold: PSI of ten bins for 100 rows exceeds 0.1 most of the time', () => {
    const usual = (seed: number) =>
      driftOfBins('psi', ...numbers(seed, 100, 100), { ...level(seed), bins: 10 }).statistic > 0.1
    expect(alarms(200, usual)).toBeGreaterThan(140)
  })
})

describe('drift of a stated size is detected in 95 of a hundred simulations', () => {
  // For each case: the sizes of the two samples, and the shift of the mean in standard deviations.
  test.each([
    [50, 50, 1.4],
    [100, 100, 0.8],
    [1000, 50, 1.2],
    [1000, 1000, 0.25],
  ])('%i and %i rows, the mean shifted by %f', (n, m, moved) => {
    const worlds = n * m > 1e5 ? 40 : 100
    const seen = (test: (seed: number) => DriftTest) => alarms(worlds, (seed) => test(seed).drifted) / worlds
    for (const kind of KINDS) {
      expect(
        seen((seed) => driftOfBins(kind, ...numbers(seed, n, m, moved), { ...level(seed), bins: 10 })),
      ).toBeGreaterThanOrEqual(0.95)
    }
    expect(
      seen((seed) => driftOfNumbers('kolmogorov-smirnov', ...numbers(seed, n, m, moved), level(seed))),
    ).toBeGreaterThanOrEqual(0.95)
  })

  test('a share that changes from 10% to 30%, with 150 rows', () => {
    for (const kind of KINDS) {
      const drifted = (seed: number) =>
        driftOfCounts(kind, ...categories(seed, [150, 150], [0.5, 0.4, 0.1], [0.4, 0.3, 0.3]), level(seed)).drifted
      expect(alarms(20, drifted)).toBeGreaterThanOrEqual(19)
    }
  })
})

describe('one test', () => {
  test('names its method, and its threshold agrees with its p-value', () => {
    const [few, many] = [categories(1, [30, 30], [0.7, 0.2, 0.1]), categories(1, [900, 900], [0.5, 0.3, 0.2])]
    expect(KINDS.map((kind) => driftOfCounts(kind, ...many, level(1)).by)).toEqual(['formula', 'formula', 'formula'])
    expect(driftOfCounts('psi', ...few, level(1)).by).toBe('permutation')
    for (let seed = 1; seed <= 30; seed++) {
      for (const found of [
        ...KINDS.map((kind) => driftOfBins(kind, ...numbers(seed, 60, 60, 0.5), { ...level(seed), bins: 6 })),
        ...KINDS.map((kind) =>
          driftOfCounts(kind, ...categories(seed, [300, 300], [0.5, 0.5], [0.4, 0.6]), level(seed)),
        ),
        driftOfNumbers('kolmogorov-smirnov', ...numbers(seed, 60, 60, 0.5), level(seed)),
      ]) {
        expect(found.drifted).toBe(found.p <= 0.05)
        expect(found.drifted).toBe(found.statistic > found.threshold)
      }
    }
  })

  test('handles no rows, and equal values', () => {
    const [none, some] = [new Float64Array(0), Float64Array.of(1, 2)]
    const alike = Float64Array.of(3, 3, 3)
    for (const found of [
      driftOfNumbers('kolmogorov-smirnov', none, some, level(1)),
      driftOfNumbers('wasserstein', some, none, level(1)),
      driftOfBins('psi', none, some, { ...level(1), bins: 10 }),
      driftOfBins('psi', some, none, { ...level(1), bins: 2 }),
      driftOfBins('psi', alike, alike, { ...level(1), bins: 10 }),
      driftOfCounts('chi-squared', [3, 0], [5, 0], level(1)),
      driftOfCounts('psi', [0, 0], [5, 1], level(1)),
    ]) {
      expect(found).toMatchObject({ drifted: false, p: 1 })
    }
  })
})
