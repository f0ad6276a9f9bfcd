/** @file Traffic: requests per second over time, and the share of cached responses. */
import type { Counters } from '../log/counters'
import { FIELD } from '../log/count-fields'
import type { Levels } from '../log/aggregation-levels'
import { requestsOf } from './request-statuses'
import { type CellFilter, countersByStep, totalCounters, type Window } from './window-counts'

export interface TrafficSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly requests: readonly number[]
  /** Requests per second, averaged over each step; the last step is treated as if it were complete. */
  readonly perSecond: readonly number[]
  /** The share of cached responses; NaN if there are no requests. */
  readonly cached: readonly number[]
}

/** Traffic over a window. */
export function trafficSeries(levels: Levels, window: Window, of: CellFilter = {}): TrafficSeries {
  const { step, at, counters } = countersByStep(levels, window, of)
  const requests = counters.map(requestsOf)
  return {
    step,
    at,
    requests,
    perSecond: requests.map((n) => (1000 * n) / step),
    cached: counters.map(cachedShare),
  }
}

/** Totals over a window: requests, requests per second, and the share of cached responses. */
export function trafficTotals(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  of: CellFilter = {},
): { readonly requests: number; readonly perSecond: number; readonly cached: number } {
  const counters = totalCounters(levels, window, of)
  const requests = requestsOf(counters)
  return { requests, perSecond: (1000 * requests) / (window.to - window.from), cached: cachedShare(counters) }
}

function cachedShare(counters: Counters): number {
  return (counters.get(FIELD.cached) ?? 0) / requestsOf(counters)
}
