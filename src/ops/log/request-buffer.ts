/**
 * @file Ring buffer of the latest requests, stored in columns. The columns grow up to the capacity, so that memory usage
 * is limited. The slot of a request is its ID modulo the capacity, so that a label finds its request directly.
 */
import {
  answeringVersion,
  LABEL_SOURCES,
  type LabelSource,
  type Labels,
  LOAD_TEST,
  NO_VERSION_INDEX,
  NOT_QUEUED,
  type Requests,
} from '../log-entry'
import { type Columns, copyRows, makeColumns, NARROW_COLUMNS, type Table, type Widths, widthsOf } from './columns'

export const RING_CAPACITY = 200_000

/** The number of slots that a new ring buffer has memory for. */
const FIRST_SLOTS = 4096

/** Marks a request without a label. */
export const UNLABELED = 0xff

const PERSON = LABEL_SOURCES.indexOf('person')
/** Marks a label by the user that replaced one from another source; the numbers of sources stay far below. */
const CORRECTED = 0x7f

/** Requests per saved chunk. */
export const CHUNK_REQUESTS = 4096

export interface RequestBuffer {
  readonly capacity: number
  columns: Columns
  widths: Widths
  /** The request id in each slot that has memory, or -1. */
  id: Float64Array<ArrayBuffer>
  /** The label of the request in each slot; NaN if there is none. */
  label: Float32Array<ArrayBuffer>
  labelAt: Float64Array<ArrayBuffer>
  labelBy: Uint8Array<ArrayBuffer>
  /** The version that each request counts for, which a fold derives; chunks do not contain it. */
  counted: Uint16Array<ArrayBuffer>
  /** Chunks that have changed since they were last saved. */
  readonly changed: Set<number>
  /** The ID that the next request will get. */
  next: number
}

/** Creates an empty ring buffer. */
export function makeRequestBuffer(widths: Widths, capacity = RING_CAPACITY): RequestBuffer {
  return { capacity, widths, ...makeSlots(Math.min(capacity, FIRST_SLOTS), widths), changed: new Set(), next: 0 }
}

function makeSlots(count: number, widths: Widths) {
  return {
    columns: makeColumns(count, widths),
    id: new Float64Array(count).fill(-1),
    label: new Float32Array(count).fill(Number.NaN),
    labelAt: new Float64Array(count),
    labelBy: new Uint8Array(count).fill(UNLABELED),
    counted: new Uint16Array(count).fill(NO_VERSION_INDEX),
  }
}

/** Makes room for the slots of all requests with IDs below `next`. */
function reserve(buffer: RequestBuffer, next: number): void {
  const { capacity, widths, id, label, labelAt, labelBy, counted } = buffer
  const known = id.length
  if (known === capacity || next <= known) return
  const slots = makeSlots(Math.min(capacity, Math.max(next, 2 * known)), widths)
  copyRows({ columns: slots.columns, widths }, 0, buffer, 0, known)
  slots.id.set(id)
  slots.label.set(label)
  slots.labelAt.set(labelAt)
  slots.labelBy.set(labelBy)
  slots.counted.set(counted)
  Object.assign(buffer, slots)
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
  reserve(buffer, requests.first + to)
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

/**
 * The version that request `i` counts for: the one that answered or failed, or the one that was asked before a fallback
 * answered.
 */
export function countedVersion({ buffer }: { readonly buffer: RequestBuffer }, requests: Requests, i: number): number {
  const slot = (requests.first + i) % buffer.capacity
  // A buffer that is smaller than a batch has dropped the request already.
  const isStored = buffer.columns.at[slot] === requests.at[i]
  return isStored ? (buffer.counted[slot] as number) : answeringVersion(requests, i)
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
    const by = labels.by[i] as number
    buffer.labelBy[slot] = by === PERSON && isSampled(buffer, slot) ? CORRECTED : by
  }
}

/**
 * Whether the label in this slot may estimate how good a model is. Labels by hand may not: the label queue shows the
 * requests first that the model is least sure of, with chances that nobody knows, so they cannot be weighted either. A
 * correction by hand keeps its request, or the wrong predictions that callers report would leave the estimate.
 */
export function isSampled({ labelBy }: Pick<RequestBuffer, 'labelBy'>, slot: number): boolean {
  return labelBy[slot] !== UNLABELED && labelBy[slot] !== PERSON
}

/** Whether label `i`, which is not stored yet, is the first one of its request that may estimate how good a model is. */
export function isFirstSampled(
  buffer: Pick<RequestBuffer, 'labelBy'>,
  slot: number,
  labels: Labels,
  i: number,
): boolean {
  return !isSampled(buffer, slot) && labels.by[i] !== PERSON
}

/**
 * What label `i`, which is not stored yet, changes: whether it replaces a label that counts, whether it counts itself,
 * and how the number of requests changes that have labels by hand only.
 */
export function labelEffect(buffer: Pick<RequestBuffer, 'labelBy'>, slot: number, labels: Labels, i: number) {
  const replaces = isSampled(buffer, slot)
  const counts = replaces || isFirstSampled(buffer, slot, labels, i)
  const isLabeled = buffer.labelBy[slot] !== UNLABELED
  return { replaces, counts, byHand: replaces || counts !== isLabeled ? 0 : counts ? -1 : 1 }
}

