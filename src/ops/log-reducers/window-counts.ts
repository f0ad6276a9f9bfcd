/**
 * @file Windows: counts over a period of simulated time, divided into steps, for selected cells. Every chart and every
 * total is based on these counts.
 */
import { addCounters, type Counters, cellName } from '../log/counters'
import { type Levels, cellsOf, levelFor } from '../log/aggregation-levels'

/**
 * A period in simulated milliseconds, [from, to), divided into steps of a minute, an hour, a day, or a multiple of one
 * of these.
 */
export interface Window {
  readonly from: number
  readonly to: number
  readonly step: number
}

/** Which requests to count; an omitted field matches all requests. */
export type CellFilter =
  | { readonly kind?: 'requests'; readonly version?: number; readonly slice?: number }
  | { readonly kind: 'stage'; readonly stage: number }

export interface Steps {
  /** The requested step length, or a longer one if finer-grained data has expired. */
  readonly step: number
  /** The start time of each step; the steps cover the entire window. */
  readonly at: readonly number[]
  readonly counters: readonly Counters[]
}

const HOUR_MS = 3_600_000

/** The counts for each step of a window. Stages are only counted at hourly or coarser resolution. */
export function countersByStep(levels: Levels, { from, to, step }: Window, of: CellFilter = {}): Steps {
  const finest = of.kind === 'stage' ? Math.max(step, HOUR_MS) : step
  const level = levelFor(levels, Math.max(0, from), finest)
  const each = Math.ceil(Math.max(finest, level) / level) * level
  const at: number[] = []
  const counters: Counters[] = []
  for (let start = Math.floor(Math.max(0, from) / each) * each; start < to; start += each) {
    const sum: Counters = new Map()
    for (let bucket = start / level; bucket < (start + each) / level; bucket++) {
      for (const [cell, more] of cellsOf(levels, level, bucket) ?? []) if (fits(cell, of)) addCounters(sum, more)
    }
    at.push(start)
    counters.push(sum)
  }
  return { step: each, at, counters }
}

/** The total counts over a window, read at the coarsest resolution that fits the window and is still stored. */
export function totalCounters(levels: Levels, window: Pick<Window, 'from' | 'to'>, of: CellFilter = {}): Counters {
  const sum: Counters = new Map()
  for (const counters of countersByStep(levels, { ...window, step: coarsest(window) }, of).counters)
    addCounters(sum, counters)
  return sum
}

/** The coarsest resolution that fits a window; for example, a window of complete days needs only the daily level. */
function coarsest({ from, to }: Pick<Window, 'from' | 'to'>): number {
  return [24 * HOUR_MS, HOUR_MS].find((ms) => from % ms === 0 && to % ms === 0) ?? 60_000
}

/** The counts of a window grouped by `key`, which can return the version, the slice, or both. */
export function totalsBy(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  key: (cell: { readonly version?: number; readonly slice: number }) => string,
): ReadonlyMap<string, Counters> {
  const sums = new Map<string, Counters>()
  const step = coarsest(window)
  const level = levelFor(levels, Math.max(0, window.from), step)
  for (let bucket = Math.floor(Math.max(0, window.from) / level); bucket * level < window.to; bucket++) {
    for (const [cell, more] of cellsOf(levels, level, bucket) ?? []) {
      const name = cellName(cell)
      if (name.kind === 'stage') continue
      const at = key(name)
      const sum = sums.get(at) ?? new Map()
      addCounters(sum, more)
      sums.set(at, sum)
    }
  }
  return sums
}

function fits(cell: number, of: CellFilter): boolean {
  const name = cellName(cell)
  if (of.kind === 'stage') return name.kind === 'stage' && name.stage === of.stage
  if (name.kind === 'stage') return false
  return (
    (of.version === undefined || name.version === of.version) && (of.slice === undefined || name.slice === of.slice)
  )
}
