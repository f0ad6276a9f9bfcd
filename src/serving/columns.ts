/** @file Columns: flights that ended, written into one batch of the log in the order of their ids. */
import type { Widths } from '../ops/log/columns'
import { NONE, type Requests } from '../ops/record'
import type { Flight, Token } from './request-context'

export interface Columns {
  readonly count: number
  /** Requests of one batch at most. */
  readonly room: number
  add(flight: Flight, end: Token): void
  /** All that was added since, cut to size; the next batch begins with what comes then. */
  take(): Requests | undefined
}

/** How wide what is written is, and in which of the columns of `times` each stage of a flight has its own; without `places` in their order. */
export interface Sizes extends Widths {
  readonly places?: readonly number[]
}

/** Room for batches of so many requests. */
export function openColumns(room: number, { stages, width, features = 0, places }: Sizes): Columns {
  const inOrder = !places || (places.length === stages && places.every((place, i) => place === i))
  let batch = fresh(room, stages, width, features)
  let count = 0
  return {
    room,
    get count() {
      return count
    },
    add(flight, end) {
      const { asked } = flight
      if (count === 0) batch.first = asked.id
      const i = count++
      batch.at[i] = asked.at
      batch.source[i] = asked.source
      batch.slice[i] = asked.slice
      batch.row[i] = asked.row
      batch.operator[i] = asked.operator
      batch.strength[i] = asked.strength
      batch.status[i] = end.status
      batch.verdict[i] = asked.known.verdict
      batch.version[i] = end.version
      batch.alias[i] = end.alias
      batch.cached[i] = end.cached ? 1 : 0
      batch.predicted[i] = end.predicted
      if (end.outputs) batch.outputs.set(end.outputs, i * width)
      else batch.outputs.fill(Number.NaN, i * width, (i + 1) * width)
      if (asked.known.features) batch.features.set(asked.known.features, i * features)
      else batch.features.fill(Number.NaN, i * features, (i + 1) * features)
      batch.shadowVersion[i] = flight.shadowVersion
      batch.shadowPredicted[i] = flight.shadowPredicted
      batch.shadowConfidence[i] = flight.shadowConfidence
      if (inOrder) batch.times.set(flight.times, i * stages)
      else {
        batch.times.fill(Number.NaN, i * stages, (i + 1) * stages)
        for (const [from, to] of places.entries()) batch.times[i * stages + to] = flight.times[from] as number
      }
      batch.waited[i] = end.waited
      batch.total[i] = end.spent
      batch.cold[i] = flight.cold ? 1 : 0
      batch.warm[i] = flight.warm
      batch.truth[i] = asked.truth
    },
    take() {
      if (count === 0) return undefined
      const taken = cut(batch, count, { stages, width, features })
      if (count === room) batch = fresh(room, stages, width, features)
      count = 0
      return taken
    },
  }
}

type Batch = ReturnType<typeof fresh>

function fresh(room: number, stages: number, width: number, features: number) {
  return {
    first: 0,
    at: new Float64Array(room),
    source: new Uint8Array(room),
    slice: new Uint16Array(room),
    row: new Int32Array(room),
    operator: new Uint8Array(room),
    strength: new Uint8Array(room),
    status: new Uint8Array(room),
    verdict: new Uint8Array(room),
    version: new Uint16Array(room).fill(NONE),
    alias: new Uint8Array(room),
    cached: new Uint8Array(room),
    predicted: new Int16Array(room),
    outputs: new Float32Array(room * width),
    features: new Float32Array(room * features),
    shadowVersion: new Uint16Array(room),
    shadowPredicted: new Int16Array(room),
    shadowConfidence: new Float32Array(room),
    times: new Float32Array(room * stages),
    waited: new Float32Array(room),
    total: new Float32Array(room),
    cold: new Uint8Array(room),
    warm: new Uint8Array(room),
    truth: new Float32Array(room),
  }
}

/** A full batch is handed over as it is; of another the part that is filled is copied. */
function cut(batch: Batch, count: number, { stages, width, features }: Required<Widths>): Requests {
  const { first, ...columns } = batch
  const whole = count === columns.at.length
  const part = <T extends { slice(from: number, to: number): T }>(values: T, size = 1): T =>
    whole ? values : values.slice(0, count * size)
  return {
    kind: 'requests',
    first,
    count,
    width,
    at: part(columns.at),
    source: part(columns.source),
    slice: part(columns.slice),
    row: part(columns.row),
    operator: part(columns.operator),
    strength: part(columns.strength),
    status: part(columns.status),
    verdict: part(columns.verdict),
    version: part(columns.version),
    alias: part(columns.alias),
    cached: part(columns.cached),
    predicted: part(columns.predicted),
    outputs: part(columns.outputs, width),
    features: part(columns.features, features),
    shadowVersion: part(columns.shadowVersion),
    shadowPredicted: part(columns.shadowPredicted),
    shadowConfidence: part(columns.shadowConfidence),
    times: part(columns.times, stages),
    waited: part(columns.waited),
    total: part(columns.total),
    cold: part(columns.cold),
    warm: part(columns.warm),
    truth: part(columns.truth),
  }
}

/** The memory of entries, to be handed over instead of copied. */
export function bulkOf(entry: object): ArrayBuffer[] {
  return Object.values(entry).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []))
}