/** The source of the label in this slot; undefined if there is none. */
export function labelSourceAt({ labelBy }: Pick<RequestBuffer, 'labelBy'>, slot: number): LabelSource | undefined {
  return labelBy[slot] === CORRECTED ? 'person' : LABEL_SOURCES[labelBy[slot] as number]
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
  const columns = makeColumns(buffer.id.length, widths)
  copyRows({ columns, widths }, 0, buffer, 0, Math.min(buffer.next, buffer.id.length))
  buffer.columns = columns
  buffer.widths = widths
  // The chunks saved so far have narrower columns, so all chunks must be saved again.
  if (buffer.next > 0) markChunks(buffer, oldestId(buffer), buffer.next - 1)
}

// Chunks are the buffer as bytes: consecutive requests with their labels, stored column by column because that
// compresses well.

/** Columns added in later versions of the format come last, because older chunks end before them. */
const ADDED_COLUMNS = ['cold', 'warm'] as const
const BASE_COLUMNS = NARROW_COLUMNS.filter((name) => !ADDED_COLUMNS.some((later) => later === name))

/**
 * Header length in bytes; the header contains the number of requests and the numbers of output, stage and feature
 * columns.
 */
const HEADER_BYTES = 16

/** Encodes the stored requests of a chunk; returns an empty array if there are none. */
export function packChunk(buffer: RequestBuffer, chunk: number): Uint8Array<ArrayBuffer> {
  const runs: Run[] = []
  let count = 0
  for (let id = chunk * CHUNK_REQUESTS; id < (chunk + 1) * CHUNK_REQUESTS; id++) {
    const slot = slotOf(buffer, id)
    if (slot >= 0) addToRuns(runs, slot, count++)
  }
  if (count === 0) return new Uint8Array(0)
  const { width, stages, features = 0 } = buffer.widths
  const parts = arraysOf(buffer, buffer).map(({ array, each }) => {
    const out = array.slice(0, count * each)
    for (const { slot, at, length } of runs) {
      out.set(array.subarray(slot * each, (slot + length) * each), at * each)
    }
    return new Uint8Array(out.buffer)
  })
  const bytes = new Uint8Array(HEADER_BYTES + parts.reduce((sum, part) => sum + part.length, 0))
  new Uint32Array(bytes.buffer, 0, 4).set([count, width, stages, features])
  let at = HEADER_BYTES
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Restores a saved chunk; throws if its bytes are invalid. */
export function unpackChunk(buffer: RequestBuffer, bytes: Uint8Array<ArrayBuffer>): void {
  const [count = 0, width = 0, stages = 0, features = 0] = new Uint32Array(bytes.slice(0, HEADER_BYTES).buffer)
  const { widths: ringWidths } = buffer
  if (
    count > CHUNK_REQUESTS ||
    width !== ringWidths.width ||
    stages !== ringWidths.stages ||
    features !== (ringWidths.features ?? 0)
  ) {
    throw new RangeError('not a chunk of this log')
  }
  const widths = { width, stages, features }
  const chunkTable = {
    columns: makeColumns(count, widths),
    widths,
    id: new Float64Array(count),
    label: new Float32Array(count),
    labelAt: new Float64Array(count),
    labelBy: new Uint8Array(count),
  }
  chunkTable.columns.warm.fill(NOT_QUEUED)
  const all = arraysOf(chunkTable, chunkTable)
  const bytesOf = (some: typeof all) => HEADER_BYTES + some.reduce((sum, { array }) => sum + array.byteLength, 0)
  const arrays = bytes.length === bytesOf(all) ? all : all.slice(0, -ADDED_COLUMNS.length)
  if (bytes.length !== bytesOf(arrays)) throw new RangeError('a chunk breaks off')
  let at = HEADER_BYTES
  for (const { array } of arrays) {
    new Uint8Array(array.buffer).set(bytes.subarray(at, at + array.byteLength))
    at += array.byteLength
  }
  reserve(buffer, 1 + chunkTable.id.reduce((most, id) => Math.max(most, id), -1))
  const into = arraysOf(buffer, buffer)
  const runs: Run[] = []
  for (let i = 0; i < count; i++) {
    const id = chunkTable.id[i] as number
    addToRuns(runs, id % buffer.capacity, i)
    buffer.next = Math.max(buffer.next, id + 1)
  }
  for (const [k, { array, each }] of all.entries()) {
    for (const { slot, at, length } of runs) {
      into[k]?.array.set(array.subarray(at * each, (at + length) * each), slot * each)
    }
  }
}

/**
 * A run of consecutive requests that starts at `slot` in the ring buffer and at `at` in the chunk; runs are split where
 * the ring wraps around.
 */
interface Run {
  readonly slot: number
  readonly at: number
  length: number
}

/** Appends a request to the last run, or starts a new run. */
function addToRuns(runs: Run[], slot: number, at: number): void {
  const last = runs.at(-1)
  if (last && slot === last.slot + last.length) last.length++
  else runs.push({ slot, at, length: 1 })
}

/** All arrays of a table and of its labels, each with the number of values per request. */
function arraysOf(
  { id, label, labelAt, labelBy }: Pick<RequestBuffer, 'id' | 'label' | 'labelAt' | 'labelBy'>,
  { columns, widths }: Table,
) {
  return [
    ...[id, label, labelAt, labelBy, ...BASE_COLUMNS.map((name) => columns[name])].map((array) => ({ array, each: 1 })),
    { array: columns.outputs, each: widths.width },
    { array: columns.times, each: widths.stages },
    { array: columns.features, each: widths.features ?? 0 },
    ...ADDED_COLUMNS.map((name) => ({ array: columns[name], each: 1 })),
  ]
}
