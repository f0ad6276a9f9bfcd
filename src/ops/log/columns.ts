/**
 * @file Columns of requests: the single definition of what a batch stores for each request, with functions for
 * creating, copying and reading the columns.
 */

const bytes = (length: number) => new Uint8Array(length)
const shorts = (length: number) => new Uint16Array(length)
const classes = (length: number) => new Int16Array(length)
const floats = (length: number) => new Float32Array(length)
const doubles = (length: number) => new Float64Array(length)

/** The columns with one value per request, in the order in which they are hashed and saved. */
const NARROW = {
  /** Simulated milliseconds since the service started. */
  at: doubles,
  source: bytes,
  /** Index into the dictionary's slices. */
  slice: shorts,
  /** The row in the request's source, or -1 for an external input, which is stored separately under the request ID. */
  row: (length: number) => new Int32Array(length),
  /** The drift operator (an index into the dictionary), and the strength of the drift in steps of 1/32. */
  operator: bytes,
  strength: bytes,
  status: bytes,
  /** Index into the dictionary's verdicts. */
  verdict: bytes,
  /** Index into the dictionary's versions, or NO_VERSION_INDEX. */
  version: shorts,
  alias: bytes,
  cached: bytes,
  /** The predicted class, or -1 if there is none. */
  predicted: classes,
  /**
   * The shadow model's version (an index into the dictionary's versions, or NO_VERSION_INDEX), its predicted class and
   * its confidence.
   */
  shadowVersion: shorts,
  shadowPredicted: classes,
  shadowConfidence: floats,
  /** Milliseconds spent in the queue for a replica (simulated), and in total from arrival to response. */
  waited: floats,
  total: floats,
  /** Simulated ground truth; NaN if unknown. It is used for grading but never by detectors. */
  truth: floats,
  /** 1 if the request waited for a cold start (simulated). */
  cold: bytes,
  /**
   * The number of warm replicas of the last model the request reached, at the time it was reached (simulated), or
   * NOT_QUEUED.
   */
  warm: bytes,
} as const

type NarrowName = keyof typeof NARROW
type NarrowColumns = { readonly [K in NarrowName]: ReturnType<(typeof NARROW)[K]> }

export interface Columns extends NarrowColumns {
  /**
   * The model's outputs, with shape [count, outputs]: probabilities or the predicted number; NaN if there is no
   * prediction.
   */
  readonly outputs: Float32Array<ArrayBuffer>
  /**
   * Milliseconds spent in each stage, with shape [count, stages]; NaN for stages that the request did not pass through.
   */
  readonly times: Float32Array<ArrayBuffer>
  /**
   * The monitored features of the input, with shape [count, features], in the order of the dictionary; NaN if missing.
   */
  readonly features: Float32Array<ArrayBuffer>
}

/** The number of values per request in each wide column; all other columns have one value. */
export interface Widths {
  /** Number of values per request in `outputs`. */
  readonly width: number
  /** Number of values per request in `times`. */
  readonly stages: number
  /** Number of values per request in `features`; absent if nothing is monitored. */
  readonly features?: number
}

/** Every column except the three wide ones, in the order in which the columns are hashed and saved. */
export const NARROW_COLUMNS = Object.keys(NARROW) as readonly NarrowName[]

/** Creates empty columns for this many requests. */
export function makeColumns(count: number, { width, stages, features = 0 }: Widths): Columns {
  // The cast is safe because the names are those of the table.
  const narrow = Object.fromEntries(NARROW_COLUMNS.map((name) => [name, NARROW[name](count)])) as NarrowColumns
  return {
    ...narrow,
    outputs: floats(count * width),
    times: floats(count * stages),
    features: floats(count * features),
  }
}

/** Copies requests [from, end) of a table into columns of their own. */
export function sliceColumns(of: Table, from: number, end: number): Columns {
  const columns = makeColumns(end - from, of.widths)
  copyRows({ columns, widths: of.widths }, 0, of, from, end)
  return columns
}

