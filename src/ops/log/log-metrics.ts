/**
 * @file What the counts of the log say: request statuses, latency, replicas, cached responses, prediction quality
 * measured from labels, and cost. Every chart and every total is computed from these functions.
 */
import { type Interval, wilson } from '../../metrics/intervals'
import { sketchQuantile } from '../../metrics/latency-quantiles'
import { HTTP_STATUS, STATUSES, type Status } from '../log-entry'
import { FIELD, latencySketch, MILLION } from './count-fields'
import type { Counters } from './counters'

export type StatusCounts = Readonly<Record<Status, number>>

/** The number of requests with each status. */
export function statusesOf(counters: Counters): StatusCounts {
  const [ok, invalid, limited, unready, failed, abstained, fallback] = STATUSES.map(
    (_, i) => counters.get(FIELD.status + i) ?? 0,
  ) as [number, number, number, number, number, number, number]
  return { ok, invalid, limited, unready, failed, abstained, fallback }
}

/** The total number of requests, regardless of status. */
export function requestsOf(counters: Counters): number {
  return Object.values(statusesOf(counters)).reduce((sum, n) => sum + n, 0)
}

/** The share of valid requests that succeeded; NaN if there are none. */
export function successOf(counters: Counters): number {
  const counts = statusesOf(counters)
  const answered = STATUSES.reduce((sum, status) => sum + (HTTP_STATUS[status] === 200 ? counts[status] : 0), 0)
  return answered / (requestsOf(counters) - counts.invalid)
}

export interface Latency {
  readonly count: number
  /** Latency statistics in milliseconds; NaN if there are no requests. */
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /**
   * Mean time in the queue for a replica, in milliseconds (simulated); NaN for a stage, because queue time is not
   * counted per stage.
   */
  readonly waited: number
}

/** Computes the latency from these counters. */
export function latencyOf(counters: Counters): Latency {
  const sketch = latencySketch(counters)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => sketchQuantile(sketch, q)) as [number, number, number]
  const requests = requestsOf(counters)
  return {
    count: sketch.count,
    mean: sketch.sum / sketch.count,
    p50,
    p95,
    p99,
    waited: (counters.get(FIELD.waited) ?? 0) / 1000 / requests,
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
  /** Mean simulated milliseconds from a request to its label. */
  readonly delayMs: number
  /** For regression: the mean absolute error. */
  readonly error: number
}

/** Computes the quality from these counters; `classes` is 0 for regression. */
export function qualityOf(counters: Counters, classes: number): Quality {
  const get = (field: number) => counters.get(field) ?? 0
  const labeled = get(FIELD.labeled)
  const accuracy = classes > 0 ? get(FIELD.right) / labeled : Number.NaN
  return {
    labeled,
    accuracy,
    interval: wilson(accuracy, labeled),
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
  /** The price of one valid request without a response. */
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
  const { limited, unready, failed } = statusesOf(counters)
  const cached = counters.get(FIELD.cached) ?? 0
  const byModels = requestsOf(counters) - cached - statusesOf(counters).invalid - limited - unready - failed
  const wrong = counters.get(FIELD.harmed) ?? 0
  const unanswered = limited + unready + failed
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
