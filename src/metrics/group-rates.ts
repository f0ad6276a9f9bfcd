/**
 * @file The rates of a yes-or-no decision in each group of rows, and the largest gap of each rate between two groups.
 * Equal selection rates are demographic parity, equal true positive rates are equal opportunity, and equal true and
 * false positive rates are equalized odds (Hardt, Price, Srebro 2016, NeurIPS 29). If groups differ in how often the
 * answer is yes, equal error rates and equal calibration exclude each other (Kleinberg, Mullainathan, Raghavan 2017,
 * ITCS 8).
 */
import { atThreshold, type BinaryScores } from './curves'
import { type Interval, rateDifference, type ValueWithInterval, wilson } from './intervals'

/** The rates that are compared between groups, each with the rows that it is a share of. */
const RATES = ['selectionRate', 'tpr', 'fpr', 'ppv', 'accuracy'] as const
export type GroupRate = (typeof RATES)[number]

/** A share with its Wilson interval; NaN without rows. */
export interface Share extends ValueWithInterval {
  readonly n: number
}

export interface GroupRates extends Readonly<Record<GroupRate, Share>> {
  readonly group: string
  readonly n: number
  /** The mean predicted probability minus the share of rows that belong to the class. */
  readonly calibration: ValueWithInterval
}

/** The largest difference of a rate between two groups: that of `high` minus that of `low`. */
export interface RateGap extends Interval {
  readonly value: number
  readonly between: readonly [low: string, high: string]
}

export interface GroupReport {
  readonly groups: readonly GroupRates[]
  /** A rate that fewer than two groups have is absent. The intervals are not corrected for choosing the largest gap. */
  readonly gaps: { readonly [R in GroupRate]?: RateGap }
}

/** Computes the rates of each group; `groupOf` has the index of the group of each row, or -1 for none. */
export function groupReport(
  { positive, scores }: BinaryScores,
  { groupOf, names }: { readonly groupOf: ArrayLike<number>; readonly names: readonly string[] },
  threshold: number,
): GroupReport {
  const rows: number[][] = names.map(() => [])
  for (let row = 0; row < scores.length; row++) rows[groupOf[row] as number]?.push(row)
  const groups = names.flatMap((group, i) => {
    const own = rows[i] as readonly number[]
    if (own.length === 0) return []
    const part = {
      positive: own.map((row) => (positive[row] ? 1 : 0)),
      scores: own.map((row) => scores[row] as number),
    }
    return [{ group, n: own.length, ...ratesOf(part, threshold) }]
  })
  const gaps = RATES.flatMap((rate) => {
    const gap = gapOf(groups, rate)
    return gap ? [[rate, gap] as const] : []
  })
  return { groups, gaps: Object.fromEntries(gaps) }
}

function ratesOf(
  rows: { readonly positive: readonly number[]; readonly scores: readonly number[] },
  threshold: number,
): Omit<GroupRates, 'group' | 'n'> {
  const { truePositives: hits, falsePositives, falseNegatives, trueNegatives } = atThreshold(rows, threshold)
  const n = rows.scores.length
  const positives = hits + falseNegatives
  const actual = shareOf(positives, n)
  const mean = rows.scores.reduce((sum, score) => sum + score, 0) / n
  return {
    selectionRate: shareOf(hits + falsePositives, n),
    tpr: shareOf(hits, positives),
    fpr: shareOf(falsePositives, falsePositives + trueNegatives),
    ppv: shareOf(hits, hits + falsePositives),
    accuracy: shareOf(hits + trueNegatives, n),
    calibration: { value: mean - actual.value, low: mean - actual.high, high: mean - actual.low },
  }
}

function shareOf(part: number, n: number): Share {
  const value = n > 0 ? part / n : Number.NaN
  return { value, ...wilson(value, n), n }
}

function gapOf(groups: readonly GroupRates[], rate: GroupRate): RateGap | undefined {
  const known = groups.filter((group) => group[rate].n > 0).sort((a, b) => a[rate].value - b[rate].value)
  const [low, high] = [known[0], known.at(-1)]
  if (!low || !high || low === high) return undefined
  const [from, to] = [low[rate], high[rate]]
  return {
    value: to.value - from.value,
    ...rateDifference(from.value, from.n, to.value, to.n),
    between: [low.group, high.group],
  }
}
