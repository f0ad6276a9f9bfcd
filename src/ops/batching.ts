/**
 * @file Batching: requests that arrive within a time window are served together. A batch closes when it is full or its
 * window ends, and only then waits for a replica; it is therefore returned by a later call to `arrive` or `until`.
 */
import type { ReplicaQueue, Served, Refused } from './replica-queue'

export interface BatchOptions {
  /** The batch size at which a batch is full and closes. */
  readonly maxSize: number
  /** How long after its first request a batch closes if it is not full, in milliseconds. */
  readonly waitMs: number
  /** The time it takes to serve a batch of this size, in milliseconds. */
  serviceMs(requests: number): number
}

/** A closed batch: each of its requests waited from its arrival until `outcome.startMs`. */
export interface Batch {
  /** The arrival time of each request. */
  readonly arrivals: readonly number[]
  readonly closedMs: number
  readonly outcome: Served | Refused
}

export interface Batching {
  /** Adds a request; times must never decrease. Returns the batches that have closed by that time. */
  arrive(atMs: number): readonly Batch[]
  /** Returns the batch whose window has ended by that time, if any. */
  until(atMs: number): readonly Batch[]
}

/** Adds batching in front of a queue. */
export function makeBatching(line: ReplicaQueue, { maxSize: most, waitMs, serviceMs }: BatchOptions): Batching {
  let open: number[] = []

  function close(closedMs: number): Batch {
    const arrivals = open
    open = []
    return { arrivals, closedMs, outcome: line.arrive(closedMs, serviceMs(arrivals.length), arrivals.length) }
  }
  function until(atMs: number): readonly Batch[] {
    const [first] = open
    return first !== undefined && first + waitMs <= atMs ? [close(first + waitMs)] : []
  }

  return {
    until,
    arrive(atMs) {
      const over = until(atMs)
      open.push(atMs)
      return open.length >= most || waitMs === 0 ? [...over, close(atMs)] : over
    },
  }
}
