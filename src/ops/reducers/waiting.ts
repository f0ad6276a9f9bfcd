/** @file Waiting: the mean queue length and waiting time, by Little's law from the waiting time of each request. */
import { FIELD } from '../log/count-fields'
import type { Levels } from '../log/aggregation-levels'
import { requestsOf } from './success'
import { countersByStep, type Window } from './window'

export interface WaitingSeries {
  readonly step: number
  readonly at: readonly number[]
  /** Mean milliseconds waited for a replica (simulated); NaN without requests. */
  readonly waitedMs: readonly number[]
  /** Mean queue length: arrival rate times mean waiting time (Little 1961). */
  readonly inLine: readonly number[]
}

/** Waiting over a window. */
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
