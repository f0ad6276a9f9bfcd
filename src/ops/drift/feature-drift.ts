/**
 * @file Drift of one feature in one window: a statistic, what it would be by chance at this size, and how large the difference is.
 * The one says whether there is drift, the other whether anybody should mind; the bands of PSI are of the other alone.
 */
import { type Counts, psi, type Rate } from '../../metrics/drift'
import {
  driftOfBins,
  driftOfCounts,
  driftOfNumbers,
  type DriftTest,
  type Level,
  type OfCounts,
  type OfNumbers,
} from '../../metrics/drift-threshold'
import { driftOfCountsFrom, driftOfNumbersFrom } from '../../metrics/drift-from-all'
import { countsBetween, quantileCuts } from '../../metrics/histogram'
import { countsOf, deviationOf, type FeatureReference, meanOf, sortedOf } from './reference'

/** Which statistic decides; `usual` is Kolmogorov-Smirnov of numbers and χ² of categories. */
export const DECIDERS = ['usual', 'psi', 'jensen-shannon', 'wasserstein'] as const
export type Decider = (typeof DECIDERS)[number]
export type Statistic = OfCounts | OfNumbers

/** Bins of a number, at the reference's quantiles. */
export const BINS = 10

/** PSI below the first is no change to speak of, above the second a large one (Siddiqi 2006, Credit Risk Scorecards). */
const BANDS = [0.1, 0.25] as const
export type Size = 'small' | 'moderate' | 'large'

export interface FeatureDrift extends DriftTest {
  readonly kind: FeatureReference['kind']
  readonly decides: Statistic
  /** Values that are there, in the window and in the reference. */
  readonly n: number
  readonly reference: number
  readonly psi: number
  readonly size: Size
  /** Shares that are missing; a change of it is tested too, and the p-value is of both. */
  readonly missing: { readonly now: number; readonly before: number; readonly p: number }
  /** Of numbers. */
  readonly mean?: { readonly now: number; readonly before: number; readonly deviation: number }
  readonly bins: FeatureBins
}

/** Counts side by side: between cuts, or by value with those that no value names at the end. */
export interface FeatureBins {
  /** Of numbers: the places between bins. */
  readonly cuts?: readonly number[]
  readonly values?: readonly string[]
  readonly now: readonly number[]
  readonly before: readonly number[]
}

/** The drift of a feature of which a window has these numbers, NaN where it is missing. */
export function driftOfFeature(
  reference: FeatureReference,
  numbers: ArrayLike<number>,
  decider: Decider,
  level: Level,
): FeatureDrift {
  const current = sortedOf(numbers)
  const decides = statisticFor(reference, decider)
  const found = testOf(reference, current, decides, level)
  const bins = binsOf(reference, current)
  const size = psi(bins.before, bins.now)
  const gone = { hits: numbers.length - current.length, n: numbers.length }
  // Where one at most is missing and none was, nothing about it could be drift, and it is no second look.
  const never = gone.hits <= 1 && reference.missing === 0
  const missing = never ? { p: 1 } : missingTest(reference, gone, level)
  // Two looks at one feature: the smaller of both, twice (Bonferroni).
  const p = never ? found.p : Math.min(1, 2 * Math.min(found.p, missing.p))
  return {
    ...found,
    p,
    drifted: p <= level.alpha,
    kind: reference.kind,
    decides,
    n: current.length,
    reference: reference.rows - reference.missing,
    psi: size,
    size: size > BANDS[1] ? 'large' : size > BANDS[0] ? 'moderate' : 'small',
    missing: { now: gone.hits / gone.n, before: reference.missing / reference.rows, p: missing.p },
    ...(reference.kind === 'number' && {
      mean: { now: meanOf(current), before: meanOf(reference.sorted), deviation: deviationOf(reference.sorted) },
    }),
    bins,
  }
}

/** Which of the two looks at a feature gave its p-value: at the values that are there, or at how many are missing. */
export function foundBy({ p, missing }: Pick<FeatureDrift, 'p' | 'missing'>): 'values' | 'missing' {
  return p < 1 && 2 * missing.p === p ? 'missing' : 'values'
}

function missingTest({ rows, missing, isAll }: FeatureReference, gone: Rate, level: Level): { readonly p: number } {
  return testCounts(isAll, 'chi-squared', [rows - missing, missing], [gone.n - gone.hits, gone.hits], level)
}

/** Of counts. One request of what the reference has none of is a mishap: no test is told of the first. */
function testCounts(
  isAll: boolean | undefined,
  of: OfCounts,
  before: Counts,
  now: readonly number[],
  level: Level,
): DriftTest {
  const strange = now.findIndex((count, i) => count > 0 && before[i] === 0)
  const told = now.map((count, i) => (i === strange ? count - 1 : count))
  return (isAll ? driftOfCountsFrom : driftOfCounts)(of, before, told, level)
}

/** Without the one that lies furthest beyond all of the reference: what weighs distances would be moved by it alone. */
function withoutFurthest(reference: Float64Array, current: Float64Array): Float64Array {
  const below = (reference[0] as number) - (current[0] as number)
  const above = (current.at(-1) as number) - (reference.at(-1) as number)
  if (!(below > 0 || above > 0)) return current
  return below > above ? current.subarray(1) : current.subarray(0, -1)
}

/** The statistic that decides: some are of numbers alone. */
export function statisticFor({ kind }: FeatureReference, decider: Decider): Statistic {
  if (decider === 'psi' || decider === 'jensen-shannon') return decider
  if (kind === 'category') return 'chi-squared'
  return decider === 'wasserstein' ? 'wasserstein' : 'kolmogorov-smirnov'
}

/** Every statistic there is for it, each with its own threshold: for who looks closer. */
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

function testOf(reference: FeatureReference, current: Float64Array, of: Statistic, level: Level): DriftTest {
  const { isAll } = reference
  if (reference.kind === 'category') {
    return testCounts(isAll, of as OfCounts, reference.counts, countsOf(current, reference.counts.length), level)
  }
  const { sorted } = reference
  switch (of) {
    case 'kolmogorov-smirnov':
    case 'wasserstein': {
      const told = of === 'wasserstein' ? withoutFurthest(sorted, current) : current
      return (isAll ? driftOfNumbersFrom : driftOfNumbers)(of, sorted, told, level)
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

/** The counts that are drawn. */
export function binsOf(reference: FeatureReference, current: Float64Array): FeatureBins {
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
