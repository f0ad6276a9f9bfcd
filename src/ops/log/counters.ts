/**
 * @file Counters: the counts in a time bucket, organized by cell (a combination of version and slice, or a stage) and
 * field, their binary format, and the fields: the quantities that are counted.
 */

import { exp, log } from '../../base/exact-math'
import { RELATIVE_ERROR, type Sketch } from '../../metrics/latency-quantiles'
import { NO_VERSION_INDEX } from '../log-entry'

/** Non-negative integers keyed by field number; zeros are omitted. */
export type Counters = Map<number, number>
export type Cells = Map<number, Counters>

const SLICES = 65_536
const STAGES = SLICES * SLICES

/** The cell for a version and a slice; requests that were not answered by any version have separate cells. */
export function cellOf(version: number, slice: number): number {
  return (version === NO_VERSION_INDEX ? 0 : version + 1) * SLICES + slice
}

/** The cell for a stage. */
export function stageCell(stage: number): number {
  return STAGES + stage
}

/** Decodes what a cell counts; `version` is undefined for requests that were not answered by any version. */
export function cellName(
  cell: number,
):
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'slice'; readonly version?: number; readonly slice: number } {
  if (cell >= STAGES) return { kind: 'stage', stage: cell - STAGES }
  const version = Math.floor(cell / SLICES) - 1
  return { kind: 'slice', ...(version < 0 ? {} : { version }), slice: cell % SLICES }
}

/** The counters of a cell, created on first use. */
export function countersIn(cells: Cells, cell: number): Counters {
  let counters = cells.get(cell)
  if (!counters) {
    counters = new Map()
    cells.set(cell, counters)
  }
  return counters
}

/**
 * Adds `by` to a field. The result is clamped at 0, because correcting a count that was lost could otherwise make it
 * negative.
 */
export function bump(counters: Counters, field: number, by: number): void {
  const sum = (counters.get(field) ?? 0) + by
  if (sum > 0) counters.set(field, sum)
  else counters.delete(field)
}

/** Adds all counts in `more` to `to`. */
export function addCounters(to: Counters, more: Counters): void {
  for (const [field, value] of more) bump(to, field, value)
}

const writer = varintWriter()

/** Encodes cells as bytes; identical counts always produce identical bytes. */
export function encodeCells(cells: Cells): Uint8Array<ArrayBuffer> {
  for (const cell of rising(cells)) {
    const counters = cells.get(cell) as Counters
    if (counters.size === 0) continue
    writer.write(cell)
    writer.write(counters.size)
    let before = 0
    for (const field of rising(counters)) {
      writer.write(field - before)
      writer.write(counters.get(field) as number)
      before = field
    }
  }
  return writer.take()
}

/** The keys in ascending order, as a typed array because typed arrays sort many times faster. */
function rising(map: ReadonlyMap<number, unknown>): Float64Array {
  const keys = new Float64Array(map.size)
  let at = 0
  for (const key of map.keys()) keys[at++] = key
  return map.size < 2 ? keys : keys.sort()
}

/** Decodes cells from bytes. */
export function decodeCells(bytes: Uint8Array): Cells {
  const reader = varintReader(bytes)
  const cells: Cells = new Map()
  while (!reader.done) {
    const counters = countersIn(cells, reader.read())
    let field = 0
    for (let left = reader.read(); left > 0; left--) {
      field += reader.read()
      counters.set(field, reader.read())
    }
  }
  return cells
}

// Varints encode integers from 0 to 2^53 in as few bytes as possible, with seven bits per byte, least significant bits
// first (LEB128).

export interface Writer {
  write(value: number): void
  /** Returns the bytes written so far and resets the writer, reusing the same memory. */
  take(): Uint8Array<ArrayBuffer>
}

/** Creates a writer for a sequence of numbers. */
export function varintWriter(): Writer {
  let buffer = new Uint8Array(256)
  let at = 0
  return {
    write(value) {
      if (at + 8 > buffer.length) {
        const larger = new Uint8Array(2 * buffer.length)
        larger.set(buffer)
        buffer = larger
      }
      let rest = value
      while (rest >= 128) {
        buffer[at++] = 128 + (rest % 128)
        rest = Math.floor(rest / 128)
      }
      buffer[at++] = rest
    },
    take() {
      const bytes = buffer.slice(0, at)
      at = 0
      return bytes
    },
  }
}

