/** @file Replicas: how many were warm as requests came to their model, and how many requests waited for one that was being started. */
import type { Counters } from '../log/counters'
import { FIELD } from '../log/fields'
import type { Levels } from '../log/levels'
import { steps, type Window } from './window'

export interface Replicas {
  /** Requests that waited for a replica that was being started (simulated). */
  readonly cold: number
  /** Replicas that a request found warm, on average; NaN where none came to a model. */
  readonly warm: number
}

export interface ReplicasSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly replicas: readonly Replicas[]
}

/** Of what was counted. */
export function replicasOf(counters: Counters): Replicas {
  const get = (field: number) => counters.get(field) ?? 0
  return { cold: get(FIELD.cold), warm: get(FIELD.warm) / get(FIELD.asked) }
}

/** Cold starts and warm replicas over a window, of one version or of all. */
export function replicasSeries(levels: Levels, window: Window, of: { readonly version?: number } = {}): ReplicasSeries {
  const { step, at, counters } = steps(levels, window, of)
  return { step, at, replicas: counters.map(replicasOf) }
}
