/**
 * @file Oracles for tests: series and totals over a window, computed from the counts of the log in the plainest way.
 */
import { countWithin } from '../../metrics/latency-quantiles'
import { cellsOf, type Levels, levelFor } from './aggregates'
import { addCounters, type Counters, cellName, FIELD, latencySketch } from './counters'
import {
  acceptedOf,
  errorsOf,
  type Cost,
  cachedShare,
  costOf,
  type Latency,
  latencyOf,
  type Prices,
  type Quality,
  qualityOf,
  type Replicas,
  replicasOf,
  requestsOf,
  type StatusCounts,
  statusesOf,
  successOf,
  type Window,
} from './log-metrics'

const HOUR_MS = 3_600_000

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

/** The total counts over a window, read at the coarsest resolution that fits it. */
function windowTotals(levels: Levels, window: Pick<Window, 'from' | 'to'>, of: CellFilter = {}): Counters {
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

export interface SuccessSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly counts: readonly StatusCounts[]
  readonly success: readonly number[]
}

/** Request statuses and success rate over a window. */
export function successSeries(levels: Levels, window: Window, of: CellFilter = {}): SuccessSeries {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, counts: counters.map(statusesOf), success: counters.map((one) => successOf(one)) }
}

/**
 * Total and bad requests per minute, from which burn rates are computed (`slo-burn.ts`), as far back as per-minute
 * counts are stored. If `withinMs` is given, slower responses are counted as bad too; the latency sketch may
 * effectively raise this limit by up to 2%.
 */
export function budgetMinutes(
  levels: Levels,
  { first, count, withinMs }: { readonly first: number; readonly count: number; readonly withinMs?: number },
): { readonly first: number; readonly total: Float64Array; readonly bad: Float64Array } {
  const total = new Float64Array(count)
  const bad = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const sum: Counters = new Map()
    for (const [cell, counters] of cellsOf(levels, 60_000, first + i) ?? []) {
      if (cellName(cell).kind === 'slice') addCounters(sum, counters)
    }
    const counts = statusesOf(sum)
    const sketch = latencySketch(sum)
    const late = withinMs === undefined ? 0 : sketch.count - countWithin(sketch, withinMs)
    total[i] = requestsOf(sum) - counts.invalid
    bad[i] = errorsOf(counts) + late
  }
  return { first, total, bad }
}

export interface TrafficSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly requests: readonly number[]
  /** Requests per second, averaged over each step; the last step is treated as if it were complete. */
  readonly perSecond: readonly number[]
  /** The share of cached responses; NaN if there are no requests. */
  readonly cached: readonly number[]
}

/** Traffic over a window. */
export function trafficSeries(levels: Levels, window: Window, of: CellFilter = {}): TrafficSeries {
  const { step, at, counters } = countersByStep(levels, window, of)
  const requests = counters.map(requestsOf)
  return {
    step,
    at,
    requests,
    perSecond: requests.map((n) => (1000 * n) / step),
    cached: counters.map(cachedShare),
  }
}

/** Totals over a window: requests, requests per second, and the share of cached responses. */
export function trafficTotals(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  of: CellFilter = {},
): { readonly requests: number; readonly perSecond: number; readonly cached: number } {
  const counters = windowTotals(levels, window, of)
  const requests = requestsOf(counters)
  return { requests, perSecond: (1000 * requests) / (window.to - window.from), cached: cachedShare(counters) }
}

/** Latency over a window. */
export function latencySeries(
  levels: Levels,
  window: Window,
  of: CellFilter = {},
): { readonly step: number; readonly at: readonly number[]; readonly latency: readonly Latency[] } {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, latency: counters.map(latencyOf) }
}

/** Latency over an entire window. */
export function latencyTotals(levels: Levels, window: Pick<Window, 'from' | 'to'>, of: CellFilter = {}): Latency {
  return latencyOf(windowTotals(levels, window, of))
}

