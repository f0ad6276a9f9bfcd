/** @file Chunks of the ring as bytes: its requests of so many ids with what was said of them, column by column, which packs well. */
import { makeColumns, NARROW, type Table } from './columns'
import { UNASKED } from '../record'
import { CHUNK, placeOf, type Ring } from './request-buffer'

/** Columns that came later stand at the end: a chunk that was kept before them ends there. */
const LATER = ['cold', 'warm'] as const
const EARLIER = NARROW.filter((name) => !LATER.some((later) => later === name))

/** Length of the head in bytes: how many requests, outputs, stages and features. */
const HEAD = 16

/** The requests of a chunk that are in the ring; empty where there are none. */
export function packChunk(ring: Ring, chunk: number): Uint8Array<ArrayBuffer> {
  const runs: Run[] = []
  let count = 0
  for (let id = chunk * CHUNK; id < (chunk + 1) * CHUNK; id++) {
    const place = placeOf(ring, id)
    if (place >= 0) grow(runs, place, count++)
  }
  if (count === 0) return new Uint8Array(0)
  const { width, stages, features = 0 } = ring.widths
  const parts = arraysOf(ring, ring).map(({ array, each }) => {
    const out = array.slice(0, count * each)
    for (const { place, at, length } of runs) {
      out.set(array.subarray(place * each, (place + length) * each), at * each)
    }
    return new Uint8Array(out.buffer)
  })
  const bytes = new Uint8Array(HEAD + parts.reduce((sum, part) => sum + part.length, 0))
  new Uint32Array(bytes.buffer, 0, 4).set([count, width, stages, features])
  let at = HEAD
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** Takes up a chunk as it was kept; throws where its bytes are not such. */
export function unpackChunk(ring: Ring, bytes: Uint8Array<ArrayBuffer>): void {
  const [count = 0, width = 0, stages = 0, features = 0] = new Uint32Array(bytes.slice(0, HEAD).buffer)
  const { widths: own } = ring
  if (count > CHUNK || width !== own.width || stages !== own.stages || features !== (own.features ?? 0)) {
    throw new RangeError('not a chunk of this log')
  }
  const widths = { width, stages, features }
  const small = {
    columns: makeColumns(count, widths),
    widths,
    id: new Float64Array(count),
    label: new Float32Array(count),
    labelAt: new Float64Array(count),
    labelBy: new Uint8Array(count),
  }
  small.columns.warm.fill(UNASKED)
  const all = arraysOf(small, small)
  const bytesOf = (some: typeof all) => HEAD + some.reduce((sum, { array }) => sum + array.byteLength, 0)
  const arrays = bytes.length === bytesOf(all) ? all : all.slice(0, -LATER.length)
  if (bytes.length !== bytesOf(arrays)) throw new RangeError('a chunk breaks off')
  let at = HEAD
  for (const { array } of arrays) {
    new Uint8Array(array.buffer).set(bytes.subarray(at, at + array.byteLength))
    at += array.byteLength
  }
  const into = arraysOf(ring, ring)
  const runs: Run[] = []
  for (let i = 0; i < count; i++) {
    const id = small.id[i] as number
    grow(runs, id % ring.capacity, i)
    ring.next = Math.max(ring.next, id + 1)
  }
  for (const [k, { array, each }] of all.entries()) {
    for (const { place, at, length } of runs) {
      into[k]?.array.set(array.subarray(at * each, (at + length) * each), place * each)
    }
  }
}

/** Requests that lie one after another in the ring, from `place`, and in the chunk, from `at`: all but where the ring begins anew. */
interface Run {
  readonly place: number
  readonly at: number
  length: number
}

/** Takes a request into the last run, or into one of its own. */
function grow(runs: Run[], place: number, at: number): void {
  const last = runs.at(-1)
  if (last && place === last.place + last.length) last.length++
  else runs.push({ place, at, length: 1 })
}

/** Every array of a table with what was said, and how many numbers a request has in it. */
function arraysOf(
  { id, label, labelAt, labelBy }: Pick<Ring, 'id' | 'label' | 'labelAt' | 'labelBy'>,
  { columns, widths }: Table,
) {
  return [
    ...[id, label, labelAt, labelBy, ...EARLIER.map((name) => columns[name])].map((array) => ({ array, each: 1 })),
    { array: columns.outputs, each: widths.width },
    { array: columns.times, each: widths.stages },
    { array: columns.features, each: widths.features ?? 0 },
    ...LATER.map((name) => ({ array: columns[name], each: 1 })),
  ]
}
