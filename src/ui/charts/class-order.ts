/** @file The order of classes in a table: worst first, or sorted by a chosen column. */
import { CLASS_METRICS } from '../../metrics/catalog'
import type { MetricId } from '../../metrics/define-metric'
import type { ClassScore } from '../../metrics/evaluation'

export type ScoreColumn = 'label' | 'support' | MetricId

export interface ScoreOrder {
  readonly by: ScoreColumn
  readonly direction: 'rising' | 'falling'
}

/** Sorts by the first metric of classes, F1, so that classes that need attention come first. */
export const WORST_FIRST: ScoreOrder = { by: CLASS_METRICS[0]?.id ?? 'label', direction: 'rising' }

/** Sorts the scores. NaN values (for classes without rows) come last, and ties stay in class order. */
export function sortScores(scores: readonly ClassScore[], order: ScoreOrder): readonly ClassScore[] {
  const sign = order.direction === 'rising' ? 1 : -1
  return [...scores].sort((a, b) => {
    const [x, y] = [a[order.by] ?? Number.NaN, b[order.by] ?? Number.NaN]
    if (typeof x === 'string' || typeof y === 'string')
      return sign * String(x).localeCompare(String(y), 'en', { numeric: true })
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
    return sign * (x - y)
  })
}

/** The class that comes first in that order, among classes that have examples. */
export function worstClass(scores: readonly ClassScore[]): ClassScore | undefined {
  return sortScores(
    scores.filter((score) => score.support > 0),
    WORST_FIRST,
  )[0]
}
