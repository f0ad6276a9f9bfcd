/**
 * @file Tests drift statistics against the SciPy and Evidently results in fixtures/metric_vectors.json: statistics to
 * within 1e-12, p-values to within 1e-9.
 */
import { describe, expect, test } from 'vitest'
import { goodnessOfFit, jensenShannon, jensenShannonDistance, psi, wasserstein, wassersteinOfCounts } from './drift'
import {
  equalCuts,
  hellinger,
  kolmogorovOfCounts,
  kullbackLeibler,
  psiCritical,
  sturges,
  totalVariation,
  twoProportions,
  wassersteinNormed,
} from './drift-distances.test-help'
import vectors from './fixtures/metric_vectors.json'
import { countsBetween, quantileCuts } from './histogram'
import {
  chiSquared,
  chiSquaredQuantile,
  kolmogorovCritical,
  kolmogorovLimit,
  kolmogorovSmirnov,
} from './two-sample-tests'

const near = (found: number, wanted: number, within = 1e-12) => {
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(within)
}

const even = Float64Array.from({ length: 200 }, (_, i) => i / 200)
const bent = even.map((x) => x ** 1.5)

describe('counts', () => {
  const { ref_counts: ref, cur_counts: cur, ...wanted } = vectors.drift_categorical

  test('PSI, KL, Jensen-Shannon, Hellinger and total variation', () => {
    near(psi(ref, cur), wanted.psi)
    near(psi([60, 40, 0], [50, 30, 20]), 1.5664207646, 5e-11)
    near(kullbackLeibler(ref, cur), wanted.kl_ref_cur_nats)
    near(jensenShannonDistance(ref, cur), wanted.js_distance_nats)
    near(jensenShannon(ref, cur), wanted.js_divergence_nats)
    near(jensenShannon(ref, cur) / Math.LN2, wanted.js_divergence_base2)
    near(jensenShannonDistance(ref, cur) / Math.sqrt(Math.LN2), wanted.js_distance_base2)
    near(hellinger(ref, cur), wanted.hellinger)
    near(totalVariation(ref, cur), wanted.tvd)
  })

  test('goodness of fit, contingency and two proportions', () => {
    const { stat, dof, p } = wanted.chi2_gof_evidently
    const fit = goodnessOfFit(ref, cur)
    near(fit.statistic, stat)
    expect(fit.freedom).toBe(dof)
    near(fit.p, p, 1e-9)
    const uneven = goodnessOfFit([500, 300, 200], [40, 35, 25])
    near(uneven.statistic, 4.083333333333334)
    near(uneven.p, 0.12981217685543797, 1e-9)
    const yates = chiSquared([
      [30, 70],
      [48, 72],
    ])
    near(yates.statistic, 1.9665793908751645)
    near(yates.p, 0.16081140889125276, 1e-9)
    const { n1, x1, n2, x2, z, p: both } = vectors.z_two_prop
    const rates = twoProportions({ hits: x1, n: n1 }, { hits: x2, n: n2 })
    near(rates.statistic, z)
    near(rates.p, both, 1e-9)
  })

  test('no rows are no drift, and an impossible category is infinitely far', () => {
    expect(psi([0, 0], [0, 0])).toBe(0)
    expect(psi([3, 0], [6, 0])).toBe(0)
    expect(jensenShannon([1, 0], [0, 1])).toBeCloseTo(Math.LN2, 12)
    expect(kullbackLeibler([1, 1], [1, 0])).toBe(Number.POSITIVE_INFINITY)
    expect(goodnessOfFit([1, 0], [1, 1]).p).toBe(0)
    expect(goodnessOfFit([1, 0], [5, 0]).p).toBe(1)
    expect(twoProportions({ hits: 0, n: 0 }, { hits: 1, n: 2 }).p).toBe(1)
    expect(twoProportions({ hits: 2, n: 2 }, { hits: 1, n: 1 }).p).toBe(1)
  })
})

describe('sorted numbers', () => {
  test('Wasserstein, also normalized, and of counts', () => {
    const { ref, cur, wasserstein: wanted, wasserstein_norm_evidently } = vectors.drift_numeric
    const [a, b] = [Float64Array.from(ref), Float64Array.from(cur)]
    near(wasserstein(a, b), wanted)
    near(wassersteinNormed(a, b), wasserstein_norm_evidently)
    near(wasserstein(even, bent), 0.09999692005157218)
    near(wassersteinNormed(even, bent), 0.34640382233429445)
    const uneven = [Float64Array.of(0.1, 0.4, 0.4, 0.7, 1.3), Float64Array.of(0.2, 0.4, 0.9, 1.1, 1.6, 2, 2.5)] as const
    near(wasserstein(...uneven), 0.662857142857143)
    near(wasserstein(new Float64Array(0), a), 0)
    const places = Array.from({ length: 12 }, (_, i) => i + 1)
    const at = (values: readonly number[]) => places.map((place) => values.filter((value) => value === place).length)
    near(wassersteinOfCounts(at(ref), at(cur), places), wanted)
    near(kolmogorovOfCounts(at(ref), at(cur)), kolmogorovSmirnov(a, b).statistic)
  })

  test('PSI of numbers in ten bins of equal width', () => {
    const cuts = equalCuts([even, bent], 10)
    const current = countsBetween(bent, cuts)
    expect(current).toEqual([43, 26, 21, 19, 17, 16, 16, 14, 14, 14])
    near(psi(countsBetween(even, cuts), current), 0.13986441802238125)
  })

  test('cuts and counts: equal numbers per bin, ties together, values outside in the outer bins, NaN ignored', () => {
    expect(countsBetween(even, quantileCuts(even, 8))).toEqual(new Array(8).fill(25))
    const tied = Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 2, 3)
    expect(Array.from(quantileCuts(tied, 5))).toEqual([1, 2])
    expect(countsBetween(tied, quantileCuts(tied, 5))).toEqual([6, 2, 2])
    expect(countsBetween(Float64Array.of(-9, 1, 99, Number.NaN), Float64Array.of(0, 2))).toEqual([1, 1, 1])
    expect(equalCuts([Float64Array.of(4, 4)], 10)).toHaveLength(0)
    // In NumPy: ceil(log2(n) + 1).
    expect([1, 2, 100, 128, 129].map(sturges)).toEqual([1, 2, 8, 8, 9])
  })
})

test('quantiles of χ², of Kolmogorov and of D', () => {
  near(chiSquaredQuantile(1, 0.05), 3.841458820694124, 1e-9)
  near(chiSquaredQuantile(9, 0.01), 21.665994333461924, 1e-9)
  near(chiSquaredQuantile(30, 0.001), 59.70306430442994, 1e-9)
  near(kolmogorovLimit(0.05), 1.3580986393225507, 1e-9)
  near(kolmogorovLimit(0.01), 1.6276236115189504, 1e-9)
  expect(psiCritical(1000, 1000, 10, 0.05)).toBeCloseTo(0.0338, 4)
  // The critical value is the largest D that is not significant: the next larger D has a p-value below alpha.
  const sample = (from: number) => Float64Array.from({ length: 20 }, (_, i) => i + from)
  const last = kolmogorovCritical(20, 20, 0.05) * 20
  expect(kolmogorovSmirnov(sample(0), sample(last)).p).toBeGreaterThan(0.05)
  expect(kolmogorovSmirnov(sample(0), sample(last + 1)).p).toBeLessThanOrEqual(0.05)
  near(kolmogorovCritical(20_000, 20_000, 0.05), kolmogorovLimit(0.05) / 100, 1e-5)
  expect(kolmogorovCritical(2, 2, 0.05)).toBe(1)
})
