/**
 * @file Waiting: mean queue length and mean queue time; the queue length is derived from the queue time of each request
 * using Little's law.
 */
import { FIELD } from '../log/count-fields'
import type { Levels } from '../log/aggregation-levels'
import { requestsOf } from './request-statuses'
import { countersByStep, type Window } from './window-counts'

export interface WaitingSeries {
  readonly step: number
  readonly at: readonly number[]
  /** Mean time in the queue for a replica, in milliseconds (simulated); NaN if there are no requests. */
  readonly waitedMs: readonly number[]
  /** Mean queue length: arrival rate times mean queue time (Little 1961). */
  readonly inLine: readonly number[]
}

/** Queue length and queue time over a window. */
export function waitingSeries(levels: Levels, window: Window): WaitingSeries {
  const { step, at, counters } = countersByStep(levels, window)
  const waited = counters.map((one) => (one.get(FIELD.waited) ?? 0) / 1000)
  return {
    step,
    at,
    waitedMs: waited.map((ms, i) => ms / requestsOf(counters[i] ?? new Map())),
    inLine: waited.map((ms) => ms / step),
  }
}
