/**
 * @file entriesSince: the stored part of the log as entries, so that readers can catch up after a reload. For a request that was labeled
 * twice, only the later label is left.
 */
import type { Change, Entry, Labels, Requests } from '../log-entry'
import { copyRows, makeColumns } from './columns'
import { oldestId, slotOf, type RequestRing, UNLABELLED } from './request-buffer'

/** Requests per batch: small enough to be copied between two frames. */
const BATCH = 4096

/** Stored entries from a simulated time on: requests, then labels, then changes. */
export function entriesSince(ring: RequestRing, changes: readonly Change[], from: number): readonly Entry[] {
  const first = firstSince(ring, from)
  const batches: Requests[] = []
  for (let id = first; id < ring.next; id += BATCH) batches.push(requestsOf(ring, id, Math.min(ring.next, id + BATCH)))
  const labels = labelsSince(ring, from)
  return [...batches, ...(labels.count > 0 ? [labels] : []), ...changes.filter(({ at }) => at >= from)]
}

/** The oldest stored request of this time or later. */
function firstSince(ring: RequestRing, from: number): number {
  let id = ring.next
  while (id > oldestId(ring)) {
    const slot = slotOf(ring, id - 1)
    if (slot < 0 || (ring.columns.at[slot] as number) < from) break
    id--
  }
  return id
}

function requestsOf(ring: RequestRing, from: number, to: number): Requests {
  const { widths } = ring
  const columns = makeColumns(to - from, widths)
  for (let id = from; id < to; ) {
    const slot = id % ring.capacity
    const end = Math.min(to, id + ring.capacity - slot)
    copyRows({ columns, widths }, id - from, ring, slot, slot + end - id)
    id = end
  }
  return { kind: 'requests', first: from, count: to - from, width: widths.width, ...columns }
}

function labelsSince(ring: RequestRing, from: number): Labels {
  return labelsAt(ring, (slot) => (ring.labelAt[slot] as number) >= from)
}

/** The labels of stored requests in selected slots, in order of arrival. */
export function labelsAt(ring: RequestRing, isSelected: (slot: number) => boolean): Labels {
  const slots: number[] = []
  for (let id = oldestId(ring); id < ring.next; id++) {
    const slot = slotOf(ring, id)
    if (slot >= 0 && ring.labelBy[slot] !== UNLABELLED && isSelected(slot)) slots.push(slot)
  }
  // The sort is stable, so simultaneous labels stay in the order of their ids.
  slots.sort((a, b) => (ring.labelAt[a] as number) - (ring.labelAt[b] as number))
  return {
    kind: 'labels',
    count: slots.length,
    id: Float64Array.from(slots, (slot) => ring.id[slot] as number),
    label: Float32Array.from(slots, (slot) => ring.label[slot] as number),
    at: Float64Array.from(slots, (slot) => ring.labelAt[slot] as number),
    by: Uint8Array.from(slots, (slot) => ring.labelBy[slot] as number),
  }
}
