/**
 * @file Sequential test that compares the success rates of champion and challenger and may be checked after every
 * label: better, worse, or not enough data yet. Each request goes to the challenger at random with a known probability
 * (the traffic share). Against the hypothesis "the challenger is no better", a gambler bets on the score ±(y - rate) /
 * probability of the arm, whose mean is at most the difference: an E-variable (Turner, Ly, Grünwald 2024, JSPI 230, for
 * two samples; bets on bounded means by Waudby-Smith, Ramdas 2024, JRSS B 86). The test is valid for any rates, even if
 * both rates or the traffic share change over time, but it requires that labels arrive equally often for both arms.
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

export type Verdict = 'better' | 'worse' | 'cannot tell yet'

export interface Outcome {
  readonly arm: 'champion' | 'challenger'
  readonly right: boolean
  /** The probability with which a request was sent to the challenger. If it is 0 or 1, there is nothing to compare. */
  readonly share: number
}

/** The state of a test, as plain JSON. */
export interface SafeTest {
  readonly alpha: number
  /** The label counts so far, with one tally for each traffic share that was used. */
  readonly tallies: readonly Tally[]
  readonly labels: number
  /** No verdict is possible before this number of labels, unless the traffic share changes. */
  readonly due: number
  /** The first verdict, which is final; `after` is the number of labels when it was reached. */
  readonly verdict: Verdict
  readonly after?: number
}

export interface Tally {
  readonly share: number
  /**
   * The number of labels for which the challenger was correct, the challenger was wrong, the champion was correct, and
   * the champion was wrong, in this order.
   */
  readonly counts: readonly number[]
}

/**
 * Starts a test. For two equally good models, the probability of a false verdict is at most `alpha`, however often the
 * test is checked.
 */
export function startTest(alpha = 0.05): SafeTest {
  return { alpha, tallies: [], labels: 0, due: 0, verdict: 'cannot tell yet' } // not text: an id
}

/** Returns the state of the test after one more label. */
export function nextTest(test: SafeTest, outcome: Outcome): SafeTest {
  if (!(outcome.share > 0 && outcome.share < 1)) return test
  const tallies = countOutcome(test.tallies, outcome)
  const labels = test.labels + 1
  const mayWait = labels < test.due && tallies.length === test.tallies.length
  if (test.verdict !== 'cannot tell yet' || mayWait) return { ...test, tallies, labels }
  const bar = barOf(test.alpha)
  const better = outcomesUntil(betsOn(tallies, 0, 'above'), bar)
  const worse = outcomesUntil(betsOn(tallies, 0, 'below'), bar)
  if (better > 0 && worse > 0) return { ...test, tallies, labels, due: labels + Math.min(better, worse) }
  return { ...test, tallies, labels, verdict: better === 0 ? 'better' : 'worse', after: labels }
}

function countOutcome(tallies: readonly Tally[], { arm, right, share }: Outcome): readonly Tally[] {
  const index = (arm === 'challenger' ? 0 : 2) + (right ? 0 : 1)
  const at = tallies.findIndex((tally) => tally.share === share)
  const counts = tallies[at]?.counts.slice() ?? [0, 0, 0, 0]
  counts[index] = (counts[index] as number) + 1
  const next = tallies.slice()
  next[at < 0 ? tallies.length : at] = { share, counts }
  return next
}

/** Returns the natural logarithm of the capital at which a hypothesis is rejected; each side uses half of alpha. */
function barOf(alpha: number): number {
  return log(2 / alpha)
}

/**
 * Returns the natural logarithm of the e-value against the hypothesis "the challenger is no better" (for side `below`:
 * "no worse"). The values of independent tests can be added.
 */
export function logEvidence(test: SafeTest, side: Side): number {
  return logCapital(betsOn(test.tallies, 0, side))
}

/**
 * Returns the difference in success rates, challenger minus champion, with its interval. With probability 1 - alpha,
 * every interval that is ever shown contains the true difference.
 */
export function differenceOf({ tallies, alpha }: SafeTest): Interval & { readonly estimate: number } {
  const { challenger, champion } = ratesOf(tallies)
  const bar = barOf(alpha)
  const interval = confidenceInterval((difference, side) => hasReached(betsOn(tallies, difference, side), bar))
  return { ...interval, estimate: challenger - champion }
}

