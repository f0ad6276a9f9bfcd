/** @file Success: how requests ended, and good and bad ones a minute as an objective counts them. */
import { sketchWithin } from '../../metrics/quantile'
import { addCounters, cellName, type Counters } from '../log/counters'
import { FIELD, sketchOf } from '../log/fields'
import { cellsOf, type Levels } from '../log/levels'
import { HTTP_STATUS, STATUSES, type Status } from '../record'
import { type Of, steps, type Window } from './window'

export type StatusCounts = Readonly<Record<Status, number>>

/** How many requests ended how. */
export function statusesOf(counters: Counters): StatusCounts {
  const [ok, invalid, limited, unready, failed, abstained, fallback] = STATUSES.map(
    (_, i) => counters.get(FIELD.status + i) ?? 0,
  ) as [number, number, number, number, number, number, number]
  return { ok, invalid, limited, unready, failed, abstained, fallback }
}

/** All requests, however they ended. */
export function requestsOf(counters: Counters): number {
  return Object.values(statusesOf(counters)).reduce((sum, n) => sum + n, 0)
}

/** Of those that were the service's to answer (a caller's mistake is not), the share that was; NaN of none. */
export function successOf(counters: Counters): number {
  const counts = statusesOf(counters)
  const answered = STATUSES.reduce((sum, status) => sum + (HTTP_STATUS[status] === 200 ? counts[status] : 0), 0)
  return answered / (requestsOf(counters) - counts.invalid)
}

export interface SuccessSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly counts: readonly StatusCounts[]
  readonly success: readonly number[]
}

/** Statuses and success over a window. */
export function successSeries(levels: Levels, window: Window, of: Of = {}): SuccessSeries {
  const { step, at, counters } = steps(levels, window, of)
  return { step, at, counts: counters.map(statusesOf), success: counters.map(successOf) }
}

/**
 * Requests a minute, and bad ones: what burn rates are reckoned from (`slo.ts`), as far back as minutes are kept. With `withinMs` those
 * that were answered later are bad too, with the limit taken for up to 2 % more, as the sketch has it.
 */
export function budgetMinutes(
  levels: Levels,
  { first, count, withinMs }: { readonly first: number; readonly count: number; readonly withinMs?: number },
): { readonly first: number; readonly total: Float64Array; readonly bad: Float64Array } {
  const total = new Float64Array(count)
  const bad = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const sum: Counters = new Map()
    for (const [cell, counters] of cellsOf(levels, 60_000, first + i) ?? []) {
      if (cellName(cell).kind === 'slice') addCounters(sum, counters)
    }
    const counts = statusesOf(sum)
    const sketch = sketchOf(sum)
    const late = withinMs === undefined ? 0 : sketch.count - sketchWithin(sketch, withinMs)
    total[i] = requestsOf(sum) - counts.invalid
    bad[i] = counts.limited + counts.unready + counts.failed + late
  }
  return { first, total, bad }
}
