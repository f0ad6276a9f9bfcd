/** @file Success: the number of requests with each status, and good and bad requests per minute for objectives. */
import { countWithin } from '../../metrics/latency-quantiles'
import { addCounters, cellName, type Counters } from '../log/counters'
import { FIELD, latencySketch } from '../log/count-fields'
import { cellsOf, type Levels } from '../log/aggregation-levels'
import { HTTP_STATUS, STATUSES, type Status } from '../log-entry'
import { type CellFilter, countersByStep, type Window } from './window-counts'

export type StatusCounts = Readonly<Record<Status, number>>

/** The number of requests with each status. */
export function statusesOf(counters: Counters): StatusCounts {
  const [ok, invalid, limited, unready, failed, abstained, fallback] = STATUSES.map(
    (_, i) => counters.get(FIELD.status + i) ?? 0,
  ) as [number, number, number, number, number, number, number]
  return { ok, invalid, limited, unready, failed, abstained, fallback }
}

/** The total number of requests, regardless of status. */
export function requestsOf(counters: Counters): number {
  return Object.values(statusesOf(counters)).reduce((sum, n) => sum + n, 0)
}

/** The share of valid requests that succeeded; NaN if there are none. */
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

/** Request statuses and success rate over a window. */
export function successSeries(levels: Levels, window: Window, of: CellFilter = {}): SuccessSeries {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, counts: counters.map(statusesOf), success: counters.map(successOf) }
}

/**
 * Total and bad requests per minute, from which burn rates are computed (`slo-burn.ts`), as far back as per-minute
 * counts are stored. If `withinMs` is given, slower responses are counted as bad too; the latency sketch may
 * effectively raise this limit by up to 2%.
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
    const sketch = latencySketch(sum)
    const late = withinMs === undefined ? 0 : sketch.count - countWithin(sketch, withinMs)
    total[i] = requestsOf(sum) - counts.invalid
    bad[i] = counts.limited + counts.unready + counts.failed + late
  }
  return { first, total, bad }
}
