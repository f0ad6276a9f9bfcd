/**
 * @file Evidence by betting: a gambler who bets against a hypothesis can, if it holds, not expect to grow rich, whenever he stops; so
 * that capital of 1 / alpha refutes it at the level alpha however often one looks (Ville 1939; Shafer 2021, JRSS A 184; Ramdas,
 * Grünwald, Vovk, Shafer 2023, Statistical Science 38). Many gamblers share the stake, each with a bet of their own that never changes:
 * their capital is a function of how often each outcome came, in whatever order.
 */
import { exp, log } from '../base/exact'

/** A way to bet: how much of the capital, as a part of what would be lost at most, stays off the table. */
export const CAUTION = 0.95

/** The bets of many gamblers on outcomes of one kind. */
export interface Table {
  /** [gamblers, outcomes]: ln of what an outcome multiplies a gambler's capital by. */
  readonly logs: Float64Array
  /** By gambler: the largest of these. */
  readonly gains: Float64Array
}

export interface Bets extends Table {
  /** How often each outcome came. */
  readonly counts: readonly number[]
}

/** The table of gamblers who each put a stake on the score: 1 + stake × score is what an outcome multiplies capital by. */
export function tableOf(gamblers: readonly { readonly stake: number; readonly scores: readonly number[] }[]): Table {
  const rows = gamblers.map(({ stake, scores }) => scores.map((score) => log(1 + stake * score)))
  return { logs: Float64Array.from(rows.flat()), gains: Float64Array.from(rows, (row) => Math.max(...row)) }
}

/** ln of the gamblers' mean capital after the outcomes of all kinds. */
export function logCapital(bets: readonly Bets[]): number {
  return bets.length === 0 ? 0 : logMean(capitals(bets))
}

function logMean(each: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY
  for (const capital of each) most = Math.max(most, capital)
  let sum = 0
  for (const capital of each) sum += exp(capital - most)
  return most + log(sum / each.length)
}

/**
 * 0 where their mean capital has come to `bar` (its ln); else a number of outcomes of these kinds before which it cannot, whichever
 * they are: until then one need not look again, and misses nothing.
 */
export function outcomesUntil(bets: readonly Bets[], bar: number): number {
  const each = capitals(bets)
  let [most, fewest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let gambler = 0; gambler < each.length; gambler++) {
    const capital = each[gambler] as number
    let gain = 0
    for (const { gains } of bets) gain = Math.max(gain, gains[gambler] as number)
    most = Math.max(most, capital)
    fewest = Math.min(fewest, (bar - capital) / gain)
  }
  // The mean is at most the largest.
  return most >= bar && logMean(each) >= bar ? 0 : Math.max(1, Math.floor(fewest))
}

function capitals(bets: readonly Bets[]): Float64Array {
  const [first] = bets
  const all = new Float64Array(first ? first.logs.length / first.counts.length : 0)
  for (const { logs, counts } of bets) {
    const outcomes = counts.length
    for (let gambler = 0; gambler < all.length; gambler++) {
      let sum = 0
      for (let i = 0; i < outcomes; i++) sum += (logs[gambler * outcomes + i] as number) * (counts[i] as number)
      all[gambler] = (all[gambler] as number) + sum
    }
  }
  return all
}

/** Differences that an interval's ends are looked for among, rising: finer where differences are small. */
export const GRID: readonly number[] = grid()

function grid(): number[] {
  const half: number[] = []
  for (let i = 1; i <= 20; i++) half.push(i / 400)
  for (let i = 11; i <= 20; i++) half.push(i / 200)
  for (let i = 11; i <= 30; i++) half.push(i / 100)
  for (let i = 7; i <= 19; i++) half.push(i / 20)
  return [...half.map((x) => -x).reverse(), 0, ...half]
}

/**
 * The interval of a difference: its ends are the last of the grid, from either side, up to which every "it is no larger" (below: "no
 * smaller") is refuted. The true difference would have to be refuted itself to lie outside.
 */
export function intervalBy(refuted: (difference: number, side: Side) => boolean): { low: number; high: number } {
  let [low, high] = [-1, 1]
  for (const at of GRID) {
    if (!refuted(at, 'above')) break
    low = at
  }
  for (let i = GRID.length - 1; i >= 0; i--) {
    const at = GRID[i] as number
    if (!refuted(at, 'below')) break
    high = at
  }
  return { low, high }
}

/** What is bet on: that the difference lies above the one in question, or below it. */
export type Side = 'above' | 'below'

/** The least whole number of further outcomes at which `enough` holds, to 1 %; undefined where ten million would not do. */
export function fewest(enough: (more: number) => boolean): number | undefined {
  let high = 1
  while (!enough(high)) {
    high *= 2
    if (high > 1e7) return undefined
  }
  let low = high / 2
  while (high - low > Math.max(1, low / 100)) {
    const middle = Math.floor((low + high) / 2)
    if (enough(middle)) high = middle
    else low = middle
  }
  return Math.ceil(high)
}
