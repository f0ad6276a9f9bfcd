/**
 * @file Tally: dense counts for the current hour, which make counting a request as cheap as incrementing array
 * elements. The counts are added to the hour and day buckets before those are read.
 */
import { bump, type Cells, countersIn } from './counters'
import { BINS, BUCKETS, FIELD } from './count-fields'

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
