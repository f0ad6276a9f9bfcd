/**
 * @file Metrics of the log. Counts are read all at once for a total, or step by step for charts; every chart and total
 * is computed from them: statuses, latency, replicas, cached responses, prediction quality from labels, and cost. Old
 * steps change only when late labels arrive, so each call of a step reader re-reads the newest steps and as many older
 * steps as time allows.
 */
import { type Interval, wilson } from '../../metrics/intervals'
import { sketchQuantile } from '../../metrics/latency-quantiles'
import { HTTP_STATUS, REJECTED, STATUSES, type Status } from '../log-entry'
import { cellsOf, type Levels, levelFor } from './aggregates'
import { addCounters, bump, type Counters, cellName, FIELD, latencySketch, MILLION } from './counters'

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
  /** Counts grouped by version and slice, keyed by cell. */
  readonly pairs: ReadonlyMap<number, Counters>
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
 * Fields with an index below this are single counters (see `counters.ts`); confidence bins, latencies and
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
      addSingle(countersFor(sum.pairs, cell), counters)
    }
  }
  return { at: from, ...sum }
}

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
  for (const step of steps) {
    addCounters(sum.all, step.all)
    for (const by of ['versions', 'slices', 'pairs', 'stages'] as const)
      for (const [key, counters] of step[by]) addCounters(countersFor(sum[by], key), counters)
  }
  return sum
}

function emptyCounts() {
  const by = () => new Map<number, Counters>()
  return { all: new Map() as Counters, versions: by(), slices: by(), pairs: by(), stages: by() }
}

function countersFor(of: Map<number, Counters>, key: number): Counters {
  const result = of.get(key) ?? new Map()
  of.set(key, result)
  return result
}

function addSingle(to: Counters, more: Counters): void {
  for (const [field, value] of more) if (field < SINGLE) bump(to, field, value)
}

export type StatusCounts = Readonly<Record<Status, number>>

/** The number of requests with each status. */
export function statusesOf(counters: Counters): StatusCounts {
  // The cast is safe because each status has a count.
  return Object.fromEntries(STATUSES.map((status, i) => [status, counters.get(FIELD.status + i) ?? 0])) as StatusCounts
}

/** The number of errors: valid requests without a response, as availability counts them. */
export function errorsOf({ limited, full, unready, failed }: StatusCounts): number {
  return limited + full + unready + failed
}

/** The total number of requests, regardless of status. */
export function requestsOf(counters: Counters): number {
  return Object.values(statusesOf(counters)).reduce((sum, n) => sum + n, 0)
}

/** The number of requests that were not rejected, which are those that can wait in a queue. */
export function acceptedOf(counters: Counters): number {
  return STATUSES.reduce((n, one, i) => (REJECTED.has(one) ? n : n + (counters.get(FIELD.status + i) ?? 0)), 0)
}

/**
 * The share of valid requests that succeeded; NaN if there are none. For a version, a request that a fallback answered
 * in its place failed.
 */
export function successOf(counters: Counters, of: 'service' | 'version' = 'service'): number {
  const counts = statusesOf(counters)
  const answered = STATUSES.reduce((sum, status) => sum + (HTTP_STATUS[status] === 200 ? counts[status] : 0), 0)
  return (answered - (of === 'version' ? counts.fallback : 0)) / (requestsOf(counters) - counts.invalid)
}

export interface Latency {
  readonly count: number
  /** Latency statistics in milliseconds; NaN if there are no requests. */
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /**
   * Mean time in the queue for a replica of the requests that were not rejected, in milliseconds (simulated); NaN for a
   * stage, because queue time is not counted per stage.
   */
  readonly waited: number
}

/** Computes the latency from these counters. */
export function latencyOf(counters: Counters): Latency {
  const sketch = latencySketch(counters)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => sketchQuantile(sketch, q)) as [number, number, number]
  return {
    count: sketch.count,
    mean: sketch.sum / sketch.count,
    p50,
    p95,
    p99,
    waited: (counters.get(FIELD.waited) ?? 0) / 1000 / acceptedOf(counters),
  }
}

