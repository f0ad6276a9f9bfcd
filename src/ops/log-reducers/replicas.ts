/**
 * @file Replicas: how many replicas were warm when requests arrived at their model, and how many requests waited for a
 * replica to start.
 */
import type { Counters } from '../log/counters'
import { FIELD } from '../log/count-fields'
import type { Levels } from '../log/aggregation-levels'
import { countersByStep, type Window } from './window-counts'

export interface Replicas {
  /** Requests that waited for a replica to start (simulated). */
  readonly cold: number
  /** Mean number of warm replicas at the time a request arrives; NaN if no request reached a model. */
  readonly warm: number
}

export interface ReplicasSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly replicas: readonly Replicas[]
}

/** Computes the replica metrics from these counters. */
export function replicasOf(counters: Counters): Replicas {
  const get = (field: number) => counters.get(field) ?? 0
  return { cold: get(FIELD.cold), warm: get(FIELD.warm) / get(FIELD.asked) }
}

/** Cold starts and warm replicas over a window, for one version or for all versions. */
export function replicasSeries(levels: Levels, window: Window, of: { readonly version?: number } = {}): ReplicasSeries {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, replicas: counters.map(replicasOf) }
}
