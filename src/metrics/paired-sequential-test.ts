/**
 * @file Paired sequential test of two models that predict the same requests (a shadow). Only requests that exactly one
 * of them predicts correctly are evidence, and equal models would win them equally often: McNemar's test (1947), as
 * bets that may be checked after every label (Waudby-Smith, Ramdas 2024, JRSS B 86, for means of bounded numbers: -1, 0
 * and 1 here).
 */
import { log } from '../base/exact'
import {
  type Bets,
  MAX_STAKE,
  fewest,
  confidenceInterval,
  logCapital,
  outcomesUntil,
  type Side,
  type BettingTable,
  bettingTable,
} from './betting-evidence'
import type { Interval } from './wilson-interval'
import type { Verdict } from './sequential-test'

/** Whether each model predicted a request correctly. */
export interface PairedOutcome {
  readonly champion: boolean
  readonly challenger: boolean
}

/** Plain JSON. */
export interface PairedTest {
  readonly alpha: number
  /** Only the challenger correct, only the champion correct, both or none. */
  readonly counts: readonly number[]
  readonly labels: number
  /** No verdict is possible before this many labels. */
  readonly due: number
  /** The first verdict, which is final, and the number of labels at that time. */
  readonly verdict: Verdict
  readonly after?: number
}

/**
 * Starts a test. The probability of a false verdict between equal models is at most `alpha`, however often it is
 * checked.
 */
export function startPaired(alpha = 0.05): PairedTest {
  return { alpha, counts: [0, 0, 0], labels: 0, due: 0, verdict: 'cannot tell yet' } // not text: an id
}

/** The test after another label. */
export function nextPaired(test: PairedTest, { champion, challenger }: PairedOutcome): PairedTest {
  const index = champion === challenger ? 2 : challenger ? 0 : 1
  const counts = test.counts.map((count, i) => (i === index ? count + 1 : count))
  const labels = test.labels + 1
  // If both are correct or both wrong, no capital changes.
  if (test.verdict !== 'cannot tell yet' || index === 2 || labels < test.due) return { ...test, counts, labels }
  const bar = log(2 / test.alpha)
  const better = outcomesUntil(betsOn(counts, 0, 'above'), bar)
  const worse = outcomesUntil(betsOn(counts, 0, 'below'), bar)
  if (better > 0 && worse > 0) return { ...test, counts, labels, due: labels + Math.min(better, worse) }
  return { ...test, counts, labels, verdict: better === 0 ? 'better' : 'worse', after: labels }
}

/** ln of the e-value against "the challenger is no better" (below: "no worse"). */
export function logPairedEvidence({ counts }: PairedTest, side: Side): number {
  return logCapital(betsOn(counts, 0, side))
}

/** Challenger minus champion with its interval: with probability 1 - alpha all intervals ever shown contain the true difference. */
export function pairedDifference({ counts, labels, alpha }: PairedTest): Interval & { readonly estimate: number } {
  const bar = log(2 / alpha)
  const interval = confidenceInterval((difference, side) => outcomesUntil(betsOn(counts, difference, side), bar) === 0)
  const [won = 0, lost = 0] = counts
  return { ...interval, estimate: labels > 0 ? (won - lost) / labels : 0 }
}

/**
 * The approximate number of further labeled requests for a verdict at the current rates: the smallest number whose expected outcomes give
 * one. 0 with a verdict; undefined if ten million are not enough, or before five requests had different outcomes.
 */
export function morePairedNeeded({ counts, labels, alpha, verdict }: PairedTest): number | undefined {
  if (verdict !== 'cannot tell yet') return 0
  const [won = 0, lost = 0] = counts
  if (won + lost < 5 || won === lost) return undefined
  const table = tableAt(0, won > lost ? 'above' : 'below')
  const bar = log(2 / alpha)
  return fewest((more) => {
    const grown = counts.map((count) => count * (1 + more / labels))
    return outcomesUntil([{ ...table, counts: grown }], bar) === 0
  })
}

/** Shares of the capital; each stake suits a certain share of wins among the requests that are evidence. */
const STAKES = [0.95, 0.8, 0.6, 0.45, 0.33, 0.24, 0.18, 0.13, 0.09, 0.06, 0.04, 0.025, 0.015, 0.01]

const tables = new Map<string, BettingTable>()

function betsOn(counts: readonly number[], difference: number, side: Side): Bets[] {
  return [{ ...tableAt(difference, side), counts }]
}

function tableAt(difference: number, side: Side): BettingTable {
  const key = `${difference} ${side}`
  const known = tables.get(key)
  if (known) return known
  const sign = side === 'above' ? 1 : -1
  const scores = [1 - difference, -1 - difference, -difference]
  const max = MAX_STAKE / Math.max(...scores.map((score) => -sign * score))
  const made = bettingTable(STAKES.map((stake) => ({ stake: sign * Math.min(max, stake), scores })))
  tables.set(key, made)
  return made
}
