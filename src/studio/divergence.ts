/** @file blownUp: a run that does far worse than it began, though no number has stopped being finite: nothing will come of it. */
import type { EpochLog } from '../data/training-job'

/** An epoch whose mean loss is so many times the loss of the first batch. */
const TIMES = 3

/** Whether the epochs so far are all far worse than the network was before it was trained. `first` is the loss of the first batch. */
export function blownUp(history: readonly EpochLog[], first: number | undefined): boolean {
  if (first === undefined || !(first > 0) || history.length === 0) return false
  return history.every(({ loss }) => loss > TIMES * first)
}

/** What few networks blow up by, whatever the optimizer. */
const MILD = 0.1

/** A learning rate to take instead: a tenth, to three digits, and where that is still wild a mild one. */
export function milderRate(rate: number): number {
  return Math.min(MILD, Number((rate / 10).toPrecision(3)))
}
