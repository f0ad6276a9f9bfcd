/** @file Traffic: requests a second over time, and how many of them the cache answered. */
import type { Counters } from '../log/counters'
import { FIELD } from '../log/fields'
import type { Levels } from '../log/levels'
import { requestsOf } from './success'
import { type Of, steps, total, type Window } from './window'

export interface TrafficSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly requests: readonly number[]
  /** A second, on average over each step; of the last as if it were whole. */
  readonly perSecond: readonly number[]
  /** The share the cache answered; NaN where nothing came. */
  readonly cached: readonly number[]
}

/** Traffic over a window. */
export function trafficSeries(levels: Levels, window: Window, of: Of = {}): TrafficSeries {
  const { step, at, counters } = steps(levels, window, of)
  const requests = counters.map(requestsOf)
  return {
    step,
    at,
    requests,
    perSecond: requests.map((n) => (1000 * n) / step),
    cached: counters.map(cachedShare),
  }
}

/** Of a window: all requests, requests a second, and the share the cache answered. */
export function trafficTotals(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  of: Of = {},
): { readonly requests: number; readonly perSecond: number; readonly cached: number } {
  const counters = total(levels, window, of)
  const requests = requestsOf(counters)
  return { requests, perSecond: (1000 * requests) / (window.to - window.from), cached: cachedShare(counters) }
}

function cachedShare(counters: Counters): number {
  return (counters.get(FIELD.cached) ?? 0) / requestsOf(counters)
}
