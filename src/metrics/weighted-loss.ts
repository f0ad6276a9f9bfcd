/**
 * @file Weighted comparison: how much worse one model is than another on the same rows if mistakes in some classes count
 * more than in others: by costs, or by balanced accuracy.
 */
import { type PairedDifference, scoreInterval } from './paired-comparison'

/** Rows of several classes whose mistakes count differently. */
export interface RowWeights {
  /** The class of each row. */
  readonly classes: ArrayLike<number>
  /** What a mistake in a row of each class costs, or `equal` if each class counts the same, however many rows it has. */
  readonly perRow: readonly number[] | 'equal'
}

export interface WeightedDifference extends PairedDifference {
  /** The weighted share of mistakes of both models: the mean cost, or 1 minus the mean recall. */
  readonly both: { readonly candidate: number; readonly champion: number }
}

/**
 * Compares correct (1) and wrong (0) predictions by their weighted mistakes: the mean cost per row, or 1 minus the
 * balanced accuracy. The number of rows of each class is taken as given. The interval combines Tango's intervals of the
 * classes by the method of variance estimates recovery (MOVER; Zou, Donner 2008, Statistics in Medicine 27). The p-value
 * is that of the sign-flip test of the sum (Fisher 1935, The Design of Experiments, 21), which is McNemar's for one class.
 */
export function weightedLoss(
  candidate: ArrayLike<number>,
  champion: ArrayLike<number>,
  { classes, perRow }: RowWeights,
): WeightedDifference {
  const strata: { rows: number; lost: number; won: number; wrong: [number, number] }[] = []
  let rows = 0
  for (let i = 0; i < candidate.length; i++) {
    const [a, b, of] = [candidate[i] as number, champion[i] as number, classes[i] as number]
    if (Number.isNaN(a) || Number.isNaN(b) || !(of >= 0)) continue
    const own = strata[of] ?? { rows: 0, lost: 0, won: 0, wrong: [0, 0] }
    strata[of] = own
    rows++
    own.rows++
    if (a < b) own.lost++
    if (a > b) own.won++
    own.wrong[0] += 1 - a
    own.wrong[1] += 1 - b
  }
  const present = Object.values(strata).length
  const weights = strata.map((own, of) =>
    perRow === 'equal' ? 1 / present : ((perRow[of] ?? 0) * own.rows) / Math.max(1, rows),
  )
  let [worse, below, above] = [0, 0, 0]
  const both = { candidate: 0, champion: 0 }
  strata.forEach((own, of) => {
    const weight = weights[of] as number
    const difference = (own.lost - own.won) / own.rows
    const { low, high } = scoreInterval(own.lost, own.won, own.rows)
    worse += weight * difference
    below += (weight * (difference - low)) ** 2
    above += (weight * (high - difference)) ** 2
    both.candidate += (weight * own.wrong[0]) / own.rows
    both.champion += (weight * own.wrong[1]) / own.rows
  })
  const flips = strata.map(({ rows: n, lost, won }, of) => ({ size: (weights[of] as number) / n, lost, won }))
  const p = signFlipTest(Object.values(flips))
  return { worse, low: worse - Math.sqrt(below), high: worse + Math.sqrt(above), p, rows, both }
}

/** At most this many sums are enumerated exactly; with more, they are rounded to a grid of this size. */
const SUMS = 20_000

interface FlipGroup {
  readonly size: number
  readonly lost: number
  readonly won: number
}

/**
 * The probability that a sum of differences is at least as high as observed if the sign of each were a fair coin. Of
 * each size, `lost` differences are positive and `won` negative. Rounding to the grid can only raise the result.
 */
export function signFlipTest(groups: readonly FlipGroup[]): number {
  const drawn = groups.filter(({ size, lost, won }) => size > 0 && lost + won > 0)
  const range = drawn.reduce((sum, { size, lost, won }) => sum + size * (lost + won), 0)
  const combinations = drawn.reduce((product, { lost, won }) => product * (lost + won + 1), 1)
  const tail = combinations <= SUMS ? tailOfEvery(drawn, range) : tailOnGrid(drawn, range / SUMS)
  return Math.min(1, tail)
}

function tailOfEvery(groups: readonly FlipGroup[], range: number): number {
  const coins = groups.map(({ lost, won }) => fairCoins(lost + won))
  // Equal sums may differ by rounding.
  const least = groups.reduce((sum, { size, lost, won }) => sum + size * (lost - won), 0) - 1e-12 * range
  const tail = (at: number, sum: number): number => {
    const group = groups[at]
    if (!group) return sum >= least ? 1 : 0
    const { size, lost, won } = group
    return (coins[at] as Float64Array).reduce(
      (all, share, positive) => all + share * tail(at + 1, sum + size * (2 * positive - lost - won)),
      0,
    )
  }
  return tail(0, 0)
}

function tailOnGrid(groups: readonly FlipGroup[], step: number): number {
  // Each group is rounded by at most half a step, so sums lie within the range and one step for each group.
  const half = Math.ceil(SUMS) + groups.length
  let sums = new Float64Array(2 * half + 1)
  sums[half] = 1
  let observed = half - groups.length
  for (const { size, lost, won } of groups) {
    const n = lost + won
    const next = new Float64Array(sums.length)
    fairCoins(n).forEach((share, positive) => {
      if (share < NEGLIGIBLE) return
      const shift = Math.round((size * (2 * positive - n)) / step)
      for (let i = Math.max(0, -shift); i < sums.length - Math.max(0, shift); i++)
        next[i + shift] = (next[i + shift] as number) + (sums[i] as number) * share
    })
    sums = next
    observed += Math.round((size * (lost - won)) / step)
  }
  return sums.subarray(Math.max(0, observed)).reduce((sum, share) => sum + share, 0)
}

const NEGLIGIBLE = 1e-18

/** The probability of each number of heads in `n` tosses of a fair coin, from the largest term outward. */
function fairCoins(n: number): Float64Array {
  const terms = new Float64Array(n + 1)
  const middle = Math.floor(n / 2)
  terms[middle] = 1
  for (let i = middle; i < n; i++) terms[i + 1] = ((terms[i] as number) * (n - i)) / (i + 1)
  for (let i = middle; i > 0; i--) terms[i - 1] = ((terms[i] as number) * i) / (n - i + 1)
  const all = terms.reduce((sum, term) => sum + term, 0)
  return terms.map((term) => term / all)
}
