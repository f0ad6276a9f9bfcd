/**
 * @file Batching: requests that arrive within a window are served together. A batch closes when it is full or its
 * window ends, and only then waits for a replica, so it is returned by a later `arrive` or by `until`.
 */
import type { ReplicaQueue, Served, Refused } from './replica-queue'

export interface BatchOptions {
  /** A batch of this size is full and closes. */
  readonly maxSize: number
  /** A batch that is not full closes this long after its first request. */
  readonly waitMs: number
  /** The service time of a batch of this size. */
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
  /** Adds a request; times never decrease. Returns the batches that have closed by then. */
  arrive(atMs: number): readonly Batch[]
  /** Returns the batch whose window has ended by then. */
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
