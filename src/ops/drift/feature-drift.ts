/**
 * @file Drift of one feature in one window: a test statistic, its null distribution at this sample size, and an effect
 * size. The test decides whether there is drift; the effect size (PSI bands) indicates whether the drift matters.
 */

import { type Counts, psi } from '../../metrics/drift'
import { driftOfCountsFrom, driftOfNumbersFrom } from '../../metrics/drift-from-population'
import {
  type DriftTest,
  driftOfBins,
  driftOfCounts,
  driftOfNumbers,
  type Level,
  type OfCounts,
  type OfNumbers,
} from '../../metrics/drift-threshold'
import { countsBetween, quantileCuts } from '../../metrics/histogram'
import type { Rate } from '../../metrics/two-sample-tests'
import { countsOf, deviationOf, type FeatureReference, knownOf, meanOf, sortedOf } from './references'

/**
 * The statistic that decides whether there is drift; `usual` means Kolmogorov-Smirnov for numeric features and χ² for
 * categorical features.
 */
export const DECIDERS = ['usual', 'psi', 'jensen-shannon', 'wasserstein'] as const
export type Decider = (typeof DECIDERS)[number]
export type Statistic = OfCounts | OfNumbers

/** The number of bins for a numeric feature, with cuts at the quantiles of the reference. */
const BINS = 10

/**
 * A PSI up to the first value indicates a small change; a PSI above the second value, a large change (Siddiqi 2006,
 * Credit Risk Scorecards).
 */
const BANDS = [0.1, 0.25] as const
export type DriftSize = 'small' | 'moderate' | 'large'

/** The statistic and threshold are those of the values; `p` covers the test of missing values, too. */
export interface FeatureDrift extends DriftTest {
  readonly kind: FeatureReference['kind']
  readonly decides: Statistic
  /** The number of non-missing values in the window (`n`) and in the reference. */
  readonly n: number
  readonly reference: number
  readonly psi: number
  readonly size: DriftSize
  /** The p-value of the test of the values alone. */
  readonly valuesP: number
  /** The shares of missing values among `n` requests and in the reference, and the test of a change in this share. */
  readonly missing: DriftTest & { readonly n: number; readonly now: number; readonly before: number }
  /**
   * The means in the window and in the reference, and the standard deviation of the reference; only for numeric
   * features.
   */
  readonly mean?: { readonly now: number; readonly before: number; readonly deviation: number }
  readonly bins: FeatureBins
}

/**
 * Counts per bin. For numeric features, bins lie between cuts; for categorical features, there is one bin per value,
 * with all other values in the last bin.
 */
export interface FeatureBins {
  /** Only for numeric features: the boundaries between bins. */
  readonly cuts?: readonly number[]
  readonly values?: readonly string[]
  readonly now: readonly number[]
  readonly before: readonly number[]
}

/** The drift of a feature that has the given values in a window; NaN means missing. */
export function driftOfFeature(
  reference: FeatureReference,
  numbers: ArrayLike<number>,
  decider: Decider,
  level: Level,
): FeatureDrift {
  const current = reference.kind === 'number' ? sortedOf(numbers) : knownOf(numbers)
  const decides = statisticFor(reference, decider)
  const test = testOf(reference, current, decides, level)
  const bins = binsOf(reference, current)
  const size = psi(bins.before, bins.now)
  const missingNow = { hits: numbers.length - current.length, n: numbers.length }
  // If at most one value is missing and none was missing in the reference, there can be no drift of missing values, so
  // the second test is skipped.
  const isNeverMissing = missingNow.hits <= 1 && reference.missing === 0
  const missing = isNeverMissing ? NOT_TESTED : missingTest(reference, missingNow, level)
  // When two tests are run for one feature, the p-value is twice the smaller one (Bonferroni).
  const p = isNeverMissing ? test.p : Math.min(1, 2 * Math.min(test.p, missing.p))
  return {
    ...test,
    p,
    drifted: p <= level.alpha,
    kind: reference.kind,
    decides,
    n: current.length,
    reference: reference.rows - reference.missing,
    psi: size,
    size: size > BANDS[1] ? 'large' : size > BANDS[0] ? 'moderate' : 'small',
    valuesP: test.p,
    missing: {
      ...missing,
      ...{ n: missingNow.n, now: missingNow.hits / missingNow.n, before: reference.missing / reference.rows },
    },
    ...(reference.kind === 'number' && {
      mean: { now: meanOf(current), before: meanOf(reference.sorted), deviation: deviationOf(reference.sorted) },
    }),
    bins,
  }
}

