/** @file Waiting: how many requests stood in line on average, and for how long, by Little's law from what each waited. */
import { FIELD } from '../log/fields'
import type { Levels } from '../log/levels'
import { requestsOf } from './success'
import { steps, type Window } from './window'

export interface WaitingSeries {
  readonly step: number
  readonly at: readonly number[]
  /** Mean milliseconds waited for a replica (simulated); NaN where nothing came. */
  readonly waitedMs: readonly number[]
  /** Requests in line on average: arrivals a time, times what each waited (Little 1961). */
  readonly inLine: readonly number[]
}

/** Waiting over a window. */
export function waitingSeries(levels: Levels, window: Window): WaitingSeries {
  const { step, at, counters } = steps(levels, window)
  const waited = counters.map((one) => (one.get(FIELD.waited) ?? 0) / 1000)
  return {
    step,
    at,
    waitedMs: waited.map((ms, i) => ms / requestsOf(counters[i] ?? new Map())),
    inLine: waited.map((ms) => ms / step),
  }
}
