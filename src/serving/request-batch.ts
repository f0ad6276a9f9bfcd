/** @file RequestBatch: collects finished requests as the columns of one log batch, in the order of their ids. */
import type { Widths } from '../ops/log/columns'
import { NO_VERSION_INDEX, type Requests } from '../ops/log-entry'
import type { RequestContext, RequestRun } from './request-context'

export interface RequestBatch {
  readonly count: number
  /** Maximum number of requests per batch. */
  readonly capacity: number
  add(run: RequestRun, end: RequestContext): void
  /**
   * Returns the requests added since the last call, with the columns trimmed to the number of requests; undefined if
   * there are none.
   */
  take(): Requests | undefined
}

/**
 * The widths of the columns, and the index in `times` of each stage's column; without `stageIndices`, stages and
 * columns are in the same order.
 */
export interface BatchSizes extends Widths {
  readonly stageIndices?: readonly number[]
}

/** Creates an empty batch for at most `capacity` requests. */
export function openRequestBatch(
  capacity: number,
  { stages, width, features = 0, stageIndices: places }: BatchSizes,
): RequestBatch {
  const inOrder = !places || (places.length === stages && places.every((place, i) => place === i))
  let batch = emptyColumns(capacity, stages, width, features)
  let count = 0
  return {
    capacity,
    get count() {
      return count
    },
    add(run, end) {
      const { request } = run
      if (count === 0) batch.first = request.id
      const i = count++
      batch.at[i] = request.at
      batch.source[i] = request.source
      batch.slice[i] = request.slice
      batch.row[i] = request.row
      batch.operator[i] = request.operator
      batch.strength[i] = request.strength
      batch.status[i] = end.status
      batch.verdict[i] = request.input.verdict
      batch.version[i] = end.version
      batch.alias[i] = end.alias
      batch.cached[i] = end.isCached ? 1 : 0
      batch.predicted[i] = end.predicted
      if (end.outputs) batch.outputs.set(end.outputs, i * width)
      else batch.outputs.fill(Number.NaN, i * width, (i + 1) * width)
      if (request.input.features) batch.features.set(request.input.features, i * features)
      else batch.features.fill(Number.NaN, i * features, (i + 1) * features)
      batch.shadowVersion[i] = run.shadowVersion
      batch.shadowPredicted[i] = run.shadowPredicted
      batch.shadowConfidence[i] = run.shadowConfidence
      if (inOrder) batch.times.set(run.stageTimes, i * stages)
      else {
        batch.times.fill(Number.NaN, i * stages, (i + 1) * stages)
        for (const [from, to] of places.entries()) batch.times[i * stages + to] = run.stageTimes[from] as number
      }
      batch.waited[i] = end.queuedMs
      batch.total[i] = end.totalMs
      batch.cold[i] = run.cold ? 1 : 0
      batch.warm[i] = run.warm
      batch.truth[i] = request.groundTruth
    },
    take() {
      if (count === 0) return undefined
      const taken = trimmed(batch, count, { stages, width, features })
      if (count === capacity) batch = emptyColumns(capacity, stages, width, features)
      count = 0
      return taken
    },
  }
}

type BatchColumns = ReturnType<typeof emptyColumns>

function emptyColumns(capacity: number, stages: number, width: number, features: number) {
  return {
    first: 0,
    at: new Float64Array(capacity),
    source: new Uint8Array(capacity),
    slice: new Uint16Array(capacity),
    row: new Int32Array(capacity),
    operator: new Uint8Array(capacity),
    strength: new Uint8Array(capacity),
    status: new Uint8Array(capacity),
    verdict: new Uint8Array(capacity),
    version: new Uint16Array(capacity).fill(NO_VERSION_INDEX),
    alias: new Uint8Array(capacity),
    cached: new Uint8Array(capacity),
    predicted: new Int16Array(capacity),
    outputs: new Float32Array(capacity * width),
    features: new Float32Array(capacity * features),
    shadowVersion: new Uint16Array(capacity),
    shadowPredicted: new Int16Array(capacity),
    shadowConfidence: new Float32Array(capacity),
    times: new Float32Array(capacity * stages),
    waited: new Float32Array(capacity),
    total: new Float32Array(capacity),
    cold: new Uint8Array(capacity),
    warm: new Uint8Array(capacity),
    truth: new Float32Array(capacity),
  }
}

/** Passes on a full batch without copying it; copies only the filled part of a partial batch. */
function trimmed(batch: BatchColumns, count: number, { stages, width, features }: Required<Widths>): Requests {
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

/** Returns the buffers of a log entry that can be transferred to another thread instead of being copied. */
export function transferablesOf(entry: object): ArrayBuffer[] {
  return Object.values(entry).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []))
}
