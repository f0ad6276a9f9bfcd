/**
 * @file Reads the counts of the log: all at once for a total, or step by step for charts. Old steps change only when
 * late labels arrive, so each call of a step reader re-reads the newest steps and as many older steps as time allows.
 */
import { cellsOf, type Levels, levelFor } from './aggregation-levels'
import { addCounters, bump, type Counters, cellName } from './counters'

/**
 * A period in simulated milliseconds, [from, to), divided into steps of a minute, an hour, a day, or a multiple of one
 * of these.
 */
export interface Window {
  readonly from: number
  readonly to: number
  readonly step: number
}

/**
 * The counts of a step. Counts for all requests together are complete; counts grouped by version or slice omit latency
 * and class distributions.
 */
export interface LogStep extends StepCounts {
  readonly at: number
}

export interface StepCounts {
  readonly all: Counters
  readonly versions: ReadonlyMap<number, Counters>
  readonly slices: ReadonlyMap<number, Counters>
  /** Counts grouped by stage; the log does not store per-stage counts at minute resolution. */
  readonly stages: ReadonlyMap<number, Counters>
}

export interface ReadSteps {
  /** The length of a step in simulated ms; longer than requested if counts at that resolution are no longer stored. */
  readonly step: number
  /** The steps read so far, oldest first. */
  readonly steps: readonly LogStep[]
  /** Whether all steps are up to date with the log. */
  readonly isComplete: boolean
}

export interface StepReader {
  /**
   * Reads the steps of a window. `logVersion` identifies the current state of the log; reading stops when `enough`
   * returns true.
   */
  read(levels: Levels, window: Window, logVersion: number, enough: () => boolean): ReadSteps
}

/** The version key used for requests that no version answered. */
export const NO_VERSION = -1
/**
 * Fields with an index below this are single counters (see `count-fields.ts`); confidence bins, latencies and
 * classes follow.
 */
const SINGLE = 32

/** Creates a reader that has not read any steps. */
export function openStepReader(): StepReader {
  let known = new Map<number, { readonly step: LogStep; readonly logVersion: number }>()
  let of: Levels | undefined
  let shape = ''
  return {
    read(levels, { from, to, step }, logVersion, enough) {
      const level = levelFor(levels, Math.max(0, from), step)
      const each = Math.ceil(Math.max(step, level) / level) * level
      if (of !== levels || shape !== `${level} ${each}`) known = new Map()
      of = levels
      shape = `${level} ${each}`
      const starts: number[] = []
      for (let at = Math.floor(Math.max(0, from) / each) * each; at < to; at += each) starts.push(at)
      for (const at of known.keys()) if (at < (starts[0] ?? 0) || at >= to) known.delete(at)
      for (const at of readOrder(starts, known, logVersion)) {
        known.set(at, { step: readStep(levels, level, at, at + each), logVersion })
        if (enough()) break
      }
      return {
        step: each,
        // Steps that have not been read yet are omitted, because empty steps would appear as gaps during fast playback.
        steps: starts.flatMap((at) => known.get(at)?.step ?? []),
        isComplete: starts.every((at) => known.get(at)?.logVersion === logVersion),
      }
    },
  }
}

/**
 * The order in which to read steps: the newest two, then steps that have never been read (newest first), then the least
 * recently read steps.
 */
function readOrder(
  starts: readonly number[],
  known: ReadonlyMap<number, { readonly logVersion: number }>,
  logVersion: number,
): number[] {
  const newest = starts.slice(-2)
  const age = (at: number) => known.get(at)?.logVersion ?? Number.NEGATIVE_INFINITY
  const rest = starts.slice(0, -2).filter((at) => age(at) !== logVersion)
  return [...newest.filter((at) => age(at) !== logVersion), ...rest.toSorted((a, b) => age(a) - age(b) || b - a)]
}

/** Reads the counts between two moments from one level of the log. */
function readStep(levels: Levels, level: number, from: number, to: number): LogStep {
  const sum = emptyCounts()
  for (let range = from / level; range < to / level; range++) {
    for (const [cell, counters] of cellsOf(levels, level, range) ?? []) {
      const name = cellName(cell)
      if (name.kind === 'stage') {
        addCounters(countersFor(sum.stages, name.stage), counters)
        continue
      }
      addCounters(sum.all, counters)
      addSingle(countersFor(sum.versions, name.version ?? NO_VERSION), counters)
      addSingle(countersFor(sum.slices, name.slice), counters)
    }
  }
  return { at: from, ...sum }
}

const HOUR_MS = 3_600_000

/** The total counts over a window, read at the coarsest resolution that fits the window and is still stored. */
export function totalCounters(levels: Levels, { from, to }: Pick<Window, 'from' | 'to'>): Counters {
  const coarsest = [24 * HOUR_MS, HOUR_MS].find((ms) => from % ms === 0 && to % ms === 0) ?? 60_000
  const level = levelFor(levels, Math.max(0, from), coarsest)
  const sum: Counters = new Map()
  for (let bucket = Math.floor(Math.max(0, from) / level); bucket * level < to; bucket++) {
    for (const [cell, counters] of cellsOf(levels, level, bucket) ?? [])
      if (cellName(cell).kind === 'slice') addCounters(sum, counters)
  }
  return sum
}

/** The sum of the counts of all steps. */
export function sumOf(steps: readonly StepCounts[]): StepCounts {
  const sum = emptyCounts()
  for (const { all, versions, slices, stages } of steps) {
    addCounters(sum.all, all)
    for (const [key, counters] of versions) addCounters(countersFor(sum.versions, key), counters)
    for (const [key, counters] of slices) addCounters(countersFor(sum.slices, key), counters)
    for (const [key, counters] of stages) addCounters(countersFor(sum.stages, key), counters)
  }
  return sum
}

function emptyCounts() {
  const by = () => new Map<number, Counters>()
  return { all: new Map() as Counters, versions: by(), slices: by(), stages: by() }
}

function countersFor(of: Map<number, Counters>, key: number): Counters {
  const result = of.get(key) ?? new Map()
  of.set(key, result)
  return result
}

function addSingle(to: Counters, more: Counters): void {
  for (const [field, value] of more) if (field < SINGLE) bump(to, field, value)
}
