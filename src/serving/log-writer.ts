/** @file LogWriter: writes the requests, labels and changes of a service to log batches, ordered by id and time. */

import { isList, isRecord } from '../data/describe-value'
import { makeColumns, sliceColumns, type Widths } from '../ops/log/columns'
import type { RetainedInput } from '../ops/log/stored-entries'
import { type Change, type Entry, LABEL_SOURCES, type LabelSource, type Requests } from '../ops/log-entry'
import { MINUTE_MS } from '../ops/request-arrivals'
import type { RequestContext, RequestRun } from './request-context'
import type { ReadColumn } from './validate-input'

/** Maximum number of requests per log batch. */
const BATCH_REQUESTS = 8192

export interface LogWriter {
  /** The id of the next request, which the caller increments. */
  nextId: number
  /** The current simulated time in ms. */
  at: number
  /**
   * Adds a finished request. It is written once all requests with lower ids have been written; then `release` is called
   * with its RequestRun.
   */
  addRequest(run: RequestRun, end: RequestContext, release?: (run: RequestRun) => void): void
  addChange(what: Change['what'], at?: number): void
  addLabels(
    labels: readonly { readonly request: number; readonly label: number; readonly at?: number }[],
    by: LabelSource,
  ): void
  /** Sets the stages for the following requests: the number of time columns, and the column index of each stage. */
  setStages(stages: number, places: readonly number[]): void
  /** Returns the entries since the last call. */
  take(): Entry[]
  /** Turns a second copy of the entries on or off; `readUnread` returns this copy. */
  setWatched(on: 'on' | 'off'): void
  /** Returns the entries of the second copy since the last call, if that copy is turned on; does not affect `take`. */
  readUnread(): Entry[]
  /** The number of requests that have arrived but are not finished. */
  readonly openRequests: number
}

/** Creates a log writer for requests with these column widths; `first` is the first request id. */
export function openLogWriter({
  first = 0,
  at = 0,
  ...sizes
}: BatchSizes & { first?: number; at?: number }): LogWriter {
  let columns = openRequestBatch(sizes)
  let entries: Entry[] = []
  let written = first
  const overtaking = new Map<
    number,
    { readonly run: RequestRun; readonly end: RequestContext; readonly release?: (run: RequestRun) => void }
  >()

  let unreadEntries: Entry[] | undefined

  function add(entry: Entry): void {
    entries.push(entry)
    // Entries are transferred to the page, so the reader of the second copy gets a clone.
    unreadEntries?.push(entry.kind === 'change' ? entry : structuredClone(entry))
  }
  function flush(): void {
    const taken = columns.take()
    if (taken) add(taken)
  }
  function write(run: RequestRun, end: RequestContext): void {
    columns.add(run, end)
    written++
    if (columns.count === BATCH_REQUESTS) flush()
  }

  const logWriter: LogWriter = {
    nextId: first,
    at,
    addRequest(run, end, release) {
      if (run.request.id !== written) {
        overtaking.set(run.request.id, { run, end, ...(release && { release }) })
        return
      }
      write(run, end)
      release?.(run)
      for (let waiting = overtaking.get(written); waiting; waiting = overtaking.get(written)) {
        overtaking.delete(written)
        write(waiting.run, waiting.end)
        waiting.release?.(waiting.run)
      }
    },
    addChange(what, when = logWriter.at) {
      flush()
      add({ kind: 'change', at: when, what })
    },
    addLabels(labels, by) {
      flush()
      add({
        kind: 'labels',
        count: labels.length,
        id: Float64Array.from(labels, ({ request }) => request),
        label: Float32Array.from(labels, ({ label }) => label),
        at: Float64Array.from(labels, (one) => one.at ?? logWriter.at),
        by: new Uint8Array(labels.length).fill(LABEL_SOURCES.indexOf(by)),
      })
    },
    setStages(stages, places) {
      flush()
      columns = openRequestBatch({ ...sizes, stages, stageIndices: places })
    },
    take() {
      flush()
      const taken = entries
      entries = []
      return taken
    },
    setWatched(on) {
      flush()
      unreadEntries = on === 'on' ? [] : undefined
    },
    readUnread() {
      flush()
      const unread = unreadEntries ?? []
      if (unreadEntries) unreadEntries = []
      return unread
    },
    get openRequests() {
      return logWriter.nextId - written
    },
  }
  return logWriter
}

// Collects finished requests as the columns of one log batch, in the order of their ids.

/**
 * The widths of the columns, and the index in `times` of each stage's column; without `stageIndices`, stages and
 * columns are in the same order.
 */
export interface BatchSizes extends Widths {
  readonly stageIndices?: readonly number[]
}

