/** @file Rank: the order of classes in a table: worst first, or by the column asked for. */
import type { ClassScore } from '../../metrics/evaluation'

export type ScoreColumn = 'label' | 'f1' | 'precision' | 'recall' | 'averagePrecision' | 'support'

export interface Order {
  readonly by: ScoreColumn
  readonly direction: 'rising' | 'falling'
}

/** Worst F1 first: classes that need attention are on top. */
export const WORST_FIRST: Order = { by: 'f1', direction: 'rising' }

/** The scores in that order; a score that is not a number (no rows) comes last, equals keep the classes' own order. */
export function rank(scores: readonly ClassScore[], order: Order): readonly ClassScore[] {
  const sign = order.direction === 'rising' ? 1 : -1
  return [...scores].sort((a, b) => {
    const [x, y] = [a[order.by] ?? Number.NaN, b[order.by] ?? Number.NaN]
    if (typeof x === 'string' || typeof y === 'string')
      return sign * String(x).localeCompare(String(y), 'en', { numeric: true })
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
    return sign * (x - y)
  })
}

/** The class with the lowest F1 among those with rows. */
export function worst(scores: readonly ClassScore[]): ClassScore | undefined {
  return rank(
    scores.filter((score) => score.support > 0),
    WORST_FIRST,
  )[0]
}
