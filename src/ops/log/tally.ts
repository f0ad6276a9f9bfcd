/**
 * @file Tally: counts of the hour that goes on, dense: a request is counted by adding to an array. They are added to its hour and its day
 * before anybody reads those.
 */
import { bump, type Cells, countersIn } from './counters'
import { BINS, BUCKETS, FIELD } from './fields'

/** Places of a cell's array: the small fields, the buckets of times, and the first classes. */
const SMALL = FIELD.bins + 4 * BINS
const TIMES = SMALL + BUCKETS
const CLASSES = 128
const PLACES = TIMES + CLASSES

/** Counts of a cell. */
interface Counts {
  readonly dense: Float64Array
  /** Places in which something is. */
  readonly touched: number[]
  /** Of fields that have no place. */
  readonly rest: Map<number, number>
}

export interface Tally {
  /** The hour they are of; -1 while there is none. */
  hour: number
  readonly cells: Map<number, Counts>
}

/** Nothing was counted. */
export function openTally(): Tally {
  return { hour: -1, cells: new Map() }
}

/** The counts of a cell, made where there are none. */
export function countsIn(tally: Tally, cell: number): Counts {
  let counts = tally.cells.get(cell)
  if (!counts) {
    counts = { dense: new Float64Array(PLACES), touched: [], rest: new Map() }
    tally.cells.set(cell, counts)
  }
  return counts
}

/** Counts `by` more, which is above 0. */
export function add({ dense, touched, rest }: Counts, field: number, by: number): void {
  const place = placeOf(field)
  if (place < 0) {
    rest.set(field, (rest.get(field) ?? 0) + by)
    return
  }
  const before = dense[place] as number
  if (before === 0) touched.push(place)
  dense[place] = before + by
}

/** Adds all of it to these cells, after which nothing is counted. */
export function pour(tally: Tally, into: readonly Cells[]): void {
  for (const [cell, { dense, touched, rest }] of tally.cells) {
    if (touched.length + rest.size === 0) continue
    for (const cells of into) {
      const counters = countersIn(cells, cell)
      for (const place of touched) bump(counters, fieldOf(place), dense[place] as number)
      for (const [field, by] of rest) bump(counters, field, by)
    }
    for (const place of touched) dense[place] = 0
    touched.length = 0
    rest.clear()
  }
}

function placeOf(field: number): number {
  if (field < SMALL) return field
  if (field < FIELD.latency + BUCKETS) return SMALL + field - FIELD.latency
  return field < FIELD.predicted + CLASSES ? TIMES + field - FIELD.predicted : -1
}

function fieldOf(place: number): number {
  if (place < SMALL) return place
  return place < TIMES ? FIELD.latency + place - SMALL : FIELD.predicted + place - TIMES
}