/** Which of the two tests produced the p-value: the test of the values or the test of missing values. */
export function foundBy({ p, missing }: Pick<FeatureDrift, 'p' | 'missing'>): 'values' | 'missing' {
  return p < 1 && 2 * missing.p === p ? 'missing' : 'values'
}

/** The test that found a drift, how many requests it read, and its p-value without the correction for two tests. */
export function decidingTest(drift: FeatureDrift): DriftTest & { readonly n: number } {
  return foundBy(drift) === 'missing' ? drift.missing : { ...drift, p: drift.valuesP }
}

const NOT_TESTED: DriftTest = {
  ...{ statistic: 0, threshold: Number.POSITIVE_INFINITY, p: 1, drifted: false, by: 'formula' },
}

function missingTest({ rows, missing, isAll }: FeatureReference, missingNow: Rate, level: Level): DriftTest {
  return testCounts(
    isAll,
    'chi-squared',
    [rows - missing, missing],
    [missingNow.n - missingNow.hits, missingNow.hits],
    level,
  )
}

/**
 * Tests category counts. A single request with a value that is not in the reference may be an accident, so the first
 * such request is ignored.
 */
function testCounts(
  isAll: boolean | undefined,
  of: OfCounts,
  before: Counts,
  now: readonly number[],
  level: Level,
): DriftTest {
  const unseen = now.findIndex((count, i) => count > 0 && before[i] === 0)
  const tested = now.map((count, i) => (i === unseen ? count - 1 : count))
  return (isAll ? driftOfCountsFrom : driftOfCounts)(of, before, tested, level)
}

/**
 * Removes the value furthest outside the range of the reference, because it alone could change a distance-based
 * statistic.
 */
function withoutFurthest(reference: Float64Array, current: Float64Array): Float64Array {
  const below = (reference[0] as number) - (current[0] as number)
  const above = (current.at(-1) as number) - (reference.at(-1) as number)
  if (!(below > 0 || above > 0)) return current
  return below > above ? current.subarray(1) : current.subarray(0, -1)
}

/** The statistic used to test this feature; some statistics apply only to numeric features. */
function statisticFor({ kind }: FeatureReference, decider: Decider): Statistic {
  if (decider === 'psi' || decider === 'jensen-shannon') return decider
  if (kind === 'category') return 'chi-squared'
  return decider === 'wasserstein' ? 'wasserstein' : 'kolmogorov-smirnov'
}

/** All statistics for a feature, each with its threshold, for display in the detail view. */
export function allStatistics(
  reference: FeatureReference,
  numbers: ArrayLike<number>,
  level: Level,
): readonly (DriftTest & { readonly statistic: number; readonly of: Statistic })[] {
  const current = sortedOf(numbers)
  const all: readonly Statistic[] =
    reference.kind === 'number'
      ? ['kolmogorov-smirnov', 'wasserstein', 'psi', 'jensen-shannon']
      : ['chi-squared', 'psi', 'jensen-shannon']
  return all.map((of) => ({ ...testOf(reference, current, of, level), of }))
}

/** The statistics that exceed their thresholds although the one that decides found no drift. */
export function contraryStatistics(
  { drifted, decides }: Pick<FeatureDrift, 'drifted' | 'decides'>,
  all: ReturnType<typeof allStatistics>,
): readonly Statistic[] {
  return drifted ? [] : all.flatMap((one) => (one.drifted && one.of !== decides ? [one.of] : []))
}

function testOf(reference: FeatureReference, current: Float64Array, of: Statistic, level: Level): DriftTest {
  const { isAll } = reference
  if (reference.kind === 'category') {
    return testCounts(isAll, of as OfCounts, reference.counts, countsOf(current, reference.counts.length), level)
  }
  const { sorted } = reference
  switch (of) {
    case 'kolmogorov-smirnov':
    case 'wasserstein': {
      const tested = of === 'wasserstein' ? withoutFurthest(sorted, current) : current
      return (isAll ? driftOfNumbersFrom : driftOfNumbers)(of, sorted, tested, level)
    }
    case 'psi':
    case 'jensen-shannon':
    case 'chi-squared': {
      if (!isAll) return driftOfBins(of, sorted, current, { ...level, bins: BINS })
      const { before, now } = binsOf(reference, current)
      return driftOfCountsFrom(of, before, now, level)
    }
    default:
      return of satisfies never
  }
}

/** The bin counts shown in the chart. */
function binsOf(reference: FeatureReference, current: Float64Array): FeatureBins {
  if (reference.kind === 'category') {
    const { values, counts } = reference
    return { values, before: counts, now: countsOf(current, counts.length) }
  }
  const cuts = quantileCuts(reference.sorted, BINS)
  return {
    cuts: [...cuts],
    before: countsBetween(reference.sorted, cuts),
    now: countsBetween(current, cuts),
  }
}
