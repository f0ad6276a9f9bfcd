/**
 * @file unlabeledRequestsOf: finds stored requests whose simulated ground truth has not been reported yet, so their
 * labels may still arrive.
 */
import { LABEL_SOURCES } from '../log-entry'
import { slotOf, type RequestBuffer } from './request-buffer'

/** Unlabeled requests in ascending order of ID. */
export interface UnlabeledRequests {
  readonly id: Float64Array<ArrayBuffer>
  readonly at: Float64Array<ArrayBuffer>
  readonly truth: Float32Array<ArrayBuffer>
}

const WORLD = LABEL_SOURCES.indexOf('world')

/** Finds the unlabeled requests that are still stored completely. */
export function unlabeledRequestsOf(buffer: RequestBuffer): UnlabeledRequests {
  const { truth, at } = buffer.columns
  const slots: number[] = []
  for (let id = Math.max(0, buffer.next - buffer.capacity); id < buffer.next; id++) {
    const slot = slotOf(buffer, id)
    // A label from the user does not rule out that a label from the simulation arrives later.
    if (slot >= 0 && !Number.isNaN(truth[slot]) && buffer.labelBy[slot] !== WORLD) slots.push(slot)
  }
  return {
    id: Float64Array.from(slots, (slot) => buffer.id[slot] as number),
    at: Float64Array.from(slots, (slot) => at[slot] as number),
    truth: Float32Array.from(slots, (slot) => truth[slot] as number),
  }
}