/**
 * Returns the approximate number of further labeled requests needed for a verdict: the smallest number for which the
 * outcomes expected at the current rates and traffic share lead to a verdict. Returns 0 if there is a verdict, and
 * undefined if ten million are not enough or if either arm has fewer than ten labels.
 */
export function moreNeeded({ tallies, alpha, verdict }: SafeTest): number | undefined {
  if (verdict !== 'cannot tell yet') return 0
  const { challenger, champion, least: min } = ratesOf(tallies)
  const now = tallies.at(-1)
  if (!now || min < 10 || challenger === champion) return undefined
  const side = challenger > champion ? 'above' : 'below'
  const bar = barOf(alpha)
  const { share } = now
  const before = betsOn(tallies.slice(0, -1), 0, side)
  const table = tableAt(share, 0, side)
  const perLabel = [challenger * share, (1 - challenger) * share, champion * (1 - share), (1 - champion) * (1 - share)]
  return fewest((more) => {
    const counts = now.counts.map((count, i) => count + more * (perLabel[i] as number))
    return hasReached([...before, { ...table, counts }], bar)
  })
}

function ratesOf(tallies: readonly Tally[]): { challenger: number; champion: number; least: number } {
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => tallies.reduce((sum, { counts }) => sum + (counts[i] as number), 0)) as [
    number,
    number,
    number,
    number,
  ]
  return {
    challenger: a + b > 0 ? a / (a + b) : 0,
    champion: c + d > 0 ? c / (c + d) : 0,
    least: Math.min(a + b, c + d),
  }
}

/**
 * The gamblers differ in the success rate they assume (RATES) and in how far beyond the hypothesized difference they
 * assume the true difference to be (BEYOND).
 */
const RATES = [0.01, 0.04, 0.12, 0.3, 0.5, 0.7, 0.88, 0.96, 0.99]
const BEYOND = [0.8, 0.37, 0.17, 0.08, 0.037, 0.017, 0.008, 0.0037, 0.0017]

function betsOn(tallies: readonly Tally[], difference: number, side: Side): Bets[] {
  return tallies.map(({ share, counts }) => {
    const { logs, gains } = tableAt(share, difference, side)
    return { logs, gains, counts }
  })
}

/**
 * The tables of each side by difference, for each traffic share, because a test uses only a few different shares, and
 * making a key of text would take longer than the rest of a check.
 */
const tables = new Map<number, Readonly<Record<Side, Map<number, BettingTable>>>>()
const MAX_SHARES = 20

function tableAt(share: number, difference: number, side: Side): BettingTable {
  const known = tables.get(share)
  if (!known && tables.size >= MAX_SHARES) tables.clear()
  const ofShare = known ?? { above: new Map(), below: new Map() }
  if (!known) tables.set(share, ofShare)
  const table =
    ofShare[side].get(difference) ?? bettingTable(RATES.flatMap((rate) => gamblers(rate, share, difference, side)))
  ofShare[side].set(difference, table)
  return table
}

/** Returns the betting strategies of the sequential test, assuming that both versions have this success rate. */
function gamblers(rate: number, share: number, difference: number, side: Side) {
  // Choose the two success rates that have this difference and for which the expected scores are 0. If these rates are
  // wrong, the bets win less but remain valid.
  const champion = Math.min(Math.max(rate - share * difference, -difference, 0), 1 - difference, 1)
  const challenger = champion + difference
  const scores = [
    ...[(1 - challenger) / share, -challenger / share],
    ...[-(1 - champion) / (1 - share), champion / (1 - share)],
  ]
  const variance = (challenger * (1 - challenger)) / share + (champion * (1 - champion)) / (1 - share)
  const sign = side === 'above' ? 1 : -1
  const max = MAX_STAKE / Math.max(...scores.map((score) => -sign * score))
  // For a small `beyond`, the stake `beyond / variance` maximizes the growth of the capital if the true difference is
  // that far beyond the hypothesis.
  return BEYOND.map((beyond) => ({ stake: sign * Math.min(max, beyond / variance), scores }))
}
