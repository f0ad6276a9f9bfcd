/** @file mistakesOf: which class was predicted instead of which, most frequent first. No matrix: a thousand classes would be a million cells. */
import type { Counters } from '../../../../ops/log/counters'
import { FIELD } from '../../../../ops/log/fields'

export interface CountedMistake {
  readonly actual: number
  readonly predicted: number
  readonly count: number
}

const LABELS = 65_536

/** All wrong predictions with a label. */
export function mistakesOf(counters: Counters): readonly CountedMistake[] {
  const found: CountedMistake[] = []
  for (const [field, count] of counters) {
    if (field < FIELD.confusion) continue
    const cell = field - FIELD.confusion
    const [actual, predicted] = [Math.floor(cell / LABELS), cell % LABELS]
    if (actual !== predicted) found.push({ actual, predicted, count })
  }
  return found.sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted)
}
