/** @file Tests the two-sample tests against the reference values in fixtures/metric_vectors.json. */
import { expect, test } from 'vitest'
import vectors from './fixtures/metric_vectors.json'
import { chiSquared, kolmogorov, kolmogorovSmirnov, upperGamma } from './two-sample-tests'

const sorted = (values: readonly number[]) => Float64Array.from(values).sort()

test('D and its exact p-value', () => {
  const { ref, cur, ks_D, ks_p_exact } = vectors.drift_numeric
  const even = kolmogorovSmirnov(sorted(ref), sorted(cur))
  expect(even.statistic).toBeCloseTo(ks_D, 12)
  expect(even.p).toBeCloseTo(ks_p_exact, 10)
  const uneven = kolmogorovSmirnov(
    Float64Array.of(0.1, 0.4, 0.4, 0.7, 1.3),
    Float64Array.of(0.2, 0.4, 0.9, 1.1, 1.6, 2, 2.5),
  )
  expect(uneven.statistic).toBeCloseTo(0.5142857143, 10)
  expect(uneven.p).toBeCloseTo(0.3282828283, 9)
})

/** Two samples without ties whose D is `shift` / `n`: the second one begins after `shift` values of the first one. */
function shifted(n: number, m: number, shift: number) {
  const a = Float64Array.from({ length: n }, (_, i) => i)
  return kolmogorovSmirnov(
    a,
    Float64Array.from({ length: m }, (_, j) => shift - 0.5 + (j * (n - shift)) / m),
  )
}

test('D of larger samples and its exact p-value, as SciPy gives it', () => {
  const a = Float64Array.from({ length: 200 }, (_, i) => i / 200)
  const { statistic, p } = kolmogorovSmirnov(
    a,
    a.map((x) => x ** 1.5),
  )
  expect(statistic).toBeCloseTo(0.15, 12)
  expect(p).toBeCloseTo(0.0220923622208589, 12)
  // With samples of different sizes, the series is 12% too high.
  const uneven = shifted(300, 130, 42)
  expect(uneven.statistic).toBeCloseTo(0.14, 12)
  expect(uneven.p).toBeCloseTo(0.05102945521278653, 12)
  // A distance that no chance explains, and samples that are too large for paths, need only the series.
  expect(shifted(1000, 1000, 900).p).toBe(0)
  const large = shifted(20_000, 20_000, 300)
  expect(large.p).toBe(kolmogorov(large.statistic * 100))
  expect(kolmogorov(0.2 * Math.sqrt(5))).toBeCloseTo(0.9882610777, 9)
})

test('χ² of a contingency table', () => {
  const { ref_counts, cur_counts, chi2_contingency_alibi: wanted } = vectors.drift_categorical
  const found = chiSquared([ref_counts, cur_counts])
  expect(found.statistic).toBeCloseTo(wanted.stat, 10)
  expect(found.freedom).toBe(wanted.dof)
  expect(found.p).toBeCloseTo(wanted.p, 10)
  const uneven = chiSquared([
    [500, 300, 200],
    [40, 35, 25],
  ])
  expect(uneven.statistic).toBeCloseTo(3.7092316197, 9)
  expect(uneven.p).toBeCloseTo(0.1565130619, 9)
  // The p-value of a goodness-of-fit test comes from the same tail function: χ² = 7 with 2 degrees of freedom.
  expect(upperGamma(1, 3.5)).toBeCloseTo(vectors.drift_categorical.chi2_gof_evidently.p, 12)
})

test('empty categories, or a single sample, are no evidence', () => {
  expect(
    chiSquared([
      [3, 0, 5],
      [3, 0, 5],
    ]).statistic,
  ).toBe(0)
  expect(
    chiSquared([
      [3, 5],
      [0, 0],
    ]).p,
  ).toBe(1)
  expect(kolmogorovSmirnov(new Float64Array(0), Float64Array.of(1)).p).toBe(1)
})
