/**
 * @file Champion against challenger by success rates, to be looked at after every label: better, worse, or one cannot tell yet. Each
 * request goes to the challenger by chance, with a known probability (the fader). Against "the challenger is no better" a gambler
 * bets on the score ±(y - rate) / probability of the arm, whose mean is the difference at most: an E-variable (Turner, Ly,
 * Grünwald 2024, JSPI 230, for two samples; bets on bounded means by Waudby-Smith, Ramdas 2024, JRSS B 86). It holds whatever the
 * rates are and however both change in time, and when the fader moves; it asks that labels come as readily for one arm as for the other.
 */
import { log } from '../base/exact'
import {
  type Bets,
  CAUTION,
  fewest,
  intervalBy,
  logCapital,
  outcomesUntil,
  type Side,
  type Table,
  tableOf,
} from './evidence'
import type { Interval } from './interval'

export type Verdict = 'better' | 'worse' | 'cannot tell yet'

export interface Outcome {
  readonly arm: 'champion' | 'challenger'
  readonly right: boolean
  /** The probability, when the request came, that it goes to the challenger. At 0 and 1 there is nothing to compare. */
  readonly share: number
}

/** Plain JSON. */
export interface SafeTest {
  readonly alpha: number
  /** Labels so far, by the share at which their requests came. */
  readonly tallies: readonly Tally[]
  readonly labels: number
  /** No verdict is possible before so many labels, unless the fader moves. */
  readonly due: number
  /** The first verdict, which stands, and after how many labels it came. */
  readonly verdict: Verdict
  readonly after?: number
}

export interface Tally {
  readonly share: number
  /** Challenger right, challenger wrong, champion right, champion wrong. */
  readonly counts: readonly number[]
}

/** A test at which a false verdict between equals, however often one looks, has probability `alpha` at most. */
export function startTest(alpha = 0.05): SafeTest {
  return { alpha, tallies: [], labels: 0, due: 0, verdict: 'cannot tell yet' } // not text: an id
}

/** The test after one more label. */
export function next(test: SafeTest, outcome: Outcome): SafeTest {
  if (!(outcome.share > 0 && outcome.share < 1)) return test
  const tallies = counted(test.tallies, outcome)
  const labels = test.labels + 1
  const mayWait = labels < test.due && tallies.length === test.tallies.length
  if (test.verdict !== 'cannot tell yet' || mayWait) return { ...test, tallies, labels }
  const bar = barOf(test.alpha)
  const better = outcomesUntil(betsOn(tallies, 0, 'above'), bar)
  const worse = outcomesUntil(betsOn(tallies, 0, 'below'), bar)
  if (better > 0 && worse > 0) return { ...test, tallies, labels, due: labels + Math.min(better, worse) }
  return { ...test, tallies, labels, verdict: better === 0 ? 'better' : 'worse', after: labels }
}

function counted(tallies: readonly Tally[], { arm, right, share }: Outcome): readonly Tally[] {
  const place = (arm === 'challenger' ? 0 : 2) + (right ? 0 : 1)
  const at = tallies.findIndex((tally) => tally.share === share)
  const counts = tallies[at]?.counts ?? [0, 0, 0, 0]
  const tally = { share, counts: counts.map((count, i) => (i === place ? count + 1 : count)) }
  return at < 0 ? [...tallies, tally] : tallies.map((old, i) => (i === at ? tally : old))
}

/** ln of the capital that refutes: each side has half of alpha. */
function barOf(alpha: number): number {
  return log(2 / alpha)
}

/** ln of the e-value against "the challenger is no better" (below: "no worse"): evidence that adds up over independent tests. */
export function logEvidence(test: SafeTest, side: Side): number {
  return logCapital(betsOn(test.tallies, 0, side))
}

/** Challenger less champion, and where it may lie: with probability 1 - alpha every interval ever shown holds the true difference. */
export function differenceOf({ tallies, alpha }: SafeTest): Interval & { readonly estimate: number } {
  const { challenger, champion } = ratesOf(tallies)
  const bar = barOf(alpha)
  const interval = intervalBy((difference, side) => outcomesUntil(betsOn(tallies, difference, side), bar) === 0)
  return { ...interval, estimate: challenger - champion }
}

/**
 * About how many more labelled requests a verdict needs at the present rates and share: the least number whose expected outcomes
 * would bring one. 0 with a verdict; undefined where ten million would not do, or before each arm has ten labels.
 */
export function moreNeeded({ tallies, alpha, verdict }: SafeTest): number | undefined {
  if (verdict !== 'cannot tell yet') return 0
  const { challenger, champion, least } = ratesOf(tallies)
  const now = tallies.at(-1)
  if (!now || least < 10 || challenger === champion) return undefined
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

/** What the gamblers hold for the rate, and for the difference beyond the one in question. */
const RATES = [0.01, 0.04, 0.12, 0.3, 0.5, 0.7, 0.88, 0.96, 0.99]
const BEYOND = [0.8, 0.37, 0.17, 0.08, 0.037, 0.017, 0.008, 0.0037, 0.0017]

function betsOn(tallies: readonly Tally[], difference: number, side: Side): Bets[] {
  return tallies.map(({ share, counts }) => ({ ...tableAt(share, difference, side), counts }))
}

/** Tables by share, difference and side; a fader stands on few shares. */
const tables = new Map<string, Table>()
const MOST_TABLES = 2000

function tableAt(share: number, difference: number, side: Side): Table {
  const key = `${share} ${difference} ${side}`
  const known = tables.get(key)
  if (known) return known
  if (tables.size >= MOST_TABLES) tables.clear()
  const made = tableOf(RATES.flatMap((rate) => gamblers(rate, share, difference, side)))
  tables.set(key, made)
  return made
}

/** Those who hold the rate for the common one. */
function gamblers(rate: number, share: number, difference: number, side: Side) {
  // The pair of rates with this difference that the scores are centred on: where it is off, bets are poorer, not wrong.
  const champion = Math.min(Math.max(rate - share * difference, -difference, 0), 1 - difference, 1)
  const challenger = champion + difference
  const scores = [
    ...[(1 - challenger) / share, -challenger / share],
    ...[-(1 - champion) / (1 - share), champion / (1 - share)],
  ]
  const variance = (challenger * (1 - challenger)) / share + (champion * (1 - champion)) / (1 - share)
  const sign = side === 'above' ? 1 : -1
  const most = CAUTION / Math.max(...scores.map((score) => -sign * score))
  // beyond / variance grows fastest where the difference is so far beyond, and small.
  return BEYOND.map((beyond) => ({ stake: sign * Math.min(most, beyond / variance), scores }))
}
