/**
 * @file entriesSince: the ring's part of the log as entries again, so that what reads along takes up after a reload. Of a request that was
 * labelled twice only the later word is left.
 */
import type { Change, Entry, Labels, Requests } from '../record'
import { copyRows, makeColumns } from './columns'
import { oldest, placeOf, type Ring, UNLABELLED } from './request-buffer'

/** Requests of a batch: small enough to be copied between two frames. */
const BATCH = 4096

/** What happened from a virtual time on, as far as it is kept: requests, then what was said of any, then what was changed. */
export function entriesSince(ring: Ring, changes: readonly Change[], from: number): readonly Entry[] {
  const first = firstSince(ring, from)
  const batches: Requests[] = []
  for (let id = first; id < ring.next; id += BATCH) batches.push(requestsOf(ring, id, Math.min(ring.next, id + BATCH)))
  const said = labelsSince(ring, from)
  return [...batches, ...(said.count > 0 ? [said] : []), ...changes.filter(({ at }) => at >= from)]
}

/** The oldest kept request of this time or later. */
function firstSince(ring: Ring, from: number): number {
  let id = ring.next
  while (id > oldest(ring)) {
    const place = placeOf(ring, id - 1)
    if (place < 0 || (ring.columns.at[place] as number) < from) break
    id--
  }
  return id
}

function requestsOf(ring: Ring, from: number, to: number): Requests {
  const { widths } = ring
  const columns = makeColumns(to - from, widths)
  for (let id = from; id < to; ) {
    const place = id % ring.capacity
    const end = Math.min(to, id + ring.capacity - place)
    copyRows({ columns, widths }, id - from, ring, place, place + end - id)
    id = end
  }
  return { kind: 'requests', first: from, count: to - from, width: widths.width, ...columns }
}

function labelsSince(ring: Ring, from: number): Labels {
  return labelsAt(ring, (place) => (ring.labelAt[place] as number) >= from)
}

/** What was said of the kept requests whose places are wanted, in the order in which it came. */
export function labelsAt(ring: Ring, wanted: (place: number) => boolean): Labels {
  const places: number[] = []
  for (let id = oldest(ring); id < ring.next; id++) {
    const place = placeOf(ring, id)
    if (place >= 0 && ring.labelBy[place] !== UNLABELLED && wanted(place)) places.push(place)
  }
  // They lie by id: of what came at once the order stays that.
  places.sort((a, b) => (ring.labelAt[a] as number) - (ring.labelAt[b] as number))
  return {
    kind: 'labels',
    count: places.length,
    id: Float64Array.from(places, (place) => ring.id[place] as number),
    label: Float32Array.from(places, (place) => ring.label[place] as number),
    at: Float64Array.from(places, (place) => ring.labelAt[place] as number),
    by: Uint8Array.from(places, (place) => ring.labelBy[place] as number),
  }
}
