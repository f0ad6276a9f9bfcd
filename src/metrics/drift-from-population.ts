/**
 * @file Drift from a complete population: without drift, the current rows are drawn from the reference rows themselves,
 * as when held-out rows are replayed as traffic. In that case, only the window has a sampling error, and the reference
 * has none. A test that treats the reference as a sample of the same size would miss real drift.
 */
import { rng } from '../base/rng'
import { type Counts, goodnessOfFit, jensenShannonDistance, psi, wasserstein, wassersteinOfCounts } from './drift'
import type { DriftTest, Level, OfCounts, OfNumbers } from './drift-threshold'
import { firstFrom } from './histogram'
import { drawsFor, thresholdOf } from './null-distributions'
import { chiSquaredQuantile, kolmogorov, kolmogorovLimit, kolmogorovSmirnov, upperGamma } from './two-sample-tests'

/** The χ² formula is accurate if the smallest expected count of any category is at least this (Cochran 1954). */
const MIN_EXPECTED = 5
/**
 * A category without reference rows counts as half a row, including in the null distribution. Otherwise, a single
 * occurrence would be considered impossible without drift.
 */
const EMPTY_COUNT = 0.5

const COUNTED: Readonly<Record<OfCounts, (reference: Counts, current: Counts) => number>> = {
  psi,
  'jensen-shannon': jensenShannonDistance,
  'chi-squared': (reference, current) => goodnessOfFit(reference, current).statistic,
}

/** Tests drift of category counts relative to the counts over all reference rows. */
export function driftOfCountsFrom(kind: OfCounts, all: Counts, current: Counts, { alpha }: Level): DriftTest {
  const n = total(current)
  const rows = total(all)
  if (n === 0 || rows === 0)
    return { statistic: 0, threshold: Number.POSITIVE_INFINITY, p: 1, drifted: false, by: 'formula' }
  const filled = Array.from(all, (count, i) => (count === 0 && (current[i] as number) > 0 ? EMPTY_COUNT : count))
  const statistic = COUNTED[kind](filled, current)
  const used = Array.from(all).filter((count) => count > 0)
  const isFilled = filled.every((count, i) => count === all[i]) && (Math.min(...used) * n) / rows >= MIN_EXPECTED
  if (kind === 'chi-squared' && isFilled) {
    const freedom = used.length - 1
    const threshold = chiSquaredQuantile(freedom, alpha)
    const p = freedom < 1 ? 1 : upperGamma(freedom / 2, statistic / 2)
    return { statistic, threshold, p, drifted: statistic > threshold && freedom > 0, by: 'formula' }
  }
  if (filled.length === 2) return exactTest(exactLaw(kind, filled, n), statistic, alpha)
  const nulls = cached(laws, `${kind} ${filled.join()} ${n} ${drawsFor(alpha)}`, () => {
    const random = rng(n, { kind: 'resample', epoch: 1 })
    // If any category counts as half a row, use half a row as the unit of all counts.
    const each = filled.includes(EMPTY_COUNT) ? 1 / EMPTY_COUNT : 1
    const kinds = filled.flatMap((count, k) => new Array<number>(each * count).fill(k))
    return simulated(alpha, () => {
      const seen = Array.from(all, () => 0)
      for (let i = 0; i < n; i++) {
        const k = kinds[random.below(kinds.length)] as number
        seen[k] = (seen[k] as number) + 1
      }
      return COUNTED[kind](filled, seen)
    })
  })
  return compareWithNull(nulls, statistic, alpha)
}

/** The statistic of each number of hits in a window of two categories, with its probability without drift. */
type ExactLaw = readonly { readonly statistic: number; readonly probability: number }[]

