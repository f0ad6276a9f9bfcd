/**
 * @file Comparisons for a canary: good and bad requests of champion and challenger, counted separately for each traffic
 * share. The evidence of a comparison is its maximum over time, which stays valid no matter how often it is checked (an
 * e-process). Comparisons and the interval of the difference must also hold over distinct observations: a repeated
 * input from a pool of rows, or a repeated time from a pool of measured times, adds no new evidence.
 */
import { exp, log } from '../../base/exact-math'
import { correctPValues } from '../../metrics/multiple-testing'
import { type Interval, rateDifference } from '../../metrics/intervals'
import {
  differenceOf,
  logEvidence,
  moreNeeded,
  type SafeTest,
  startTest,
  type Verdict,
} from '../../metrics/sequential-test'
import { fisherBelow } from '../../metrics/two-sample-tests'
import {
  type CanaryCheck,
  type CanaryCheckKind,
  type CanaryReading,
  MIN_PREDICTIONS,
  type MissingPredictions,
} from '../canary-plan'
import { scoreInterval } from '../../metrics/paired-comparison'

/** One comparison, stored as plain JSON that is mutated in place. */
export interface CanaryComparison {
  readonly what: CanaryCheckKind
  readonly slice?: number
  /** Counts for each traffic share, in this order: challenger good, challenger bad, champion good, champion bad. */
  readonly tallies: { readonly share: number; readonly counts: number[] }[]
  /**
   * The same counts over distinct inputs (for the latency check, distinct measured times): only the first result for
   * each is counted.
   */
  readonly inputs: number[]
  /** Distinct inputs that both versions predicted, and those that only one of them predicted correctly. */
  readonly pairs: { rows: number; champion: number; challenger: number }
  /**
   * Natural logarithm of the evidence that the challenger is worse or better: the maximum since there was enough data.
   */
  worse: number
  better: number
  verdict: Verdict
  /** Whether anything has been counted since the last update. */
  fresh: boolean
}

/** Creates an empty comparison. */
export function makeComparison(what: CanaryCheckKind, slice?: number): CanaryComparison {
  return {
    what,
    ...(slice === undefined ? {} : { slice }),
    tallies: [],
    inputs: [0, 0, 0, 0],
    pairs: { rows: 0, champion: 0, challenger: 0 },
    ...{ worse: 0, better: 0, verdict: 'cannot tell yet' as const, fresh: false }, // not text: an id
  }
}

/**
 * Counts a request. At a share of 0 or 1 there is nothing to compare. `input` says whether this model has already been
 * evaluated on this input, or taken this time.
 */
export function countOutcome(
  comparison: CanaryComparison,
  challenger: boolean,
  good: boolean,
  share: number,
  input: 'new' | 'again' = 'new',
): void {
  if (!(share > 0 && share < 1)) return
  let tally = comparison.tallies.find((one) => one.share === share)
  if (!tally) {
    tally = { share, counts: [0, 0, 0, 0] }
    comparison.tallies.push(tally)
  }
  const index = (challenger ? 0 : 2) + (good ? 0 : 1)
  tally.counts[index] = (tally.counts[index] as number) + 1
  if (input === 'new') comparison.inputs[index] = (comparison.inputs[index] as number) + 1
  comparison.fresh = true
}

/** Counts an input on which both versions have been evaluated now. */
export function countPair({ pairs }: CanaryComparison, champion: boolean, challenger: boolean): void {
  pairs.rows++
  if (champion && !challenger) pairs.champion++
  if (challenger && !champion) pairs.challenger++
}

/** Updates the evidence with the new counts; early results, which may be due to chance, are ignored. */
export function updateEvidence(comparison: CanaryComparison, alpha: number): void {
  if (!comparison.fresh || missingPredictions(comparison)) return
  comparison.fresh = false
  const test = testOf(comparison, alpha)
  comparison.worse = Math.max(comparison.worse, logEvidence(test, 'below'))
  if (comparison.what !== 'right' || comparison.verdict !== 'cannot tell yet') return
  comparison.better = Math.max(comparison.better, logEvidence(test, 'above'))
  const bar = log(2 / alpha)
  if (comparison.worse >= bar && worseByInputs(comparison) <= alpha / 2) comparison.verdict = 'worse'
  else if (comparison.better >= bar && betterByInputs(comparison) <= alpha / 2) comparison.verdict = 'better'
}

