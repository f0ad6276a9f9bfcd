/** @file sliceReport: how a model does on each slice of its rows, with how sure that is and how far it is from the whole. */
import { wilson } from './interval'
import { meanInterval } from './mean-interval'

/** A slice as it did. */
export type SliceScore =
  | {
      readonly name: string
      /** The label of the output that was scored, where there are several. */
      readonly output?: string
      /** Its condition, as text. */
      readonly where: string
      /** Rows of it among those evaluated. */
      readonly support: number
      readonly measure: 'accuracy' | 'mae'
      /** Absent where it has no rows. */
      readonly value?: number
      /** The ends of the 95 % interval: Wilson's of an accuracy, Student's of a mean error. */
      readonly low?: number
      readonly high?: number
      /** From the value of all rows; below 0 is a lower accuracy, or a smaller error. */
      readonly difference?: number
    }
  /** One that does not fit the data any more, and why. */
  | { readonly name: string; readonly output?: string; readonly where: string; readonly fault: string }

/** What each evaluated row came to: 1 for right and 0 for wrong, or how far off; NaN where its answer is not known. */
export interface RowScores {
  readonly measure: 'accuracy' | 'mae'
  readonly values: ArrayLike<number>
}

/** The score of a slice: `within` has 1 for each of the rows in it, in the order of the scores. */
export function sliceScore(
  { name, where }: { readonly name: string; readonly where: string },
  { measure, values }: RowScores,
  within: ArrayLike<number>,
  whole: number,
): SliceScore {
  const own: number[] = []
  for (let i = 0; i < values.length; i++)
    if (within[i] && !Number.isNaN(values[i] as number)) own.push(values[i] as number)
  const support = own.length
  if (support === 0) return { name, where, support, measure }
  const value = meanOf(own)
  const { low, high } = measure === 'accuracy' ? wilson(value, support) : meanInterval(own, value)
  return { name, where, support, measure, value, low, high, difference: value - whole }
}

/** The mean of what is known; 0 of nothing. */
export function meanOf(values: ArrayLike<number>): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i] as number)) continue
    sum += values[i] as number
    count++
  }
  return count === 0 ? 0 : sum / count
}

/** Worst first: the lowest accuracy, the largest error; those without rows, and those that do not fit, last. */
export function worstFirst(scores: readonly SliceScore[]): readonly SliceScore[] {
  return [...scores].sort((a, b) => badness(b) - badness(a))
}

function badness(score: SliceScore): number {
  if ('fault' in score) return Number.NEGATIVE_INFINITY
  if (score.value === undefined) return -Number.MAX_VALUE
  return score.measure === 'accuracy' ? -score.value : score.value
}
