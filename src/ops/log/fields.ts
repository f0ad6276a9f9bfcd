/**
 * @file Fields: what is counted of requests, each a number that stays the same for ever, since counts are kept under it. All are whole
 * numbers, so that sums are exact in any order: what is not whole is counted in millionths.
 */
import { exp, log } from '../../base/exact'
import { type Sketch, WITHIN } from '../../metrics/quantile'

export const FIELD = {
  /** And the place of the status after it. */
  status: 0,
  cached: 8,
  /** Answers of a model with a confidence; the sum of those and of their squares, in millionths. */
  sure: 9,
  confidence: 10,
  confidence2: 11,
  /** Microseconds: waited of all, from arrival to answer of those that were answered. */
  waited: 12,
  total: 13,
  /** Labels that came; those of requests that had an answer, and that agree with it. Seconds from request to label. */
  labels: 14,
  labelled: 15,
  right: 16,
  delay: 17,
  /** By the world's truth, for graders alone: answers whose truth is known, and wrong ones. */
  known: 18,
  harmed: 19,
  shadowed: 20,
  disagreed: 21,
  /** Of numbers: labelled answers' errors, whole units and the millionths beside them. */
  errorWhole: 22,
  errorPart: 23,
  /** Requests in a stage, and microseconds in it. */
  passed: 24,
  spent: 25,
  /** Requests that waited for a replica that was being started; those that came to a model, and the replicas that each found warm. */
  cold: 26,
  asked: 27,
  warm: 28,
  /** And four times the bin: answers, labelled ones, right ones, and the sum of the confidences of labelled ones, in millionths. */
  bins: 32,
  /** And the bucket: of requests that were answered, and of all in a stage. */
  latency: 4096,
  /** And the class that was answered. */
  predicted: 1 << 16,
  /** And the label times 2^16 and the class that was answered. */
  confusion: 2 ** 32,
} as const

/** Bins of the confidence, of equal width, closed on the right, as `metrics/calibration.ts` has them. */
export const BINS = 15

export const MILLION = 1_000_000

/** The bin of a confidence; edges are i / BINS as a computer has them. */
export function binOf(confidence: number): number {
  let bin = Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1))
  if (bin < BINS - 1 && confidence > (bin + 1) / BINS) bin++
  else if (bin > 0 && confidence <= bin / BINS) bin--
  return bin
}

/** Buckets of times as `metrics/quantile.ts` has them, counted from that of a microsecond; 0 is what is shorter. */
const LN_RATIO = log((1 + WITHIN) / (1 - WITHIN))
const LEAST_MS = 1e-3
export const FIRST_BUCKET = Math.ceil(log(LEAST_MS) / LN_RATIO)
export const BUCKETS = Math.ceil(log(1e8) / LN_RATIO) - FIRST_BUCKET + 2

/** The bucket of a time in milliseconds. */
export function bucketOf(ms: number): number {
  if (!(ms >= LEAST_MS)) return 0
  return Math.max(1, Math.min(BUCKETS - 1, Math.ceil(log(ms) / LN_RATIO) - FIRST_BUCKET + 1))
}

/** The times that were counted, as the sketch that tells their quantiles. */
export function sketchOf(counters: ReadonlyMap<number, number>): Sketch {
  const counts = Array.from({ length: BUCKETS - 1 }, (_, i) => counters.get(FIELD.latency + 1 + i) ?? 0)
  const none = counters.get(FIELD.latency) ?? 0
  const [first, last] = [counts.findIndex((n) => n > 0), counts.findLastIndex((n) => n > 0)]
  const all = counts.reduce((sum, n) => sum + n, none)
  return {
    count: all,
    sum: (counters.get(FIELD.total) ?? counters.get(FIELD.spent) ?? 0) / 1000,
    // The ends are known as their buckets are: within 1 %.
    min: none > 0 || first < 0 ? 0 : middleOf(FIRST_BUCKET + first),
    max: last < 0 ? 0 : middleOf(FIRST_BUCKET + last),
    none,
    from: FIRST_BUCKET + Math.max(0, first),
    counts: first < 0 ? [] : counts.slice(first, last + 1),
  }
}

function middleOf(bucket: number): number {
  return (2 * exp(bucket * LN_RATIO)) / ((1 + WITHIN) / (1 - WITHIN) + 1)
}
