/**
 * @file Reader: the counts of a time window by step, read little by little. Old steps seldom change (a label may still arrive), so each
 * reading reads the newest steps again, and as many of the older ones as it has time for.
 */
import { addCounters, bump, cellName, type Counters } from '../../../../ops/log/counters'
import { cellsOf, type Levels, levelFor } from '../../../../ops/log/levels'
import type { Window } from '../../../../ops/reducers/window'

/** The counts of a step: all counts of all requests; by version and by slice only single counts, without latencies and classes. */
export interface Step extends Counted {
  readonly at: number
}

export interface Counted {
  readonly all: Counters
  readonly versions: ReadonlyMap<number, Counters>
  readonly slices: ReadonlyMap<number, Counters>
  /** By stage; the log has no counts of stages by the minute. */
  readonly stages: ReadonlyMap<number, Counters>
}

export interface ReadSteps {
  /** Simulated ms of a step: as requested, or coarser where finer counts are no longer kept. */
  readonly step: number
  /** The steps that were read, oldest first. */
  readonly steps: readonly Step[]
  /** Whether all steps match the current log. */
  readonly settled: boolean
}

export interface Reader {
  /** `grown` is the version of the log; reading stops when `enough` returns true. */
  read(levels: Levels, window: Window, grown: number, enough: () => boolean): ReadSteps
}

/** The key of requests that no version answered. */
export const NO_VERSION = -1
/** Fields below this one are single counts (`ops/log/fields.ts`); bins, latencies and classes come after it. */
const SINGLE = 32

/** A new reader. */
export function openReader(): Reader {
  let known = new Map<number, { readonly step: Step; readonly grown: number }>()
  let of: Levels | undefined
  let shape = ''
  return {
    read(levels, { from, to, step }, grown, enough) {
      const level = levelFor(levels, Math.max(0, from), step)
      const each = Math.ceil(Math.max(step, level) / level) * level
      if (of !== levels || shape !== `${level} ${each}`) known = new Map()
      of = levels
      shape = `${level} ${each}`
      const starts: number[] = []
      for (let at = Math.floor(Math.max(0, from) / each) * each; at < to; at += each) starts.push(at)
      for (const at of known.keys()) if (at < (starts[0] ?? 0) || at >= to) known.delete(at)
      for (const at of inTurn(starts, known, grown)) {
        known.set(at, { step: readStep(levels, level, at, at + each), grown })
        if (enough()) break
      }
      return {
        step: each,
        // A step that was not read yet is not an empty step: fast playback would show holes.
        steps: starts.flatMap((at) => known.get(at)?.step ?? []),
        settled: starts.every((at) => known.get(at)?.grown === grown),
      }
    },
  }
}

/** The newest two first, then steps that were never read, newest first, then those read longest ago. */
function inTurn(
  starts: readonly number[],
  known: ReadonlyMap<number, { readonly grown: number }>,
  grown: number,
): number[] {
  const newest = starts.slice(-2)
  const age = (at: number) => known.get(at)?.grown ?? Number.NEGATIVE_INFINITY
  const rest = starts.slice(0, -2).filter((at) => age(at) !== grown)
  return [...newest.filter((at) => age(at) !== grown), ...rest.toSorted((a, b) => age(a) - age(b) || b - a)]
}

/** The counts between two moments, at one level of the log. */
export function readStep(levels: Levels, level: number, from: number, to: number): Step {
  const sum = nothing()
  for (let stretch = from / level; stretch < to / level; stretch++) {
    for (const [cell, counters] of cellsOf(levels, level, stretch) ?? []) {
      const name = cellName(cell)
      if (name.kind === 'stage') {
        addCounters(under(sum.stages, name.stage), counters)
        continue
      }
      addCounters(sum.all, counters)
      addSingle(under(sum.versions, name.version ?? NO_VERSION), counters)
      addSingle(under(sum.slices, name.slice), counters)
    }
  }
  return { at: from, ...sum }
}

/** The sum of all steps. */
export function sumOf(steps: readonly Counted[]): Counted {
  const sum = nothing()
  for (const { all, versions, slices, stages } of steps) {
    addCounters(sum.all, all)
    for (const [key, counters] of versions) addCounters(under(sum.versions, key), counters)
    for (const [key, counters] of slices) addCounters(under(sum.slices, key), counters)
    for (const [key, counters] of stages) addCounters(under(sum.stages, key), counters)
  }
  return sum
}

function nothing() {
  const by = () => new Map<number, Counters>()
  return { all: new Map() as Counters, versions: by(), slices: by(), stages: by() }
}

function under(of: Map<number, Counters>, key: number): Counters {
  const found = of.get(key) ?? new Map()
  of.set(key, found)
  return found
}

function addSingle(to: Counters, more: Counters): void {
  for (const [field, value] of more) if (field < SINGLE) bump(to, field, value)
}
