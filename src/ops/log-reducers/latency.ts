/**
 * @file Latency: quantiles for answered requests and for stages, computed by nearest rank and accurate to 1%, and the
 * time spent in the queue for a replica.
 */
import { sketchQuantile } from '../../metrics/latency-quantiles'
import type { Counters } from '../log/counters'
import { FIELD, latencySketch } from '../log/count-fields'
import type { Levels } from '../log/aggregation-levels'
import { requestsOf } from './request-statuses'
import { type CellFilter, countersByStep, totalCounters, type Window } from './window-counts'

export interface Latency {
  readonly count: number
  /** Latency statistics in milliseconds; NaN if there are no requests. */
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /**
   * Mean time in the queue for a replica, in milliseconds (simulated); NaN for a stage, because queue time is not
   * counted per stage.
   */
  readonly waited: number
}

/** Computes the latency from these counters. */
export function latencyOf(counters: Counters): Latency {
  const sketch = latencySketch(counters)
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
  of: CellFilter = {},
): { readonly step: number; readonly at: readonly number[]; readonly latency: readonly Latency[] } {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, latency: counters.map(latencyOf) }
}

/** Latency over an entire window. */
export function latencyTotals(levels: Levels, window: Pick<Window, 'from' | 'to'>, of: CellFilter = {}): Latency {
  return latencyOf(totalCounters(levels, window, of))
}