/** Creates an empty batch. */
function openRequestBatch({ stages, width, features = 0, stageIndices: places }: BatchSizes) {
  const widths = { stages, width, features }
  const inOrder = !places || (places.length === stages && places.every((place, i) => place === i))
  let batch = makeColumns(BATCH_REQUESTS, widths)
  let first = 0
  let count = 0
  return {
    get count() {
      return count
    },
    add(run: RequestRun, end: RequestContext): void {
      const { request } = run
      if (count === 0) first = request.id
      const i = count++
      batch.at[i] = request.at
      batch.source[i] = request.source
      batch.slice[i] = request.slice
      batch.row[i] = request.row
      batch.operator[i] = request.operator
      batch.strength[i] = request.strength
      batch.status[i] = end.status
      batch.verdict[i] = end.verdict || request.input.verdict
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
    /** Returns the requests added since the last call; undefined if there are none. */
    take(): Requests | undefined {
      if (count === 0) return undefined
      const isFull = count === BATCH_REQUESTS
      // A full batch is passed on without copying it.
      const columns = isFull ? batch : sliceColumns({ columns: batch, widths }, 0, count)
      const taken: Requests = { kind: 'requests', first, count, width, ...columns }
      if (isFull) batch = makeColumns(BATCH_REQUESTS, widths)
      count = 0
      return taken
    },
  }
}

/** Returns the buffers of a log entry that can be transferred to another thread instead of being copied. */
export function transferablesOf(entry: object): ArrayBuffer[] {
  return Object.values(entry).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []))
}

// retainedInput: converts the input of an external request to the form in which it is stored with the request, so
// that it can be inspected and labeled later.

/**
 * Returns the values of a row, or the numbers of a row that is a single image or array; undefined for a mix of both and
 * for other values.
 */
export function retainedInput(
  row: unknown,
  columns: readonly Pick<ReadColumn, 'name' | 'form'>[],
): RetainedInput | undefined {
  if (!isRecord(row)) return undefined
  const entries = Object.entries(row)
  const [only] = entries
  const list = entries.length === 1 && only ? flatNumbers(only[1]) : undefined
  if (list) {
    if (!list.every((one) => typeof one === 'number' && Number.isFinite(one))) return undefined
    const shape = columns.find(({ name }) => name === only?.[0])?.form.shape ?? []
    const size = shape.reduce((product, n) => product * n, 1)
    return { kind: 'tensor', shape: size === list.length ? shape : [list.length], data: Float32Array.from(list) }
  }
  const plain = entries.filter((entry): entry is [string, string | number | boolean | null] => isPlain(entry[1]))
  return plain.length === entries.length ? { kind: 'values', values: Object.fromEntries(plain) } : undefined
}

/** Flattens nested lists of numbers into one list; undefined for other values. */
function flatNumbers(value: unknown): readonly number[] | undefined {
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array)
  return isList(value) ? (Array.from(value as readonly unknown[]).flat(3) as readonly number[]) : undefined
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

// DeviceTime: lets the simulated time of a log go on with the device's clock while requests arrive from outside, so
// that their minutes end and their objectives are evaluated.

/** Creates a device time for a log; `stop` when something else moves the log's time on. */
export function openDeviceTime(logWriter: Pick<LogWriter, 'at'>) {
  /** The device time that the log's time corresponds to; undefined until a request arrives. */
  let deviceMs: number | undefined
  /** The end of the simulated minute of the last request. */
  let minuteEnd = 0
  /** The minute up to which `endMinute` has reported. */
  let reported: number | undefined
  const minuteNow = () => Math.floor(logWriter.at / MINUTE_MS)
  function advance(most: number): void {
    const now = performance.now()
    const passed = Math.min(Math.max(0, now - (deviceMs ?? now)), most)
    deviceMs = (deviceMs ?? now) + passed
    logWriter.at += passed
  }
  return {
    /**
     * Moves the time on to the arrival of a request. A scenario in progress keeps its own time, because a part of it
     * would be skipped.
     */
    follow(playback: { readonly isOver: boolean } | undefined) {
      if (playback?.isOver === false) return
      reported ??= minuteNow()
      advance(Number.POSITIVE_INFINITY)
      minuteEnd = (minuteNow() + 1) * MINUTE_MS
    },
    /**
     * Lets the minute of the last request end, even if no other request follows; returns whether a minute has ended
     * since the last call. Then the time waits for the next request, so that an unused service does not skip the start
     * of its scenario.
     */
    endMinute(): boolean {
      if (logWriter.at < minuteEnd) advance(minuteEnd - logWriter.at)
      const hasEnded = reported !== undefined && minuteNow() > reported
      if (hasEnded) reported = minuteNow()
      return hasEnded
    },
    stop() {
      deviceMs = undefined
      minuteEnd = 0
      reported = undefined
    },
  }
}
