/**
 * @file The ring: the latest requests in full, in columns of a fixed size: memory is level from the first request on. A request lies at
 * its id modulo the capacity, so that a label finds it at once.
 */
import { type Labels, LOAD, type Requests } from '../record'
import { type Columns, copyRows, makeColumns, type Widths, widthsOf } from './columns'

export const RING = 200_000

/** Nobody has said what the answer should have been. */
export const UNLABELLED = 0xff

/** Requests of a chunk, as they are kept. */
export const CHUNK = 4096

export interface Ring {
  readonly capacity: number
  columns: Columns
  widths: Widths
  /** The request in each place, or -1. */
  readonly id: Float64Array<ArrayBuffer>
  /** NaN where there is none. */
  readonly label: Float32Array<ArrayBuffer>
  readonly labelAt: Float64Array<ArrayBuffer>
  readonly labelBy: Uint8Array<ArrayBuffer>
  /** Chunks of which something changed since they were last kept. */
  readonly changed: Set<number>
  /** The id after the newest. */
  next: number
}

/** A ring with nothing in it. */
export function openRing(widths: Widths, capacity = RING): Ring {
  return {
    capacity,
    widths,
    columns: makeColumns(capacity, widths),
    id: new Float64Array(capacity).fill(-1),
    label: new Float32Array(capacity).fill(Number.NaN),
    labelAt: new Float64Array(capacity),
    labelBy: new Uint8Array(capacity).fill(UNLABELLED),
    changed: new Set(),
    next: 0,
  }
}

/** Takes up requests [from, to) of a batch; the oldest make room. A batch with wider columns widens the ring once. */
export function append(ring: Ring, requests: Requests, from = 0, to = requests.count): void {
  if (to <= from) return
  const widths = widthsOf(requests)
  const { width, stages, features = 0 } = ring.widths
  if (widths.width > width || widths.stages > stages || widths.features > features) widen(ring, widths)
  const source = { columns: requests, widths }
  // Of a batch longer than the ring only its end stays.
  let at = Math.max(from, to - ring.capacity)
  while (at < to) {
    const place = (requests.first + at) % ring.capacity
    const end = Math.min(to, at + ring.capacity - place)
    copyRows(ring, place, source, at, end)
    for (let i = at; i < end; i++) ring.id[place + i - at] = requests.first + i
    markChunks(ring, requests.first + at, requests.first + end - 1)
    ring.label.fill(Number.NaN, place, place + end - at)
    ring.labelAt.fill(0, place, place + end - at)
    ring.labelBy.fill(UNLABELLED, place, place + end - at)
    at = end
  }
  ring.next = Math.max(ring.next, requests.first + to)
}

/** Where a request lies, or -1 where it is not kept (any more). */
export function placeOf(ring: Ring, id: number): number {
  const place = id % ring.capacity
  return ring.id[place] === id ? place : -1
}

/** The same of what is watched: -1 of a load test's requests, too. */
export function watchedPlaceOf(ring: Ring, id: number): number {
  const place = placeOf(ring, id)
  return place >= 0 && ring.columns.source[place] === LOAD ? -1 : place
}

/** Joins labels [from, to) to their requests; the latest word counts. */
export function join(ring: Ring, labels: Labels, from = 0, to = labels.count): void {
  for (let i = from; i < to; i++) {
    const place = placeOf(ring, labels.id[i] as number)
    if (place < 0) continue
    markChunks(ring, ring.id[place] as number, ring.id[place] as number)
    ring.label[place] = labels.label[i] as number
    ring.labelAt[place] = labels.at[i] as number
    ring.labelBy[place] = labels.by[i] as number
  }
}

/** The oldest id that may still be kept. */
export function oldest(ring: Ring): number {
  return Math.max(0, ring.next - ring.capacity)
}

function markChunks(ring: Ring, from: number, to: number): void {
  for (let chunk = Math.floor(from / CHUNK); chunk <= Math.floor(to / CHUNK); chunk++) ring.changed.add(chunk)
}

function widen(ring: Ring, { width, stages, features }: Required<Widths>): void {
  const widths = {
    width: Math.max(ring.widths.width, width),
    stages: Math.max(ring.widths.stages, stages),
    features: Math.max(ring.widths.features ?? 0, features),
  }
  const columns = makeColumns(ring.capacity, widths)
  copyRows({ columns, widths }, 0, ring, 0, ring.capacity)
  ring.columns = columns
  ring.widths = widths
  // What is kept of it is narrower.
  if (ring.next > 0) markChunks(ring, oldest(ring), ring.next - 1)
}
