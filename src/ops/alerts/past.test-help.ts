/**
 * @file Simulated logs for testing alerts: a service with two versions and two slices, minute by minute, with the
 * faults specified by the test.
 */
import { rng } from '../../base/rng'
import { makeColumns } from '../log/columns'
import { defineReducer } from '../log/fold-log'
import {
  type Change,
  type Entry,
  type Labels,
  type LogDictionary,
  NO_VERSION_INDEX,
  type Requests,
  STATUSES,
} from '../log-entry'
import type { Slo } from '../slo'
import { BURN_RULES, type BurnRule } from '../slo-burn'
import type { BurnAlert } from './alert'
import { makeObjectives, type Objectives, objectives } from './objectives'

export const book: LogDictionary = {
  stages: ['source', 'model', 'log'],
  slices: ['all', 'dark'],
  versions: [
    { model: 'digits', version: 1 },
    { model: 'digits', version: 2 },
  ],
  operators: [''],
  verdicts: [''],
  classes: ['a', 'b'],
  timing: { stages: [0.01, 1, 0.01], models: {} },
}

/** An alert whose bad requests had no version. */
export const ALERT: BurnAlert = {
  ...{ id: 'right fast 10', slo: 'right', rule: 'fast', severity: 'page', kind: 'accuracy' },
  ...{ fromMinute: 10, hotFrom: 10, hotMinute: 90, shifts: [], moves: [] },
  traits: [{ of: 'version', value: NO_VERSION_INDEX, bad: 50, total: 50, otherBad: 2, otherTotal: 60 }],
  numbers: {
    ...{ bad: 9, total: 10, burn: 20, shortBad: 9, shortTotal: 10, shortBurn: 20 },
    interval: { low: 0.5, high: 1 },
  },
}

export interface World {
  readonly minutes: number
  readonly perMinute?: number
  readonly seed?: number
  /** The share of requests that go to version 2. */
  readonly share?: (minute: number) => number
  /** The shares of requests that fail, are late, or are wrong. */
  readonly fails?: (minute: number, version: number, slice: number) => number
  readonly late?: (minute: number, version: number, slice: number) => number
  readonly wrong?: (minute: number, version: number, slice: number) => number
  readonly delayMinutes?: number
  readonly changes?: readonly Change[]
}

/** Generates the log of a simulated service. */
export function logOf(world: World): readonly Entry[] {
  const { minutes, perMinute = 60, share = () => 0, delayMinutes = 5 } = world
  const random = rng(world.seed ?? 1, { kind: 'generate' })
  const none = () => 0
  const { fails = none, late = none, wrong = none } = world
  const count = minutes * perMinute
  const columns = makeColumns(count, { width: 2, stages: 3 })
  const arrived: { id: number; label: number; at: number }[] = []
  for (let i = 0; i < count; i++) {
    const minute = Math.floor(i / perMinute)
    const at = minute * 60_000 + ((i % perMinute) / perMinute) * 60_000
    const version = random.uniform() < share(minute) ? 1 : 0
    const slice = random.uniform() < 0.3 ? 1 : 0
    const failed = random.uniform() < fails(minute, version, slice)
    const slow = random.uniform() < late(minute, version, slice)
    const truth = random.below(2)
    const predicted = random.uniform() < wrong(minute, version, slice) ? 1 - truth : truth
    columns.at[i] = at
    columns.slice[i] = slice
    columns.status[i] = STATUSES.indexOf(failed ? 'failed' : 'ok')
    columns.version[i] = version
    columns.predicted[i] = failed ? -1 : predicted
    columns.outputs.set(failed ? [Number.NaN, Number.NaN] : predicted === 0 ? [0.9, 0.1] : [0.1, 0.9], 2 * i)
    columns.times.set([0.01, slow ? 400 : 5, 0.01], 3 * i)
    columns.total[i] = slow ? 401 : 6
    columns.truth[i] = truth
    columns.shadowVersion[i] = NO_VERSION_INDEX
    if (!failed) arrived.push({ id: i, label: truth, at: at + delayMinutes * 60_000 })
  }
  const within = arrived.filter(({ at }) => at < minutes * 60_000)
  const requests: Requests = { kind: 'requests', first: 0, count, width: 2, ...columns }
  const labels: Labels = {
    kind: 'labels',
    count: within.length,
    id: Float64Array.from(within, ({ id }) => id),
    label: Float32Array.from(within, ({ label }) => label),
    at: Float64Array.from(within, ({ at }) => at),
    by: new Uint8Array(within.length),
  }
  return [requests, labels, ...(world.changes ?? [])]
}

/** Splits the log into batches that each cover this many minutes. */
export function cutLog(
  entries: readonly Entry[],
  minutes: number,
  every: number,
): readonly { entries: Entry[]; through: number }[] {
  return Array.from({ length: Math.ceil(minutes / every) }, (_, i) => {
    const [from, to] = [i * every * 60_000, Math.min(minutes, (i + 1) * every) * 60_000]
    return { entries: entries.flatMap((entry) => partOf(entry, from, to)), through: to }
  })
}

function partOf(entry: Entry, from: number, to: number): readonly Entry[] {
  if (entry.kind === 'change') return entry.at >= from && entry.at < to ? [entry] : []
  const first = entry.at.findIndex((at) => at >= from)
  const count = entry.at.filter((at) => at >= from && at < to).length
  if (count === 0) return []
  const columns = Object.entries(entry).map(([name, value]) => {
    if (!ArrayBuffer.isView(value)) return [name, value]
    const array = value as Float64Array
    const wide = array.length / entry.count
    return [name, array.slice(first * wide, (first + count) * wide)]
  })
  const own = entry.kind === 'requests' ? { first: entry.first + first } : {}
  return [{ ...Object.fromEntries(columns), ...own, count } as Entry]
}

/**
 * Creates the reducer for these objectives. The log of a service starts without objectives and receives them through
 * `setObjectives`.
 */
export function objectivesOf(slos: readonly Slo[], rules: readonly BurnRule[] = BURN_RULES) {
  return defineReducer<Objectives>({ ...objectives, initial: () => makeObjectives(slos, rules) })
}
