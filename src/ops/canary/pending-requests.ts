/**
 * @file Pending requests: the latest requests of a canary until their labels arrive, in typed columns of constant size.
 */

/** Requests that can wait for a label at once; a label of an older one is not counted. */
const CAPACITY = 65_536

export interface PendingRequests {
  readonly id: Float64Array
  readonly challenger: Uint8Array
  readonly slice: Uint16Array
  /** Key of the input; NaN for an external one. */
  readonly input: Float64Array
  readonly share: Float64Array
  /** The prediction: a class or a number; NaN if there was none. */
  readonly answer: Float32Array
  /** When it arrived, in simulated milliseconds. */
  readonly at: Float64Array
  readonly labelled: Uint8Array
}

/** An empty buffer. */
export function makePendingRequests(): PendingRequests {
  return {
    id: new Float64Array(CAPACITY).fill(-1),
    challenger: new Uint8Array(CAPACITY),
    slice: new Uint16Array(CAPACITY),
    input: new Float64Array(CAPACITY),
    share: new Float64Array(CAPACITY),
    answer: new Float32Array(CAPACITY),
    at: new Float64Array(CAPACITY),
    labelled: new Uint8Array(CAPACITY),
  }
}

/** Allocates the slot of a request, replacing its previous request. */
export function allocateSlot(memory: PendingRequests, id: number): number {
  const slot = id % CAPACITY
  memory.id[slot] = id
  memory.labelled[slot] = 0
  return slot
}

/** The slot of a stored request without a label, or -1. Only the first label counts, because the test is sequential. */
export function pendingSlot(memory: PendingRequests, id: number): number {
  const slot = id % CAPACITY
  return memory.id[slot] === id && memory.labelled[slot] === 0 ? slot : -1
}
