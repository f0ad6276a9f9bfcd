/** @file Latency: quantiles by nearest rank, within 1 %, of requests that were answered and of stages; and the time waited for a replica. */
import { sketchQuantile } from '../../metrics/quantile'
import type { Counters } from '../log/counters'
import { FIELD, sketchOf } from '../log/fields'
import type { Levels } from '../log/levels'
import { requestsOf } from './success'
import { type Of, steps, total, type Window } from './window'

export interface Latency {
  readonly count: number
  /** Milliseconds; NaN of no requests. */
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Mean milliseconds waited for a replica (simulated); of a stage NaN: its requests have waited together. */
  readonly waited: number
}

/** The latency of what was counted. */
export function latencyOf(counters: Counters): Latency {
  const sketch = sketchOf(counters)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => sketchQuantile(sketch, q)) as [number, number, number]
  const requests = requestsOf(counters)
  return {
    count: sketch.count,
    mean: sketch.sum / sketch.count,
    p50,
    p95,
    p99,
    waited: (counters.get(FIELD.waited) ?? 0) / 1000 / requests,
  }
}

/** Latency over a window. */
export function latencySeries(
  levels: Levels,
  window: Window,
  of: Of = {},
): { readonly step: number; readonly at: readonly number[]; readonly latency: readonly Latency[] } {
  const { step, at, counters } = steps(levels, window, of)
  return { step, at, latency: counters.map(latencyOf) }
}

/** Latency of a window as a whole. */
export function latencyTotals(levels: Levels, window: Pick<Window, 'from' | 'to'>, of: Of = {}): Latency {
  return latencyOf(total(levels, window, of))
}