/** Two categories have a binomial distribution. Simulated, the smallest p-value would depend on the number of draws. */
function exactLaw(kind: OfCounts, filled: Counts, n: number): ExactLaw {
  return cached(exactLaws, `${kind} ${Array.from(filled).join()} ${n}`, () => {
    const share = (filled[1] as number) / total(filled)
    let logWays = 0
    return Array.from({ length: n + 1 }, (_, hits) => {
      if (hits > 0) logWays += Math.log((n - hits + 1) / hits)
      return {
        statistic: COUNTED[kind](filled, [n - hits, hits]),
        probability: Math.exp(logWays + hits * Math.log(share) + (n - hits) * Math.log1p(-share)),
      }
    })
  })
}

/** The probability of a statistic at least this large, and the largest statistic whose probability is above alpha. */
function exactTest(law: ExactLaw, statistic: number, alpha: number): DriftTest {
  // The tolerance covers sums computed in a different order, which may differ in the last digits.
  const tail = (from: number) =>
    law.reduce((sum, one) => (one.statistic >= from - 1e-12 * Math.abs(from) ? sum + one.probability : sum), 0)
  const p = Math.min(1, tail(statistic))
  const bySize = law.toSorted((a, b) => b.statistic - a.statistic)
  let above = 0
  const threshold = bySize.find(({ probability }) => {
    above += probability
    return above > alpha
  })
  return { statistic, threshold: threshold?.statistic ?? 0, p, drifted: p <= alpha, by: 'formula' }
}

/** Tests drift of numbers relative to all reference rows. Both arrays must be sorted and contain no NaN. */
export function driftOfNumbersFrom(
  kind: OfNumbers,
  all: Float64Array,
  current: Float64Array,
  { alpha }: Level,
): DriftTest {
  const n = current.length
  if (n === 0 || all.length === 0)
    return { statistic: 0, threshold: Number.POSITIVE_INFINITY, p: 1, drifted: false, by: 'formula' }
  if (kind === 'kolmogorov-smirnov') {
    // If values repeat, the test is conservative (Noether 1963, JASA 58).
    const { statistic } = kolmogorovSmirnov(all, current)
    const p = kolmogorov(statistic * Math.sqrt(n))
    return { statistic, threshold: kolmogorovLimit(alpha) / Math.sqrt(n), p, drifted: p <= alpha, by: 'formula' }
  }
  const even = new Float64Array(all.length).fill(1)
  const nulls = cached(laws, `${kind} ${n} ${drawsFor(alpha)} ${all.join()}`, () => {
    const random = rng(n, { kind: 'resample', epoch: 2 })
    const seen = new Float64Array(all.length)
    return simulated(alpha, () => {
      seen.fill(0)
      for (let i = 0; i < n; i++) {
        const at = random.below(all.length)
        seen[at] = (seen[at] as number) + 1
      }
      return wassersteinOfCounts(even, seen, all)
    })
  })
  return compareWithNull(nulls, wasserstein(all, current), alpha)
}

function compareWithNull(nulls: Float64Array, statistic: number, alpha: number): DriftTest {
  // The tolerance covers sums computed in a different order, which may differ in the last digits.
  const above = nulls.length - firstFrom(nulls, statistic - 1e-12 * Math.abs(statistic))
  const p = (above + 1) / (nulls.length + 1)
  return { statistic, threshold: thresholdOf(nulls, alpha), p, drifted: p <= alpha, by: 'simulation' }
}

function simulated(alpha: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: Math.max(1999, drawsFor(alpha)) }, draw).sort()
}

const laws = new Map<string, Float64Array>()
const exactLaws = new Map<string, ExactLaw>()
/**
 * A small cache is sufficient, because a service's windows have only a few different sizes and its features do not
 * change.
 */
const MAX_CACHED = 200

function cached<T>(known: Map<string, T>, key: string, make: () => T): T {
  const one = known.get(key)
  if (one) return one
  if (known.size >= MAX_CACHED) known.clear()
  const made = make()
  known.set(key, made)
  return made
}

function total(counts: Counts): number {
  return Array.from(counts).reduce((a, b) => a + b, 0)
}
