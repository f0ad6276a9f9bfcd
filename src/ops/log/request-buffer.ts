/**
 * @file Ring buffer of the latest requests, stored in columns of fixed size so that memory usage stays constant. The
 * slot of a request is its ID modulo the capacity, so that a label finds its request directly.
 */
import { type Labels, LOAD_TEST, type Requests } from '../log-entry'
import { type Columns, copyRows, makeColumns, type Widths, widthsOf } from './columns'

export const RING_CAPACITY = 200_000

/** Marks a request without a label. */
export const UNLABELED = 0xff

/** Requests per saved chunk. */
export const CHUNK_REQUESTS = 4096

export interface RequestBuffer {
  readonly capacity: number
  columns: Columns
  widths: Widths
  /** The request id in each slot, or -1. */
  readonly id: Float64Array<ArrayBuffer>
  /** The label of the request in each slot; NaN if there is none. */
  readonly label: Float32Array<ArrayBuffer>
  readonly labelAt: Float64Array<ArrayBuffer>
  readonly labelBy: Uint8Array<ArrayBuffer>
  /** Chunks that have changed since they were last saved. */
  readonly changed: Set<number>
  /** The ID that the next request will get. */
  next: number
}

/** Creates an empty ring buffer. */
export function makeRequestBuffer(widths: Widths, capacity = RING_CAPACITY): RequestBuffer {
  return {
    capacity,
    widths,
    columns: makeColumns(capacity, widths),
    id: new Float64Array(capacity).fill(-1),
    label: new Float32Array(capacity).fill(Number.NaN),
    labelAt: new Float64Array(capacity),
    labelBy: new Uint8Array(capacity).fill(UNLABELED),
    changed: new Set(),
    next: 0,
  }
}

/**
 * Appends requests [from, to) of a batch, overwriting the oldest requests. If the batch has wider columns, the ring
 * buffer is widened.
 */
export function appendRequests(buffer: RequestBuffer, requests: Requests, from = 0, to = requests.count): void {
  if (to <= from) return
  const widths = widthsOf(requests)
  const { width, stages, features = 0 } = buffer.widths
  if (widths.width > width || widths.stages > stages || widths.features > features) widen(buffer, widths)
  const source = { columns: requests, widths }
  // If a batch is longer than the ring buffer, only the end of the batch is stored.
  let at = Math.max(from, to - buffer.capacity)
  while (at < to) {
    const slot = (requests.first + at) % buffer.capacity
    const end = Math.min(to, at + buffer.capacity - slot)
    copyRows(buffer, slot, source, at, end)
    for (let i = at; i < end; i++) buffer.id[slot + i - at] = requests.first + i
    markChunks(buffer, requests.first + at, requests.first + end - 1)
    buffer.label.fill(Number.NaN, slot, slot + end - at)
    buffer.labelAt.fill(0, slot, slot + end - at)
    buffer.labelBy.fill(UNLABELED, slot, slot + end - at)
    at = end
  }
  buffer.next = Math.max(buffer.next, requests.first + to)
}

/** The slot of a request, or -1 if the request has not been stored or is no longer stored. */
export function slotOf(buffer: RequestBuffer, id: number): number {
  const slot = id % buffer.capacity
  return buffer.id[slot] === id ? slot : -1
}

/** The slot of a request, or -1 if the request is not stored or belongs to a load test, which is not monitored. */
export function monitoredSlotOf(buffer: RequestBuffer, id: number): number {
  const slot = slotOf(buffer, id)
  return slot >= 0 && buffer.columns.source[slot] === LOAD_TEST ? -1 : slot
}

/** Stores labels [from, to) with their requests; a later label replaces an earlier one. */
export function storeLabels(buffer: RequestBuffer, labels: Labels, from = 0, to = labels.count): void {
  for (let i = from; i < to; i++) {
    const slot = slotOf(buffer, labels.id[i] as number)
    if (slot < 0) continue
    markChunks(buffer, buffer.id[slot] as number, buffer.id[slot] as number)
    buffer.label[slot] = labels.label[i] as number
    buffer.labelAt[slot] = labels.at[i] as number
    buffer.labelBy[slot] = labels.by[i] as number
  }
}

/** The lowest request ID that may still be stored. */
export function oldestId(buffer: RequestBuffer): number {
  return Math.max(0, buffer.next - buffer.capacity)
}

function markChunks(buffer: RequestBuffer, from: number, to: number): void {
  for (let chunk = Math.floor(from / CHUNK_REQUESTS); chunk <= Math.floor(to / CHUNK_REQUESTS); chunk++)
    buffer.changed.add(chunk)
}

function widen(buffer: RequestBuffer, { width, stages, features }: Required<Widths>): void {
  const widths = {
    width: Math.max(buffer.widths.width, width),
    stages: Math.max(buffer.widths.stages, stages),
    features: Math.max(buffer.widths.features ?? 0, features),
  }
  const columns = makeColumns(buffer.capacity, widths)
  copyRows({ columns, widths }, 0, buffer, 0, buffer.capacity)
  buffer.columns = columns
  buffer.widths = widths
  // The chunks saved so far have narrower columns, so all chunks must be saved again.
  if (buffer.next > 0) markChunks(buffer, oldestId(buffer), buffer.next - 1)
}
