/**
 * @file Batching: requests that come within a window are served as one. A batch closes as it is full, or so long after its first
 * request; only then it waits for a replica, so answers come with a later request, or when somebody asks how things stand.
 */
import type { Line, Served, Turned } from './queue'

export interface BatchOptions {
  /** Requests of a full batch. */
  readonly most: number
  /** A batch that is not full closes so long after its first request. */
  readonly waitMs: number
  /** What a batch of so many takes. */
  serviceMs(requests: number): number
}

/** What became of a batch: each of its requests waited from its own arrival to `outcome.startMs`. */
export interface Batch {
  /** When each of its requests came. */
  readonly arrivals: readonly number[]
  readonly closedMs: number
  readonly outcome: Served | Turned
}

export interface Batching {
  /** A request; times never go back. Answers the batches that have closed by then. */
  arrive(atMs: number): readonly Batch[]
  /** The batch whose window is over by then. */
  until(atMs: number): readonly Batch[]
}

/** Batches in front of a line. */
export function makeBatching(line: Line, { most, waitMs, serviceMs }: BatchOptions): Batching {
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
