/**
 * @file Pending requests: the latest requests in a canary that are still waiting for labels, stored in typed arrays of
 * fixed size.
 */

/** The maximum number of requests that can wait for a label; labels for older requests are ignored. */
const CAPACITY = 65_536

export interface PendingRequests {
  readonly id: Float64Array
  readonly challenger: Uint8Array
  readonly slice: Uint16Array
  /** The key of the input, used to recognize repeated inputs; NaN for an external input. */
  readonly input: Float64Array
  readonly share: Float64Array
  /** The prediction: a class or a number; NaN if there was none. */
  readonly answer: Float32Array
  /** The arrival time in simulated milliseconds. */
  readonly at: Float64Array
  readonly labeled: Uint8Array
}

/** Creates an empty buffer. */
export function makePendingRequests(): PendingRequests {
  return {
    id: new Float64Array(CAPACITY).fill(-1),
    challenger: new Uint8Array(CAPACITY),
    slice: new Uint16Array(CAPACITY),
    input: new Float64Array(CAPACITY),
    share: new Float64Array(CAPACITY),
    answer: new Float32Array(CAPACITY),
    at: new Float64Array(CAPACITY),
    labeled: new Uint8Array(CAPACITY),
  }
}

/** Allocates the slot for a request, replacing the request that previously occupied it. */
export function allocateSlot(memory: PendingRequests, id: number): number {
  const slot = id % CAPACITY
  memory.id[slot] = id
  memory.labeled[slot] = 0
  return slot
}

/**
 * The slot of a stored request that has not been labeled yet, or -1. Only the first label of a request counts, because
 * the test is sequential.
 */
export function pendingSlot(memory: PendingRequests, id: number): number {
  const slot = id % CAPACITY
  return memory.id[slot] === id && memory.labeled[slot] === 0 ? slot : -1
}