/** Creates a reader; it throws if the bytes are truncated. */
export function varintReader(bytes: Uint8Array): { read(): number; readonly done: boolean } {
  let at = 0
  return {
    read() {
      let [value, scale] = [0, 1]
      for (;;) {
        const byte = bytes[at++]
        if (byte === undefined) throw new RangeError('numbers break off')
        value += (byte & 127) * scale
        if (byte < 128) return value
        scale *= 128
      }
    },
    get done() {
      return at >= bytes.length
    },
  }
}

export const FIELD = {
  /** Add the status index to this field number. */
  status: 0,
  cached: 8,
  /**
   * `sure` is the number of predictions that have a confidence, followed by the sum of their confidences and the sum of
   * the squared confidences, in millionths.
   */
  sure: 9,
  confidence: 10,
  confidence2: 11,
  /** Sums in microseconds: queue time of requests that were not rejected (`waited`), and response time of answered requests (`total`). */
  waited: 12,
  total: 13,
  /**
   * The numbers of all labels that have arrived, labels for requests with a prediction, and labels that match the
   * prediction, followed by the sum of the delays from request to label in seconds. Labels by hand do not count.
   */
  labels: 14,
  labeled: 15,
  right: 16,
  delay: 17,
  /**
   * According to simulated ground truth, for grading only: the number of predictions whose ground truth is known, and
   * the number of wrong predictions among them (`harmed`).
   */
  known: 18,
  harmed: 19,
  shadowed: 20,
  disagreed: 21,
  /**
   * For regression: the sum of the absolute errors of labeled predictions, split into an integer part and millionths.
   */
  errorWhole: 22,
  errorPart: 23,
  /**
   * For a stage: the number of requests that passed through it, and the total time they spent there in microseconds.
   */
  passed: 24,
  spent: 25,
  /**
   * The number of requests that waited for a replica to start, the number of requests that reached a model, and the
   * total number of replicas that were warm when those requests arrived.
   */
  cold: 26,
  asked: 27,
  warm: 28,
  /**
   * The sum in microseconds of the time that requests spent in the queue during this bucket, whenever they arrived.
   * Divided by the length of the bucket, it is the mean number of requests in the queue.
   */
  queued: 29,
  /** The number of inputs that an input guard flagged. */
  flagged: 30,
  /** The number of requests whose only labels are by hand. */
  byHand: 31,
  /**
   * Add four times the confidence bin to this field number. Each bin has four fields: predictions, labeled predictions,
   * correct predictions, and the confidence sum of labeled predictions in millionths.
   */
  bins: 32,
  /** Add the latency bucket to this field number; counts answered requests or, for a stage, all requests. */
  latency: 4096,
  /** Add the predicted class to this field number. */
  predicted: 1 << 16,
  /** Add the label multiplied by 2^16, plus the predicted class, to this field number. */
  confusion: 2 ** 32,
} as const

/**
 * The number of confidence bins; they have equal width and include their upper edge, as in `metrics/calibration.ts`.
 */
export const BINS = 15

export const MILLION = 1_000_000

/** Converts milliseconds to an integer number of microseconds; 0 for NaN. */
export function micro(ms: number): number {
  return Number.isNaN(ms) ? 0 : Math.round(ms * 1000)
}

/** The bin that contains a confidence value; bin edges are i / BINS in floating-point arithmetic. */
export function binOf(confidence: number): number {
  let bin = Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1))
  if (bin < BINS - 1 && confidence > (bin + 1) / BINS) bin++
  else if (bin > 0 && confidence <= bin / BINS) bin--
  return bin
}

/** Latency buckets as in `metrics/latency-quantiles.ts`, starting at one microsecond; bucket 0 is for shorter times. */
const LN_RATIO = log((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR))
const MIN_MS = 1e-3
const FIRST_BUCKET = Math.ceil(log(MIN_MS) / LN_RATIO)
const BUCKETS = Math.ceil(log(1e8) / LN_RATIO) - FIRST_BUCKET + 2

