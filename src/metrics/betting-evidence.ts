/**
 * @file Evidence by betting: if a hypothesis is true, a gambler who bets against it cannot expect to gain, no matter
 * when the gambler stops. A capital that has grown to 1 / alpha therefore rejects the hypothesis at level alpha,
 * however often the capital is checked (Ville 1939; Shafer 2021, JRSS A 184; Ramdas, Grünwald, Vovk, Shafer 2023,
 * Statistical Science 38). The initial capital is divided among many gamblers, each with a constant bet, so that a
 * gambler's capital depends only on how often each outcome occurred, not on the order.
 */
import { exp, log } from '../base/exact-math'

/** The maximum stake, as a fraction of the stake at which a single loss would cost the full capital. */
export const MAX_STAKE = 0.95

/** The bets of many gamblers on the same kind of outcome. */
export interface BettingTable {
  /**
   * The natural logarithm of the factor by which each outcome multiplies each gambler's capital, with shape [gamblers,
   * outcomes].
   */
  readonly logs: Float64Array
  /** For each gambler, the largest of these logarithms. */
  readonly gains: Float64Array
}

export interface Bets extends BettingTable {
  /** How often each outcome has occurred. */
  readonly counts: readonly number[]
}

/**
 * Creates the table for gamblers who each bet a stake on the score, where an outcome multiplies a gambler's capital by
 * 1 + stake × score.
 */
export function bettingTable(
  gamblers: readonly { readonly stake: number; readonly scores: readonly number[] }[],
): BettingTable {
  const rows = gamblers.map(({ stake, scores }) => scores.map((score) => log(1 + stake * score)))
  return { logs: Float64Array.from(rows.flat()), gains: Float64Array.from(rows, (row) => Math.max(...row)) }
}

/** Returns the natural logarithm of the gamblers' mean capital after all outcomes. */
export function logCapital(bets: readonly Bets[]): number {
  const gamblers = makeRoom(bets)
  if (gamblers === 0) return 0
  for (let gambler = 0; gambler < gamblers; gambler++) capitals[gambler] = capitalOf(bets, gambler)
  return logMean(gamblers)
}

/** The logarithm of each gambler's capital; reused, because each label of a simulation is checked. */
let capitals = new Float64Array(128)

/** The number of gamblers, for whom there is room in `capitals`. */
function makeRoom([first]: readonly Bets[]): number {
  const gamblers = first ? first.logs.length / first.counts.length : 0
  if (gamblers > capitals.length) capitals = new Float64Array(2 * gamblers)
  return gamblers
}

/** The logarithm of the mean of the first `gamblers` capitals. */
function logMean(gamblers: number): number {
  let max = Number.NEGATIVE_INFINITY
  for (let i = 0; i < gamblers; i++) max = Math.max(max, capitals[i] as number)
  let sum = 0
  for (let i = 0; i < gamblers; i++) sum += exp((capitals[i] as number) - max)
  return max + log(sum / gamblers)
}

/** Far above the rounding errors of a logarithm of capital. */
const ROUNDING = 1e-9

/** A gambler who was rich enough: often the same one is again after more outcomes, so it is looked at first. */
let rich = 0

/** Whether the logarithm of the mean capital of all gamblers has reached `bar`; if not, `capitals` has that of each. */
export function hasReached(bets: readonly Bets[], bar: number): boolean {
  const gamblers = makeRoom(bets)
  // The mean is at least the capital of one gambler divided by the number of gamblers, and at most the largest capital.
  const enough = bar + log(gamblers) + ROUNDING
  if (rich < gamblers && capitalOf(bets, rich) > enough) return true
  let max = Number.NEGATIVE_INFINITY
  for (let gambler = 0; gambler < gamblers; gambler++) {
    const capital = capitalOf(bets, gambler)
    if (capital > enough) {
      rich = gambler
      return true
    }
    capitals[gambler] = capital
    if (capital > max) max = capital
  }
  return max >= bar && logMean(gamblers) >= bar
}

/**
 * Returns 0 if the logarithm of the mean capital has reached `bar`. Otherwise, returns a lower bound on the number of
 * further outcomes needed to reach `bar`; no check is needed before then.
 */
export function outcomesUntil(bets: readonly Bets[], bar: number): number {
  if (hasReached(bets, bar)) return 0
  const gamblers = makeRoom(bets)
  let fewestOutcomes = Number.POSITIVE_INFINITY
  for (let gambler = 0; gambler < gamblers; gambler++) {
    let gain = 0
    for (let i = 0; i < bets.length; i++) gain = Math.max(gain, (bets[i] as Bets).gains[gambler] as number)
    const outcomes = (bar - (capitals[gambler] as number)) / gain
    if (outcomes < fewestOutcomes) fewestOutcomes = outcomes
  }
  return Math.max(1, Math.floor(fewestOutcomes))
}

/** The natural logarithm of a gambler's capital after all outcomes. */
function capitalOf(bets: readonly Bets[], gambler: number): number {
  let all = 0
  for (let bet = 0; bet < bets.length; bet++) {
    const { logs, counts } = bets[bet] as Bets
    const outcomes = counts.length
    let sum = 0
    for (let i = 0; i < outcomes; i++) sum += (logs[gambler * outcomes + i] as number) * (counts[i] as number)
    all += sum
  }
  return all
}

/** The candidate differences for the ends of an interval, in ascending order and with smaller spacing near 0. */
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
 * Returns the confidence interval of a difference. The lower end is found by going up the grid while the hypothesis
 * "the difference is at most this value" is rejected, and the upper end by going down while "at least this value" is
 * rejected. The interval misses the true difference only if a true hypothesis is rejected.
 */
export function confidenceInterval(refuted: (difference: number, side: Side) => boolean): {
  low: number
  high: number
} {
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

/** The alternative hypothesis to bet on: the true difference is above or below the hypothesized difference. */
export type Side = 'above' | 'below'

/**
 * Returns the smallest number of further outcomes, to within 1%, for which `enough` returns true; undefined if ten
 * million are not enough.
 */
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
