/** @file isDiverging: detects a run that diverges although its loss is still finite. */
import type { EpochLog } from '../../data/training-job'

/** A run diverges if the mean loss of every epoch is more than this many times the loss of the first batch. */
const TIMES = 3

/** Whether every epoch so far is much worse than the untrained network. `first` is the loss of the first batch. */
export function isDiverging(history: readonly EpochLog[], first: number | undefined): boolean {
  if (first === undefined || !(first > 0) || history.length === 0) return false
  return history.every(({ loss }) => loss > TIMES * first)
}

/** A learning rate at which training rarely diverges, whatever the optimizer. */
const MILD = 0.1

/** The learning rate to suggest: a tenth of `rate`, rounded to three digits, and at most `MILD`. */
export function milderRate(rate: number): number {
  return Math.min(MILD, Number((rate / 10).toPrecision(3)))
}