/**
 * The p-value for the challenger's results on distinct inputs, under the hypothesis that both models are equally good.
 */
function worseByInputs({ inputs: [goodB = 0, badB = 0, goodA = 0, badA = 0] }: CanaryComparison): number {
  return fisherBelow(goodB, goodB + badB, goodA, goodA + badA)
}

function betterByInputs({ inputs: [goodB = 0, badB = 0, goodA = 0, badA = 0] }: CanaryComparison): number {
  return fisherBelow(goodA, goodA + badA, goodB, goodB + badB)
}

function isOfPredictions({ what }: CanaryComparison): boolean {
  return what === 'right' || what === 'slice'
}

/**
 * The p-value over distinct observations, with Bonferroni's correction; 0 if every request is one, as for the check of
 * answers.
 */
function distinctP(comparison: CanaryComparison, predictionComparisons: number): number {
  if (comparison.what === 'answered') return 0
  return Math.min(1, (isOfPredictions(comparison) ? predictionComparisons : 1) * worseByInputs(comparison))
}

/** The p-value of each comparison, corrected for the number of comparisons. */
function pValuesOf(comparisons: readonly CanaryComparison[], alpha: number): readonly number[] {
  const ps = comparisons.map((comparison) => (missingPredictions(comparison) ? 1 : Math.min(1, exp(-comparison.worse))))
  const { adjusted } = correctPValues(ps, alpha, 'Holm') // not text: an id
  const count = comparisons.filter(isOfPredictions).length
  return comparisons.map((comparison, i) => {
    const holm = adjusted[i] as number
    return holm <= alpha ? Math.max(holm, distinctP(comparison, count)) : holm
  })
}

/** Whether a comparison shows that the challenger is significantly worse. */
export function isBreached(comparisons: readonly CanaryComparison[], alpha: number): boolean {
  return pValuesOf(comparisons, alpha).some((p) => p <= alpha)
}

/** Converts all comparisons to checks, worst first, with p-values corrected for the number of comparisons. */
export function checksOf(comparisons: readonly CanaryComparison[], alpha: number): readonly CanaryCheck[] {
  const ps = pValuesOf(comparisons, alpha)
  const count = comparisons.filter(isOfPredictions).length
  return comparisons
    .map((comparison, i): CanaryCheck => {
      const p = ps[i] as number
      const [goodB = 0, badB = 0, goodA = 0, badA = 0] = sums(comparison)
      const short = missingPredictions(comparison)
      const [distinctB, distinctA] = [countedOnce(comparison, 0), countedOnce(comparison, 2)]
      return {
        what: comparison.what,
        ...(comparison.slice === undefined ? {} : { slice: comparison.slice }),
        ...(short && { short }),
        champion: { good: goodA, all: goodA + badA, ...distinctA },
        challenger: { good: goodB, all: goodB + badB, ...distinctB },
        p,
        breach: p <= alpha,
        suspect: p > alpha && isOfPredictions(comparison) && distinctP(comparison, count) <= alpha,
      }
    })
    .sort((a, b) => a.p - b.p || successGap(b) - successGap(a))
}

/** The observations of a version that the test counts, from this place of the counts, if some are repetitions. */
function countedOnce(comparison: CanaryComparison, from: 0 | 2): { readonly distinct?: number } {
  const of = (counts: readonly number[]) => (counts[from] ?? 0) + (counts[from + 1] ?? 0)
  const distinct = of(comparison.inputs)
  return distinct < of(sums(comparison)) ? { distinct } : {}
}

