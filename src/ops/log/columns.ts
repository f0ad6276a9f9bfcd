/**
 * @file Columns of requests: the single definition of what a batch stores for each request, with functions for
 * creating, copying and reading the columns.
 */
import type { Requests } from '../log-entry'

export type ColumnName = Exclude<keyof Requests, 'kind' | 'first' | 'count' | 'width'>
export type Columns = Pick<Requests, ColumnName>

/** The number of values per request in each wide column; all other columns have one value. */
export interface Widths {
  /** Number of values per request in `outputs`. */
  readonly width: number
  /** Number of values per request in `times`. */
  readonly stages: number
  /** Number of values per request in `features`; absent if nothing is monitored. */
  readonly features?: number
}

/** Creates empty columns for this many requests. */
export function makeColumns(count: number, { width, stages, features = 0 }: Widths): Columns {
  return {
    at: new Float64Array(count),
    source: new Uint8Array(count),
    slice: new Uint16Array(count),
    row: new Int32Array(count),
    operator: new Uint8Array(count),
    strength: new Uint8Array(count),
    status: new Uint8Array(count),
    verdict: new Uint8Array(count),
    version: new Uint16Array(count),
    alias: new Uint8Array(count),
    cached: new Uint8Array(count),
    predicted: new Int16Array(count),
    outputs: new Float32Array(count * width),
    features: new Float32Array(count * features),
    shadowVersion: new Uint16Array(count),
    shadowPredicted: new Int16Array(count),
    shadowConfidence: new Float32Array(count),
    times: new Float32Array(count * stages),
    waited: new Float32Array(count),
    total: new Float32Array(count),
    cold: new Uint8Array(count),
    warm: new Uint8Array(count),
    truth: new Float32Array(count),
  }
}

/** Every column except the three wide ones, in the order in which the columns are hashed and saved. */
export const NARROW_COLUMNS = [
  'at',
  'source',
  'slice',
  'row',
  'operator',
  'strength',
  'status',
  'verdict',
  'version',
  'alias',
  'cached',
  'predicted',
  'shadowVersion',
  'shadowPredicted',
  'shadowConfidence',
  'waited',
  'total',
  'truth',
  'cold',
  'warm',
] as const satisfies readonly Exclude<ColumnName, 'outputs' | 'features' | 'times'>[]

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
export function widthsOf(requests: Requests): Required<Widths> {
  const { width, count, times, features } = requests
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
