/**
 * @file Windows on what was counted: a stretch of virtual time in steps, each with the counts of the cells that are asked for. Every chart
 * and every total is read through one.
 */
import { addCounters, type Counters, cellName } from '../log/counters'
import { type Levels, cellsOf, levelFor } from '../log/levels'

/** Virtual milliseconds, [from, to), in steps of so many: a minute, an hour, a day, or a multiple. */
export interface Window {
  readonly from: number
  readonly to: number
  readonly step: number
}

/** Of which requests; what is left out is all. */
export type Of =
  | { readonly kind?: 'requests'; readonly version?: number; readonly slice?: number }
  | { readonly kind: 'stage'; readonly stage: number }

export interface Steps {
  /** As asked for, or coarser where what is finer is no longer kept. */
  readonly step: number
  /** When each step begins; they cover all of the window. */
  readonly at: readonly number[]
  readonly counters: readonly Counters[]
}

const HOUR_MS = 3_600_000

/** The counts of each step of a window. Stages are counted by the hour at the finest. */
export function steps(levels: Levels, { from, to, step }: Window, of: Of = {}): Steps {
  const finest = of.kind === 'stage' ? Math.max(step, HOUR_MS) : step
  const level = levelFor(levels, Math.max(0, from), finest)
  const each = Math.ceil(Math.max(finest, level) / level) * level
  const at: number[] = []
  const counters: Counters[] = []
  for (let start = Math.floor(Math.max(0, from) / each) * each; start < to; start += each) {
    const sum: Counters = new Map()
    for (let stretch = start / level; stretch < (start + each) / level; stretch++) {
      for (const [cell, more] of cellsOf(levels, level, stretch) ?? []) if (fits(cell, of)) addCounters(sum, more)
    }
    at.push(start)
    counters.push(sum)
  }
  return { step: each, at, counters }
}

/** All counts of a window in one, to the finest that is kept at its beginning. */
export function total(levels: Levels, window: Pick<Window, 'from' | 'to'>, of: Of = {}): Counters {
  const sum: Counters = new Map()
  for (const counters of steps(levels, { ...window, step: coarsest(window) }, of).counters) addCounters(sum, counters)
  return sum
}

/** Of a window that begins and ends with days, days are enough. */
function coarsest({ from, to }: Pick<Window, 'from' | 'to'>): number {
  return [24 * HOUR_MS, HOUR_MS].find((ms) => from % ms === 0 && to % ms === 0) ?? 60_000
}

/** The counts of a window by what `key` makes of a cell's version and slice: by version, by slice, by both. */
export function totalsBy(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  key: (cell: { readonly version?: number; readonly slice: number }) => string,
): ReadonlyMap<string, Counters> {
  const sums = new Map<string, Counters>()
  const step = coarsest(window)
  const level = levelFor(levels, Math.max(0, window.from), step)
  for (let stretch = Math.floor(Math.max(0, window.from) / level); stretch * level < window.to; stretch++) {
    for (const [cell, more] of cellsOf(levels, level, stretch) ?? []) {
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

function fits(cell: number, of: Of): boolean {
  const name = cellName(cell)
  if (of.kind === 'stage') return name.kind === 'stage' && name.stage === of.stage
  if (name.kind === 'stage') return false
  return (
    (of.version === undefined || name.version === of.version) && (of.slice === undefined || name.slice === of.slice)
  )
}
