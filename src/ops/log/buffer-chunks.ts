/**
 * @file Chunks of the request buffer as bytes: consecutive requests with their labels, stored column by column because
 * that compresses well.
 */
import { makeColumns, NARROW_COLUMNS, type Table } from './columns'
import { NOT_QUEUED } from '../log-entry'
import { CHUNK_REQUESTS, slotOf, type RequestBuffer } from './request-buffer'

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