/** The latency bucket for a time given in milliseconds. */
export function bucketOf(ms: number): number {
  if (!(ms >= MIN_MS)) return 0
  return Math.max(1, Math.min(BUCKETS - 1, Math.ceil(log(ms) / LN_RATIO) - FIRST_BUCKET + 1))
}

/** Converts the counted latencies to a sketch from which quantiles can be computed. */
export function latencySketch(counters: ReadonlyMap<number, number>): Sketch {
  const counts = Array.from({ length: BUCKETS - 1 }, (_, i) => counters.get(FIELD.latency + 1 + i) ?? 0)
  const none = counters.get(FIELD.latency) ?? 0
  const [first, last] = [counts.findIndex((n) => n > 0), counts.findLastIndex((n) => n > 0)]
  const all = counts.reduce((sum, n) => sum + n, none)
  return {
    count: all,
    sum: (counters.get(FIELD.total) ?? counters.get(FIELD.spent) ?? 0) / 1000,
    // The minimum and maximum are known only to within the width of a bucket, which is a relative error of at most 1%.
    min: none > 0 || first < 0 ? 0 : middleOf(FIRST_BUCKET + first),
    max: last < 0 ? 0 : middleOf(FIRST_BUCKET + last),
    none,
    from: FIRST_BUCKET + Math.max(0, first),
    counts: first < 0 ? [] : counts.slice(first, last + 1),
  }
}

function middleOf(bucket: number): number {
  return (2 * exp(bucket * LN_RATIO)) / ((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR) + 1)
}

// A tally holds dense counts for the current hour, which make counting a request as cheap as incrementing array
// elements. The counts are added to the hour and day buckets before those are read.

/** Layout of a cell's array: the small fields first, then the latency buckets, then the first classes. */
const SMALL = FIELD.bins + 4 * BINS
const TIMES = SMALL + BUCKETS
const CLASSES = 128
const LENGTH = TIMES + CLASSES

/** The counts in one cell. */
interface Counts {
  readonly dense: Float64Array
  /** Indices in the array at which the count is nonzero. */
  readonly touched: number[]
  /** Counts of fields that have no index in the array. */
  readonly rest: Map<number, number>
}

export interface Tally {
  /** The hour that the counts belong to; -1 if there are none. */
  hour: number
  readonly cells: Map<number, Counts>
}

/** Creates an empty tally. */
export function openTally(): Tally {
  return { hour: -1, cells: new Map() }
}

/** The counts of a cell, created on first use. */
export function countsIn(tally: Tally, cell: number): Counts {
  let counts = tally.cells.get(cell)
  if (!counts) {
    counts = { dense: new Float64Array(LENGTH), touched: [], rest: new Map() }
    tally.cells.set(cell, counts)
  }
  return counts
}

/** Adds `by`, which must be positive, to the count of a field. */
export function add({ dense, touched, rest: others }: Counts, field: number, by: number): void {
  const index = fieldIndex(field)
  if (index < 0) {
    others.set(field, (others.get(field) ?? 0) + by)
    return
  }
  const before = dense[index] as number
  if (before === 0) touched.push(index)
  dense[index] = before + by
}

/** Adds all counts to the given cells and clears the tally. */
export function drainTally(tally: Tally, into: readonly Cells[]): void {
  for (const [cell, { dense, touched, rest: others }] of tally.cells) {
    if (touched.length + others.size === 0) continue
    for (const cells of into) {
      const counters = countersIn(cells, cell)
      for (const index of touched) bump(counters, fieldAt(index), dense[index] as number)
      for (const [field, by] of others) bump(counters, field, by)
    }
    for (const index of touched) dense[index] = 0
    touched.length = 0
    others.clear()
  }
}

function fieldIndex(field: number): number {
  if (field < SMALL) return field
  if (field < FIELD.latency + BUCKETS) return SMALL + field - FIELD.latency
  return field < FIELD.predicted + CLASSES ? TIMES + field - FIELD.predicted : -1
}

function fieldAt(index: number): number {
  if (index < SMALL) return index
  return index < TIMES ? FIELD.latency + index - SMALL : FIELD.predicted + index - TIMES
}
