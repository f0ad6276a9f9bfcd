/**
 * @file Two models that answered the same requests (a shadow): only the requests that one of them got right and the other wrong say
 * which is better, and were they equal it would be either as often: McNemar's test (1947), as bets that may be looked at after every
 * label (Waudby-Smith, Ramdas 2024, JRSS B 86, for means of bounded numbers: of -1, 0 and 1 here).
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
import type { Verdict } from './safe-test'

/** Whether each of them was right about a request. */
export interface PairedOutcome {
  readonly champion: boolean
  readonly challenger: boolean
}

/** Plain JSON. */
export interface PairedTest {
  readonly alpha: number
  /** Only the challenger right, only the champion right, both or none. */
  readonly counts: readonly number[]
  readonly labels: number
  /** No verdict is possible before so many labels. */
  readonly due: number
  /** The first verdict, which stands, and after how many labels it came. */
  readonly verdict: Verdict
  readonly after?: number
}

/** A test at which a false verdict between equals, however often one looks, has probability `alpha` at most. */
export function startPaired(alpha = 0.05): PairedTest {
  return { alpha, counts: [0, 0, 0], labels: 0, due: 0, verdict: 'cannot tell yet' } // not text: an id
}

/** The test after one more label. */
export function nextPaired(test: PairedTest, { champion, challenger }: PairedOutcome): PairedTest {
  const place = champion === challenger ? 2 : challenger ? 0 : 1
  const counts = test.counts.map((count, i) => (i === place ? count + 1 : count))
  const labels = test.labels + 1
  // Where both are right or wrong no capital moves.
  if (test.verdict !== 'cannot tell yet' || place === 2 || labels < test.due) return { ...test, counts, labels }
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

/** Challenger less champion, and where it may lie: with probability 1 - alpha every interval ever shown holds the true difference. */
export function pairedDifference({ counts, labels, alpha }: PairedTest): Interval & { readonly estimate: number } {
  const bar = log(2 / alpha)
  const interval = intervalBy((difference, side) => outcomesUntil(betsOn(counts, difference, side), bar) === 0)
  const [won = 0, lost = 0] = counts
  return { ...interval, estimate: labels > 0 ? (won - lost) / labels : 0 }
}

/**
 * About how many more labelled requests a verdict needs at the present rates: the least number whose expected outcomes would bring
 * one. 0 with a verdict; undefined where ten million would not do, or before five were told apart.
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

/** Of the capital; a stake suits a certain share of won among the requests that tell. */
const STAKES = [0.95, 0.8, 0.6, 0.45, 0.33, 0.24, 0.18, 0.13, 0.09, 0.06, 0.04, 0.025, 0.015, 0.01]

const tables = new Map<string, Table>()

function betsOn(counts: readonly number[], difference: number, side: Side): Bets[] {
  return [{ ...tableAt(difference, side), counts }]
}

function tableAt(difference: number, side: Side): Table {
  const key = `${difference} ${side}`
  const known = tables.get(key)
  if (known) return known
  const sign = side === 'above' ? 1 : -1
  const scores = [1 - difference, -1 - difference, -difference]
  const most = CAUTION / Math.max(...scores.map((score) => -sign * score))
  const made = tableOf(STAKES.map((stake) => ({ stake: sign * Math.min(most, stake), scores })))
  tables.set(key, made)
  return made
}