export interface ReplicasSeries {
  readonly step: number
  readonly at: readonly number[]
  readonly replicas: readonly Replicas[]
}

/** Cold starts and warm replicas over a window, for one version or for all versions. */
export function replicasSeries(levels: Levels, window: Window, of: { readonly version?: number } = {}): ReplicasSeries {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, replicas: counters.map(replicasOf) }
}

export interface WaitingSeries {
  readonly step: number
  readonly at: readonly number[]
  /** Mean time in the queue for a replica, in milliseconds (simulated); NaN if there are no requests. */
  readonly waitedMs: readonly number[]
  /** Mean queue length: the time that requests spent in the queue during a step, divided by its length. */
  readonly inLine: readonly number[]
}

/** Queue length and queue time over a window. */
export function waitingSeries(levels: Levels, window: Window): WaitingSeries {
  const { step, at, counters } = countersByStep(levels, window)
  const waited = counters.map((one) => (one.get(FIELD.waited) ?? 0) / 1000)
  return {
    step,
    at,
    waitedMs: waited.map((ms, i) => ms / acceptedOf(counters[i] ?? new Map())),
    inLine: counters.map((one) => (one.get(FIELD.queued) ?? 0) / 1000 / step),
  }
}

/** Quality over a window, with each request counted at its arrival time. */
export function qualitySeries(
  levels: Levels,
  window: Window,
  classes: number,
  of: CellFilter = {},
): { readonly step: number; readonly at: readonly number[]; readonly quality: readonly Quality[] } {
  const { step, at, counters } = countersByStep(levels, window, of)
  return { step, at, quality: counters.map((one) => qualityOf(one, classes)) }
}

export interface CellQuality extends Quality {
  readonly version?: number
  readonly slice: number
}

/** Quality for each version and slice, worst slice first; slices without labels come last. */
export function qualityByCell(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  classes: number,
): readonly CellQuality[] {
  const cells = totalsBy(levels, window, ({ version, slice }) => `${version ?? ''}/${slice}`)
  const rows = [...cells].map(([key, counters]): CellQuality => {
    const [version, slice] = key.split('/') as [string, string]
    return {
      ...(version === '' ? {} : { version: Number(version) }),
      slice: Number(slice),
      ...qualityOf(counters, classes),
    }
  })
  const worse = ({ labeled, accuracy, error }: Quality) =>
    labeled === 0 ? Number.POSITIVE_INFINITY : classes > 0 ? accuracy : -error
  return rows.sort((a, b) => (worse(a) < worse(b) ? -1 : worse(a) > worse(b) ? 1 : 0))
}

/** The number of predictions for each class. */
export function answersOf(counters: Counters, classes: number): number[] {
  return Array.from({ length: classes }, (_, k) => counters.get(FIELD.predicted + k) ?? 0)
}

/** The total cost over a window; `models` contains the indices of the model stages in the dictionary. */
export function costTotals(
  levels: Levels,
  window: Pick<Window, 'from' | 'to'>,
  models: readonly number[],
  prices: Prices,
): Cost {
  const passed = models.map((stage) => windowTotals(levels, window, { kind: 'stage', stage }))
  return costOf(windowTotals(levels, window), passed, prices)
}

/** The cost over a window, in steps of at least one hour. */
export function costSeries(
  levels: Levels,
  window: Window,
  models: readonly number[],
  prices: Prices,
): { readonly step: number; readonly at: readonly number[]; readonly cost: readonly Cost[] } {
  const hourly = { ...window, step: Math.max(HOUR_MS, window.step) }
  const all = countersByStep(levels, hourly)
  const passed = models.map((stage) => countersByStep(levels, hourly, { kind: 'stage', stage }))
  const cost = all.counters.map((counters, i) =>
    costOf(
      counters,
      passed.map((one) => one.counters[i] as Counters),
      prices,
    ),
  )
  return { step: all.step, at: all.at, cost }
}