/** How many more predictions are needed for a verdict; undefined if there are enough. */
export function missingPredictions(comparison: CanaryComparison): MissingPredictions | undefined {
  const [goodB = 0, badB = 0, goodA = 0, badA = 0] = sums(comparison)
  const needed = MIN_PREDICTIONS[comparison.what]
  if (goodB + badB < needed) return { of: 'challenger', has: goodB + badB, needed }
  return goodA + badA < needed ? { of: 'champion', has: goodA + badA, needed } : undefined
}

/** The success rate of the champion minus that of the challenger. */
export function successGap({ champion, challenger }: Pick<CanaryCheck, 'champion' | 'challenger'>): number {
  if (champion.all === 0 || challenger.all === 0) return Number.NEGATIVE_INFINITY
  return champion.good / champion.all - challenger.good / challenger.all
}

/**
 * The accuracy of the challenger minus that of the champion with an interval, and how many more labels a verdict needs.
 * The interval covers both that of all labels, which is valid however often it is checked, and that of distinct inputs.
 */
export function comparisonStatus(comparison: CanaryComparison, alpha: number, margin: number) {
  const test = testOf(comparison, alpha)
  const [all, distinct] = [differenceOf(test), distinctDifference(comparison, margin)]
  const covering = { low: min(all.low, distinct.low), high: max(all.high, distinct.high) }
  const parts = distinct.inputs === undefined ? {} : { ofInputs: intervalOf(distinct), ofRequests: intervalOf(all) }
  const difference = { ...all, ...distinct, ...covering, ...parts }
  // More labels of inputs that repeat add no evidence, so their number cannot be estimated.
  const more = distinct.inputs === undefined || comparison.verdict !== 'cannot tell yet' ? moreNeeded(test) : undefined
  return { difference, verdict: comparison.verdict, ...(more === undefined ? {} : { more }) }
}

const { min, max } = Math

const intervalOf = ({ low, high }: Interval): Interval => ({ low, high })

type Difference = CanaryReading['difference']

/**
 * The 95% interval of the same difference where each input counts once: over the inputs that both versions predicted,
 * as in a promotion gate, or over all inputs of each version while few have reached both.
 */
function distinctDifference(
  { inputs, pairs }: CanaryComparison,
  margin: number,
): Pick<Difference, 'low' | 'high'> & Partial<Difference> {
  const [goodB = 0, badB = 0, goodA = 0, badA = 0] = inputs
  if (pairs.rows > 0 && 2 * pairs.rows >= goodB + badB) {
    const { low, high } = scoreInterval(pairs.champion, pairs.challenger, pairs.rows)
    const estimate = (pairs.challenger - pairs.champion) / pairs.rows
    return { low: -high, high: -low, estimate, inputs: pairs.rows, enough: inputsFor(pairs, margin) }
  }
  const [nA, nB] = [goodA + badA, goodB + badB]
  return rateDifference(goodA / nA, nA, goodB / nB, nB)
}

/**
 * How many distinct inputs show that the challenger is worse by at most `margin`, if the models differ on the same share
 * of them as so far; infinity if its difference is the margin or more.
 */
function inputsFor({ rows, champion, challenger }: CanaryComparison['pairs'], margin: number): number {
  if ((champion - challenger) / rows >= margin) return Number.POSITIVE_INFINITY
  const suffices = (n: number) => scoreInterval((champion * n) / rows, (challenger * n) / rows, n).high <= margin
  let enough = 1
  while (!suffices(enough)) enough *= 2
  for (let step = enough / 4; step >= 1; step /= 2) if (suffices(enough - step)) enough -= step
  return enough
}

function testOf({ tallies, verdict }: CanaryComparison, alpha: number): SafeTest {
  const labels = tallies.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0)
  return { ...startTest(alpha), tallies, labels, verdict }
}

function sums({ tallies }: CanaryComparison): readonly number[] {
  return [0, 1, 2, 3].map((i) => tallies.reduce((sum, { counts }) => sum + (counts[i] as number), 0))
}
