/**
 * @file Slice report: the quality of a model on each slice of the evaluated rows, with an interval and the difference
 * from the value for all rows.
 */
import { metricById } from './catalog'
import type { MetricId } from './define-metric'
import { meanInterval, wilson } from './intervals'

/** The score of a slice. */
export type SliceScore =
  | {
      readonly name: string
      /** The label of the evaluated output, if the model has several outputs. */
      readonly output?: string
      /** The condition that defines the slice, as text. */
      readonly where: string
      /** The number of evaluated rows in the slice. */
      readonly support: number
      /** The metric that is the mean of the scores of the rows, such as accuracy or the mean absolute error. */
      readonly measure: MetricId
      /** The value of the metric; absent if the slice has no rows. */
      readonly value?: number
      /** The ends of the 95% interval: Wilson's for an accuracy, Student's t for a mean error. */
      readonly low?: number
      readonly high?: number
      /**
       * The difference from the value for all rows. Negative means that the slice has a lower accuracy or a smaller
       * error.
       */
      readonly difference?: number
    }
  /** A slice whose condition no longer fits the data; `fault` is the reason. */
  | { readonly name: string; readonly output?: string; readonly where: string; readonly fault: string }

/**
 * The score of each evaluated row: for classes, 1 if correct and 0 if wrong; for numbers, the absolute error; NaN if
 * the target is unknown.
 */
export interface RowScores {
  readonly measure: MetricId
  readonly values: ArrayLike<number>
}

/** Computes the score of a slice; `within` is 1 for each row in the slice, in the order of the scores. */
export function sliceScore(
  { name, where }: { readonly name: string; readonly where: string },
  { measure, values }: RowScores,
  within: ArrayLike<number>,
  overall: number,
): SliceScore {
  const own: number[] = []
  for (let i = 0; i < values.length; i++)
    if (within[i] && !Number.isNaN(values[i] as number)) own.push(values[i] as number)
  const support = own.length
  if (support === 0) return { name, where, support, measure }
  const value = meanOf(own)
  const { low, high } = metricById(measure).kind === 'share' ? wilson(value, support) : meanInterval(own, value)
  return { name, where, support, measure, value, low, high, difference: value - overall }
}

/** Returns the mean of the values that are not NaN, or 0 if there are none. */
export function meanOf(values: ArrayLike<number>): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i] as number)) continue
    sum += values[i] as number
    count++
  }
  return count === 0 ? 0 : sum / count
}

/**
 * Sorts slices from worst to best, where the worst has the lowest accuracy or the largest error. Slices without rows
 * and slices that do not fit the data come last.
 */
export function worstFirst(scores: readonly SliceScore[]): readonly SliceScore[] {
  return [...scores].sort((a, b) => errorScore(b) - errorScore(a))
}

function errorScore(score: SliceScore): number {
  if ('fault' in score) return Number.NEGATIVE_INFINITY
  if (score.value === undefined) return -Number.MAX_VALUE
  return metricById(score.measure).better === 'higher' ? -score.value : score.value
}
