/**
 * @file Sequential test of champion and challenger by success rates, which may be checked after every label: better, worse, or not enough
 * data yet. Each request goes to the challenger at random with a known probability (the traffic share). Against "the challenger is no
 * better" a gambler bets on the score ±(y - rate) / probability of the arm, whose mean is at most the difference: an E-variable (Turner,
 * Ly, Grünwald 2024, JSPI 230, for two samples; bets on bounded means by Waudby-Smith, Ramdas 2024, JRSS B 86). It holds for any rates,
 * also if both change over time or the traffic share changes; it requires that labels arrive equally often for both arms.
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

export type Verdict = 'better' | 'worse' | 'cannot tell yet'

export interface Outcome {
  readonly arm: 'champion' | 'challenger'
  readonly right: boolean
  /** The probability with which the request went to the challenger. At 0 and 1 there is nothing to compare. */
  readonly share: number
}

/** Plain JSON. */
export interface SafeTest {
  readonly alpha: number
  /** Labels so far, by the traffic share of their requests. */
  readonly tallies: readonly Tally[]
  readonly labels: number
  /** No verdict is possible before this many labels, unless the traffic share changes. */
  readonly due: number
  /** The first verdict, which is final, and the number of labels at that time. */
  readonly verdict: Verdict
  readonly after?: number
}

export interface Tally {
  readonly share: number
  /** Challenger correct, challenger wrong, champion correct, champion wrong. */
  readonly counts: readonly number[]
}

/**
 * Starts a test. The probability of a false verdict between equal models is at most `alpha`, however often it is
 * checked.
 */
export function startTest(alpha = 0.05): SafeTest {
  return { alpha, tallies: [], labels: 0, due: 0, verdict: 'cannot tell yet' } // not text: an id
}

/** The test after another label. */
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
  const counts = tallies[at]?.counts ?? [0, 0, 0, 0]
  const tally = { share, counts: counts.map((count, i) => (i === index ? count + 1 : count)) }
  return at < 0 ? [...tallies, tally] : tallies.map((old, i) => (i === at ? tally : old))
}

/** ln of the capital that refutes a hypothesis: each side has half of alpha. */
function barOf(alpha: number): number {
  return log(2 / alpha)
}

/** ln of the e-value against "the challenger is no better" (below: "no worse"): evidence that can be added over independent tests. */
export function logEvidence(test: SafeTest, side: Side): number {
  return logCapital(betsOn(test.tallies, 0, side))
}

/** Challenger minus champion with its interval: with probability 1 - alpha all intervals ever shown contain the true difference. */
export function differenceOf({ tallies, alpha }: SafeTest): Interval & { readonly estimate: number } {
  const { challenger, champion } = ratesOf(tallies)
  const bar = barOf(alpha)
  const interval = confidenceInterval((difference, side) => outcomesUntil(betsOn(tallies, difference, side), bar) === 0)
  return { ...interval, estimate: challenger - champion }
}

/**
 * The approximate number of further labeled requests for a verdict at the current rates and share: the smallest number whose expected
 * outcomes give one. 0 with a verdict; undefined if ten million are not enough, or before each arm has ten labels.
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
    return outcomesUntil([...before, { ...table, counts }], bar) === 0
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

/** The rates that gamblers assume, and the differences beyond the one in question. */
const RATES = [0.01, 0.04, 0.12, 0.3, 0.5, 0.7, 0.88, 0.96, 0.99]
const BEYOND = [0.8, 0.37, 0.17, 0.08, 0.037, 0.017, 0.008, 0.0037, 0.0017]

function betsOn(tallies: readonly Tally[], difference: number, side: Side): Bets[] {
  return tallies.map(({ share, counts }) => ({ ...tableAt(share, difference, side), counts }))
}

/** Tables by share, difference and side; traffic shares take few values. */
const tables = new Map<string, BettingTable>()
const MAX_TABLES = 2000

function tableAt(share: number, difference: number, side: Side): BettingTable {
  const key = `${share} ${difference} ${side}`
  const known = tables.get(key)
  if (known) return known
  if (tables.size >= MAX_TABLES) tables.clear()
  const made = bettingTable(RATES.flatMap((rate) => gamblers(rate, share, difference, side)))
  tables.set(key, made)
  return made
}

/** The gamblers who assume this common rate. */
function gamblers(rate: number, share: number, difference: number, side: Side) {
  // The pair of rates with this difference that centers the scores: if it is wrong, the bets win less but stay valid.
  const champion = Math.min(Math.max(rate - share * difference, -difference, 0), 1 - difference, 1)
  const challenger = champion + difference
  const scores = [
    ...[(1 - challenger) / share, -challenger / share],
    ...[-(1 - champion) / (1 - share), champion / (1 - share)],
  ]
  const variance = (challenger * (1 - challenger)) / share + (champion * (1 - champion)) / (1 - share)
  const sign = side === 'above' ? 1 : -1
  const max = MAX_STAKE / Math.max(...scores.map((score) => -sign * score))
  // The stake beyond / variance grows fastest if the true difference is that far beyond, and small.
  return BEYOND.map((beyond) => ({ stake: sign * Math.min(max, beyond / variance), scores }))
}