export interface Replicas {
  /** Requests that waited for a replica to start (simulated). */
  readonly cold: number
  /** Mean number of warm replicas at the time a request arrives; NaN if no request reached a model. */
  readonly warm: number
}

/** Computes the replica metrics from these counters. */
export function replicasOf(counters: Counters): Replicas {
  const get = (field: number) => counters.get(field) ?? 0
  return { cold: get(FIELD.cold), warm: get(FIELD.warm) / get(FIELD.asked) }
}

export interface Quality {
  /** The number of labeled predictions. */
  readonly labeled: number
  /** The accuracy; NaN for regression or if there are no labels. */
  readonly accuracy: number
  readonly interval: Interval
  /** The number of different inputs that the interval rests on. */
  readonly inputs: number
  /** Mean simulated milliseconds from a request to its label. */
  readonly delayMs: number
  /** For regression: the mean absolute error. */
  readonly error: number
}

/**
 * Computes the quality from these counters; `classes` is 0 for regression, and `inputsOf` says how many different inputs
 * a number of labels rests on.
 */
export function qualityOf(counters: Counters, classes: number, inputsOf = (labels: number) => labels): Quality {
  const get = (field: number) => counters.get(field) ?? 0
  const labeled = get(FIELD.labeled)
  const accuracy = classes > 0 ? get(FIELD.right) / labeled : Number.NaN
  return {
    labeled,
    accuracy,
    interval: wilson(accuracy, inputsOf(labeled)),
    inputs: inputsOf(labeled),
    delayMs: (1000 * get(FIELD.delay)) / get(FIELD.labels),
    error: classes > 0 ? Number.NaN : (get(FIELD.errorWhole) + get(FIELD.errorPart) / MILLION) / labeled,
  }
}

/** The confusion matrix [label][prediction] of labeled predictions. */
export function confusionOf(counters: Counters, classes: number): number[][] {
  return Array.from({ length: classes }, (_, label) =>
    Array.from({ length: classes }, (_, answer) => counters.get(FIELD.confusion + label * 65_536 + answer) ?? 0),
  )
}

/** Prices in any currency, as long as all prices use the same one. */
export interface Prices {
  /** The price of one hour of a busy replica. */
  readonly busyHour: number
  /** The price of one wrong prediction, according to simulated ground truth. */
  readonly wrongAnswer: number
  /** The price of one valid request that got no response, or on which the service abstained. */
  readonly noAnswer: number
}

export interface Cost {
  readonly busyMs: number
  /** The time that computing the cached responses would have taken, based on the mean time of the models. */
  readonly savedMs: number
  readonly wrong: number
  readonly unanswered: number
  readonly money: number
}

const HOUR_MS = 3_600_000

/** The cost computed from the counters of all requests and of each model stage. */
export function costOf(counters: Counters, models: readonly Counters[], prices: Prices): Cost {
  const sum = (field: number) => models.reduce((all, one) => all + (one.get(field) ?? 0), 0)
  const busyMs = sum(FIELD.spent) / 1000
  const statuses = statusesOf(counters)
  const cached = counters.get(FIELD.cached) ?? 0
  const byModels = requestsOf(counters) - cached - statuses.invalid - errorsOf(statuses)
  const wrong = counters.get(FIELD.harmed) ?? 0
  const unanswered = errorsOf(statuses) + statuses.abstained
  return {
    busyMs,
    savedMs: byModels > 0 ? (cached * busyMs) / byModels : 0,
    wrong,
    unanswered,
    money: (prices.busyHour * busyMs) / HOUR_MS + prices.wrongAnswer * wrong + prices.noAnswer * unanswered,
  }
}

/** The share of cached responses; NaN if there are no requests. */
export function cachedShare(counters: Counters): number {
  return (counters.get(FIELD.cached) ?? 0) / requestsOf(counters)
}

/** Wrong predictions according to simulated ground truth, which the service does not know. For grading only. */
export function harmOf(counters: Counters): { readonly known: number; readonly wrong: number } {
  return { known: counters.get(FIELD.known) ?? 0, wrong: counters.get(FIELD.harmed) ?? 0 }
}
