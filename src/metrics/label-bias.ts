/**
 * @file How much of a planted label bias a model still has, measured against the true labels of generated data. What
 * counts is the difference between decision and truth in each group, so a gap by real differences is not bias.
 */
import { type Interval, type ValueWithInterval, wilson, Z } from './intervals'

export interface GradedRows {
  /** For each row, 1 if the favorable class is decided, recorded, and true. */
  readonly decided: ArrayLike<number>
  readonly recorded: ArrayLike<number>
  readonly truth: ArrayLike<number>
  /** For each row, 1 if it belongs to the group whose labels are biased. */
  readonly inGroup: ArrayLike<number>
  /** For each row, 1 if the predicted class is the true one, and the recorded one. */
  readonly correct: ArrayLike<number>
  readonly asRecorded: ArrayLike<number>
}

export interface GroupDecisions {
  readonly n: number
  /** The shares of the favorable class: decided, recorded, and true. */
  readonly decided: number
  readonly recorded: number
  readonly truth: number
}

/** `unknown` if the rows are too few to tell whether half of the planted gap is left. */
export type BiasVerdict = 'left' | 'gone' | 'reversed' | 'unknown'

export interface BiasGrade {
  readonly n: number
  /** The biased group, and all other rows. */
  readonly group: GroupDecisions
  readonly others: GroupDecisions
  /** How much lower the favorable share of the group is than its true share, compared with the other rows. */
  readonly planted: ValueWithInterval
  readonly left: ValueWithInterval
  /** The share of the planted gap that is gone: below 0 if the model adds to it, and above 1 if it favors the group. */
  readonly gone: ValueWithInterval
  readonly verdict: BiasVerdict
  /** The share of rows that are decided as is true, and as is recorded. */
  readonly accuracy: ValueWithInterval
  readonly recordedAccuracy: ValueWithInterval
}

/** Grades decisions. Undefined if a group has no rows, or none of its labels is biased. */
export function gradeBias(rows: GradedRows): BiasGrade | undefined {
  const all = Array.from({ length: rows.truth.length }, (_, row) => row)
  const own = all.filter((row) => rows.inGroup[row] === 1)
  const others = all.filter((row) => rows.inGroup[row] !== 1)
  if (own.length === 0 || others.length === 0) return undefined
  const [wrong, biased] = [differences(rows.decided, rows.truth), differences(rows.recorded, rows.truth)]
  const planted = gapOf(biased, own, others)
  if (!(planted.value > 0)) return undefined
  const left = gapOf(wrong, own, others)
  const ratio = left.value / planted.value
  // The delta method: what is left minus ratio × what was planted has a mean of 0 and the variance of the ratio × planted².
  const { deviation } = gapOf(
    wrong.map((one, row) => one - ratio * (biased[row] as number)),
    own,
    others,
  )
  const half = (Z * deviation) / planted.value
  return {
    ...{ n: all.length, group: decisionsOf(rows, own), others: decisionsOf(rows, others) },
    ...{ planted: plain(planted), left: plain(left), verdict: verdictOf(left, planted.value) },
    gone: { value: 1 - ratio, low: 1 - ratio - half, high: 1 - ratio + half },
    accuracy: shareOf(rows.correct),
    recordedAccuracy: shareOf(rows.asRecorded),
  }
}

function verdictOf(left: Interval, planted: number): BiasVerdict {
  if (left.low > 0) return 'left'
  if (left.high < 0) return 'reversed'
  return left.high < planted / 2 && left.low > -planted / 2 ? 'gone' : 'unknown'
}

function differences(some: ArrayLike<number>, truth: ArrayLike<number>): number[] {
  return Array.from(truth, (one, row) => (some[row] as number) - one)
}

interface Gap extends ValueWithInterval {
  readonly deviation: number
}

/** The mean of the other rows minus that of the group, with the 95% interval of two independent samples. */
function gapOf(values: readonly number[], own: readonly number[], others: readonly number[]): Gap {
  const [a, b] = [meanAndVariance(values, others), meanAndVariance(values, own)]
  const value = a.mean - b.mean
  const deviation = Math.sqrt(a.variance + b.variance)
  return { value, low: value - Z * deviation, high: value + Z * deviation, deviation }
}

/**
 * The mean of paired differences and its variance. As in Agresti and Min 2005 (Statist. Med. 24, 729), half a row of
 * each kind of difference is added for the variance, so that it is not 0 if all rows agree.
 */
function meanAndVariance(values: readonly number[], rows: readonly number[]) {
  const n = rows.length
  const sum = rows.reduce((total, row) => total + (values[row] as number), 0)
  const squares = rows.reduce((total, row) => total + (values[row] as number) ** 2, 0)
  return { mean: sum / n, variance: ((squares + 1) / (n + 2) - (sum / (n + 2)) ** 2) / (n + 2) }
}

function plain({ value, low, high }: Gap): ValueWithInterval {
  return { value, low, high }
}

function decisionsOf({ decided, recorded, truth }: GradedRows, rows: readonly number[]): GroupDecisions {
  const share = (of: ArrayLike<number>) => rows.reduce((sum, row) => sum + (of[row] as number), 0) / rows.length
  return { n: rows.length, decided: share(decided), recorded: share(recorded), truth: share(truth) }
}

function shareOf(rows: ArrayLike<number>): ValueWithInterval {
  const value = Array.from(rows).reduce((sum, one) => sum + one, 0) / rows.length
  return { value, ...wilson(value, rows.length) }
}
