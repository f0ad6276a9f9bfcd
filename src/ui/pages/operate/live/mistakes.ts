/**
 * @file mistakesOf: pairs of actual and predicted classes, most frequent first. A list is used because a confusion
 * matrix of 1,000 classes would have a million cells.
 */
import type { Counters } from '../../../../ops/log/counters'
import { FIELD } from '../../../../ops/log/count-fields'

export interface CountedMistake {
  readonly actual: number
  readonly predicted: number
  readonly count: number
}

const LABELS = 65_536

/** Wrong predictions that have a label, counted for each pair of actual and predicted class. */
export function mistakesOf(counters: Counters): readonly CountedMistake[] {
  const result: CountedMistake[] = []
  for (const [field, count] of counters) {
    if (field < FIELD.confusion) continue
    const cell = field - FIELD.confusion
    const [actual, predicted] = [Math.floor(cell / LABELS), cell % LABELS]
    if (actual !== predicted) result.push({ actual, predicted, count })
  }
  return result.sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted)
}
