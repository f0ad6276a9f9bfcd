/**
 * @file Estimates: values with their 95% intervals, of the metrics of a whole output and of each class. A metric without
 * an interval of its own gets that of a bootstrap over the rows.
 */
import { rng } from '../base/rng'
import type { BinaryCounts, MetricEvidence } from './define-metric'
import type { ClassesEvaluation, HeadEvaluation } from './evaluation'
import { type Interval, wilson } from './intervals'
import { classEvidence, measure, measureReport, metricsOf } from './metrics-of'

/** A value with its 95% interval, if one can be computed. */
export interface Estimate extends Partial<Interval> {
  readonly value: number
}

/** The evidence of some rows of an evaluated output, each of which may occur several times. */
export type Resample = (rows: Uint32Array) => { readonly [K in keyof MetricEvidence]?: MetricEvidence[K] }

/**
 * The number of resamples, and the work that they may take in all: rows and cells of the confusion matrix. Fewer
 * resamples make the ends of an interval less exact, not wrong.
 */
const WORLDS = 400
const LEAST_WORLDS = 50
const MOST_WORK = 2e7

/** The metrics of an output by id, each with its interval. `resample` is given if the rows can be drawn again. */
export function estimatesOf(
  head: HeadEvaluation,
  rows: number,
  resample?: Resample,
): { readonly [id: string]: Estimate } {
  const results = metricsOf(head)
  const lacking = results.filter(({ interval }) => !interval)
  const drawn = resample && lacking.length > 0 ? bootstrapOf(head, rows, resample) : undefined
  return Object.fromEntries(
    results.map(({ metric: { id, storedAs = id }, value, interval }) => [
      id,
      { value, ...(interval ?? drawn?.(storedAs)) },
    ]),
  )
}

/** The metrics that only a report has, from all evidence of an output. */
export function reportEstimates(evidence: ReturnType<Resample>): { readonly [id: string]: Estimate } {
  const results = measureReport(evidence).filter(({ metric }) => metric.onlyInReport)
  return Object.fromEntries(results.map(({ metric, value, interval }) => [metric.id, { value, ...interval }]))
}

/** The 2.5th and 97.5th percentiles of metrics over resampled rows (Efron 1979, Annals of Statistics 7). */
function bootstrapOf(head: HeadEvaluation, rows: number, resample: Resample): (key: string) => Interval | undefined {
  const cells = head.kind === 'classes' ? head.confusion.length ** 2 : 0
  const worlds = Math.max(LEAST_WORLDS, Math.min(WORLDS, Math.floor(MOST_WORK / (rows + cells))))
  const random = rng(0, { kind: 'resample', epoch: 0 })
  const drawn = new Uint32Array(rows)
  const results = Array.from({ length: worlds }, () => {
    for (let i = 0; i < rows; i++) drawn[i] = random.below(rows)
    const evidence = resample(drawn)
    return measure({
      ...evidence,
      ...(evidence.confusion && classEvidence(evidence.confusion, head as ClassesEvaluation)),
    })
  })
  return (key) => {
    const values = results.flatMap((result) => (Number.isFinite(result[key]) ? [result[key] as number] : []))
    if (values.length < worlds / 2) return undefined
    values.sort((a, b) => a - b)
    const at = (share: number) => values[Math.round(share * (values.length - 1))] as number
    return { low: at(0.025), high: at(0.975) }
  }
}

/** Precision, recall, and F1 of a class from its counts. */
export function classEstimates({ truePositives, falsePositives, falseNegatives }: BinaryCounts): {
  readonly [K in 'precision' | 'recall' | 'f1']: Estimate
} {
  const shareOf = (n: number): Estimate => {
    const value = n > 0 ? truePositives / n : 0
    return { value, ...wilson(value, n) }
  }
  // F1 is 2 J / (1 + J), where J is the share of true positives among all rows that are or were predicted as the class.
  const jaccard = shareOf(truePositives + falsePositives + falseNegatives)
  const f1 = (share: number) => (2 * share) / (1 + share)
  const { value, low = 0, high = 1 } = jaccard
  return {
    precision: shareOf(truePositives + falsePositives),
    recall: shareOf(truePositives + falseNegatives),
    f1: { value: f1(value), low: f1(low), high: f1(high) },
  }
}
