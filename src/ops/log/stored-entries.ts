/**
 * @file entriesSince: converts the stored portion of the log back to entries, so that readers can catch up after a
 * reload. If a request was labeled twice, only the later label is included.
 */
import type { Change, Entry, Labels, Requests } from '../log-entry'
import { copyRows, makeColumns } from './columns'
import { oldestId, slotOf, type RequestBuffer, UNLABELED } from './request-buffer'

/** Requests per batch; small enough that a batch can be copied between two frames. */
const BATCH = 4096

/** The stored entries since a given simulated time: first requests, then labels, then changes. */
export function entriesSince(buffer: RequestBuffer, changes: readonly Change[], from: number): readonly Entry[] {
  const first = firstSince(buffer, from)
  const batches: Requests[] = []
  for (let id = first; id < buffer.next; id += BATCH)
    batches.push(requestsOf(buffer, id, Math.min(buffer.next, id + BATCH)))
  const labels = labelsSince(buffer, from)
  return [...batches, ...(labels.count > 0 ? [labels] : []), ...changes.filter(({ at }) => at >= from)]
}

/** The ID of the oldest stored request that arrived at or after this time. */
function firstSince(buffer: RequestBuffer, from: number): number {
  let id = buffer.next
  while (id > oldestId(buffer)) {
    const slot = slotOf(buffer, id - 1)
    if (slot < 0 || (buffer.columns.at[slot] as number) < from) break
    id--
  }
  return id
}

function requestsOf(buffer: RequestBuffer, from: number, to: number): Requests {
  const { widths } = buffer
  const columns = makeColumns(to - from, widths)
  for (let id = from; id < to; ) {
    const slot = id % buffer.capacity
    const end = Math.min(to, id + buffer.capacity - slot)
    copyRows({ columns, widths }, id - from, buffer, slot, slot + end - id)
    id = end
  }
  return { kind: 'requests', first: from, count: to - from, width: widths.width, ...columns }
}

function labelsSince(buffer: RequestBuffer, from: number): Labels {
  return labelsAt(buffer, (slot) => (buffer.labelAt[slot] as number) >= from)
}

/** The labels of the stored requests in the selected slots, in order of arrival. */
export function labelsAt(buffer: RequestBuffer, isSelected: (slot: number) => boolean): Labels {
  const slots: number[] = []
  for (let id = oldestId(buffer); id < buffer.next; id++) {
    const slot = slotOf(buffer, id)
    if (slot >= 0 && buffer.labelBy[slot] !== UNLABELED && isSelected(slot)) slots.push(slot)
  }
  // The sort is stable, so labels that arrived at the same time stay in ID order.
  slots.sort((a, b) => (buffer.labelAt[a] as number) - (buffer.labelAt[b] as number))
  return {
    kind: 'labels',
    count: slots.length,
    id: Float64Array.from(slots, (slot) => buffer.id[slot] as number),
    label: Float32Array.from(slots, (slot) => buffer.label[slot] as number),
    at: Float64Array.from(slots, (slot) => buffer.labelAt[slot] as number),
    by: Uint8Array.from(slots, (slot) => buffer.labelBy[slot] as number),
  }
}
