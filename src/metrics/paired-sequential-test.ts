/**
 * @file Paired sequential test of two models that predict the same requests (a shadow deployment). Only requests that
 * exactly one model predicts correctly count as evidence; two equally good models would win such requests equally
 * often. This is McNemar's test (1947) in the form of bets that may be checked after every label (Waudby-Smith, Ramdas
 * 2024, JRSS B 86, for means of bounded numbers, here -1, 0 and 1).
 */
import { log } from '../base/exact-math'
import {
  type Bets,
  type BettingTable,
  bettingTable,
  confidenceInterval,
  fewest,
  hasReached,
  logCapital,
  MAX_STAKE,
  outcomesUntil,
  type Side,
} from './betting-evidence'
import type { Interval } from './intervals'
import type { Verdict } from './sequential-test'

/** Whether each model predicted a request correctly. */
export interface PairedOutcome {
  readonly champion: boolean
  readonly challenger: boolean
}

/** The state of a test, as plain JSON. */
export interface PairedTest {
  readonly alpha: number
  /**
   * The numbers of requests for which only the challenger was correct, only the champion was correct, and both or
   * neither were correct, in this order.
   */
  readonly counts: readonly number[]
  readonly labels: number
  /** No verdict is possible before this number of labels. */
  readonly due: number
  /** The first verdict, which is final; `after` is the number of labels when it was reached. */
  readonly verdict: Verdict
  readonly after?: number
}

/**
 * Starts a test. For two equally good models, the probability of a false verdict is at most `alpha`, however often the
 * test is checked.
 */
export function startPaired(alpha = 0.05): PairedTest {
  return { alpha, counts: [0, 0, 0], labels: 0, due: 0, verdict: 'cannot tell yet' } // not text: an id
}

/** Returns the state of the test after one more label. */
export function nextPaired(test: PairedTest, { champion, challenger }: PairedOutcome): PairedTest {
  const index = champion === challenger ? 2 : challenger ? 0 : 1
  const counts = test.counts.slice()
  counts[index] = (counts[index] as number) + 1
  const labels = test.labels + 1
  // If both models are correct or both are wrong, the capital does not change.
  if (test.verdict !== 'cannot tell yet' || index === 2 || labels < test.due) return { ...test, counts, labels }
  const bar = log(2 / test.alpha)
  const better = outcomesUntil(betsOn(counts, 0, 'above'), bar)
  const worse = outcomesUntil(betsOn(counts, 0, 'below'), bar)
  if (better > 0 && worse > 0) return { ...test, counts, labels, due: labels + Math.min(better, worse) }
  return { ...test, counts, labels, verdict: better === 0 ? 'better' : 'worse', after: labels }
}

/**
 * Returns the natural logarithm of the e-value against the hypothesis "the challenger is no better" (for side `below`:
 * "no worse").
 */
export function logPairedEvidence({ counts }: PairedTest, side: Side): number {
  return logCapital(betsOn(counts, 0, side))
}

/**
 * Returns the difference in accuracy, challenger minus champion, with its interval. With probability 1 - alpha, every
 * interval that is ever shown contains the true difference.
 */
export function pairedDifference({ counts, labels, alpha }: PairedTest): Interval & { readonly estimate: number } {
  const bar = log(2 / alpha)
  const interval = confidenceInterval((difference, side) => hasReached(betsOn(counts, difference, side), bar))
  const [won = 0, lost = 0] = counts
  return { ...interval, estimate: labels > 0 ? (won - lost) / labels : 0 }
}

/**
 * Returns the approximate number of further labeled requests needed for a verdict: the smallest number for which the
 * outcomes expected at the current rates lead to a verdict. Returns 0 if there is a verdict, and undefined if ten
 * million are not enough or if fewer than five requests had different outcomes.
 */
export function morePairedNeeded({ counts, labels, alpha, verdict }: PairedTest): number | undefined {
  if (verdict !== 'cannot tell yet') return 0
  const [won = 0, lost = 0] = counts
  if (won + lost < 5 || won === lost) return undefined
  const table = tableAt(0, won > lost ? 'above' : 'below')
  const bar = log(2 / alpha)
  return fewest((more) => {
    const grown = counts.map((count) => count * (1 + more / labels))
    return hasReached([{ ...table, counts: grown }], bar)
  })
}

/**
 * The stakes, as fractions of the capital. Each stake is optimal for a certain share of wins among the requests that
 * count as evidence.
 */
const STAKES = [0.95, 0.8, 0.6, 0.45, 0.33, 0.24, 0.18, 0.13, 0.09, 0.06, 0.04, 0.025, 0.015, 0.01]

/** By difference, because making a key of text would take longer than the rest of a check. */
const tables: Readonly<Record<Side, Map<number, BettingTable>>> = { above: new Map(), below: new Map() }

function betsOn(counts: readonly number[], difference: number, side: Side): Bets[] {
  const { logs, gains } = tableAt(difference, side)
  return [{ logs, gains, counts }]
}

function tableAt(difference: number, side: Side): BettingTable {
  const known = tables[side].get(difference)
  if (known) return known
  const sign = side === 'above' ? 1 : -1
  const scores = [1 - difference, -1 - difference, -difference]
  const max = MAX_STAKE / Math.max(...scores.map((score) => -sign * score))
  const made = bettingTable(STAKES.map((stake) => ({ stake: sign * Math.min(max, stake), scores })))
  tables[side].set(difference, made)
  return made
}