/** A set of columns, along with the widths of the wide ones. */
export interface Table {
  readonly columns: Columns
  readonly widths: Widths
}

/**
 * Copies requests [from, end) from one table to another, starting at slot `at`; values missing in a narrower table
 * become NaN.
 */
export function copyRows(to: Table, at: number, of: Table, from: number, end: number): void {
  // A minute may contain only two requests, and for so few rows, creating array views costs more than copying the
  // values.
  if (end - from < FEW) for (let row = from; row < end; row++) copyRow(to.columns, at + row - from, of.columns, row)
  else for (const name of NARROW_COLUMNS) to.columns[name].set(of.columns[name].subarray(from, end), at)
  copyWide(to.columns.outputs, to.widths.width, at, of.columns.outputs, of.widths.width, from, end)
  const [watched, has] = [to.widths.features ?? 0, of.widths.features ?? 0]
  copyWide(to.columns.features, watched, at, of.columns.features, has, from, end)
  copyWide(to.columns.times, to.widths.stages, at, of.columns.times, of.widths.stages, from, end)
}

const FEW = 8

/**
 * Copies the narrow columns of one row. The fields are named explicitly instead of in a loop, because JavaScript
 * engines then access the arrays four times as fast.
 */
function copyRow(to: Columns, at: number, of: Columns, row: number): void {
  to.at[at] = of.at[row] as number
  to.source[at] = of.source[row] as number
  to.slice[at] = of.slice[row] as number
  to.row[at] = of.row[row] as number
  to.operator[at] = of.operator[row] as number
  to.strength[at] = of.strength[row] as number
  to.status[at] = of.status[row] as number
  to.verdict[at] = of.verdict[row] as number
  to.version[at] = of.version[row] as number
  to.alias[at] = of.alias[row] as number
  to.cached[at] = of.cached[row] as number
  to.predicted[at] = of.predicted[row] as number
  to.shadowVersion[at] = of.shadowVersion[row] as number
  to.shadowPredicted[at] = of.shadowPredicted[row] as number
  to.shadowConfidence[at] = of.shadowConfidence[row] as number
  to.waited[at] = of.waited[row] as number
  to.total[at] = of.total[row] as number
  to.truth[at] = of.truth[row] as number
  to.cold[at] = of.cold[row] as number
  to.warm[at] = of.warm[row] as number
}

function copyWide(
  to: Float32Array,
  width: number,
  at: number,
  of: Float32Array,
  has: number,
  from: number,
  end: number,
): void {
  if (width === 0) return
  if (width === has && end - from >= FEW) {
    to.set(of.subarray(from * width, end * width), at * width)
    return
  }
  const both = Math.min(width, has)
  for (let row = from; row < end; row++) {
    const [slot, source] = [(at + row - from) * width, row * has]
    for (let i = 0; i < both; i++) to[slot + i] = of[source + i] as number
    for (let i = both; i < width; i++) to[slot + i] = Number.NaN
  }
}

/** The widths of a batch; an empty batch has no stages or features. */
export function widthsOf(batch: Columns & { readonly width: number; readonly count: number }): Required<Widths> {
  const { width, count, times, features } = batch
  if (count === 0) return { width, stages: 0, features: 0 }
  return { width, stages: times.length / count, features: features.length / count }
}

/**
 * The confidence of a row's prediction: the highest class probability or, for a single output, the probability of the
 * more likely class. NaN if there is no prediction.
 */
export function confidenceAt(outputs: Float32Array, width: number, row: number): number {
  if (width === 1) {
    const one = outputs[row] as number
    return one >= 0.5 ? one : 1 - one
  }
  let top = outputs[row * width] ?? Number.NaN
  for (let i = 1; i < width; i++) top = Math.max(top, outputs[row * width + i] as number)
  return top
}
