/**
 * @file Reader: the steps of a window as they were counted, read little by little: what is over seldom changes (a label may come yet),
 * so each reading takes the newest steps anew and of the rest as many as it has time for.
 */
import { addCounters, bump, cellName, type Counters } from '../../../../ops/log/counters'
import { cellsOf, type Levels, levelFor } from '../../../../ops/log/levels'
import type { Window } from '../../../../ops/reducers/window'

/** What was counted in a step: of all in full; by version and by slice the single counts alone, without latencies and classes. */
export interface Step extends Counted {
  readonly at: number
}

export interface Counted {
  readonly all: Counters
  readonly versions: ReadonlyMap<number, Counters>
  readonly slices: ReadonlyMap<number, Counters>
  /** By stage; the log has none by the minute. */
  readonly stages: ReadonlyMap<number, Counters>
}

export interface ReadSteps {
  /** Virtual ms of a step: as asked for, or coarser where what is finer is no longer kept. */
  readonly step: number
  /** Those that were read, oldest first. */
  readonly steps: readonly Step[]
  /** Whether each of them is as the log has it now. */
  readonly settled: boolean
}

export interface Reader {
  /** `grown` tells one state of the log from the next; reading stops once `enough` says so. */
  read(levels: Levels, window: Window, grown: number, enough: () => boolean): ReadSteps
}

/** Of no version. */
export const NO_VERSION = -1
/** Fields below are single counts (`ops/log/fields.ts`): bins, latencies and classes are above. */
const SINGLE = 32

/** A reader that knows nothing yet. */
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
        // One that was not read yet is none in which nothing came: a year in a minute would show holes.
        steps: starts.flatMap((at) => known.get(at)?.step ?? []),
        settled: starts.every((at) => known.get(at)?.grown === grown),
      }
    },
  }
}

/** The newest two first, then those never read, newest first, then those that were read longest ago. */
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

/** What was counted from one moment to another, in the stretches of one level. */
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

/** All steps as one. */
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
