/**
 * @file Metrics of an output: computes them from the evidence of an evaluation, and reads them back from a stored
 * evaluation.
 */
import { CLASS_METRICS, METRICS, metricsFor, REPORT_METRICS } from './catalog'
import type { BinaryCounts, EvidenceKind, Metric, MetricEvidence } from './define-metric'
import type { HeadEvaluation, MetricValues } from './evaluation'
import type { Interval } from './intervals'

type Evidence = { readonly [K in EvidenceKind]?: MetricEvidence[K] }

/** A metric of an output, with its value. */
export interface MetricResult {
  readonly metric: Metric
  readonly value: number
  readonly interval?: Interval
}

/** Computes all metrics from the evidence of an output, by the key that an evaluation stores them as. */
export function measure(evidence: Evidence): Record<string, number> {
  return Object.fromEntries(
    METRICS.flatMap((metric) => {
      const value = valueFrom(metric, evidence)
      return value === undefined ? [] : [[keyOf(metric), value]]
    }),
  )
}

/**
 * Computes the metrics of a full report with their intervals, main metric first: those of evaluations, and those that
 * are only in a report. Metrics that the evidence does not determine are left out.
 */
export function measureReport(evidence: Evidence): readonly MetricResult[] {
  return REPORT_METRICS.flatMap((metric) => {
    const value = valueFrom(metric, evidence)
    if (value === undefined) return []
    const interval = intervalFrom(metric, evidence, value)
    return [{ metric, value, ...(interval && { interval }) }]
  })
}

/** Computes the intervals of the metrics from evidence that an evaluation does not store. */
export function measureIntervals(evidence: Evidence): { readonly intervals?: { [id: string]: Interval } } {
  const found = METRICS.flatMap((metric) => {
    const value = valueFrom(metric, evidence)
    const interval = value === undefined ? undefined : intervalFrom(metric, evidence, value)
    return interval ? [[metric.id, interval] as const] : []
  })
  return found.length > 0 ? { intervals: Object.fromEntries(found) } : {}
}

/** Computes the metrics of a class from its counts against all other classes. */
export function measureClass(counts: BinaryCounts): MetricValues {
  return Object.fromEntries(
    CLASS_METRICS.flatMap(({ id, perClass }) => (perClass?.counts ? [[id, perClass.counts(counts)]] : [])),
  )
}

/** The values of the metrics of an evaluated output by id, main metric first. */
export function metricValues(head: HeadEvaluation): MetricValues {
  const evidence = storedEvidence(head)
  return Object.fromEntries(
    metricsFor(head).flatMap((metric) => {
      const value = storedValue(metric, head) ?? valueFrom(metric, evidence)
      return value === undefined ? [] : [[metric.id, value]]
    }),
  )
}

const results = new WeakMap<HeadEvaluation, readonly MetricResult[]>()

/**
 * The metrics of an evaluated output with their intervals, main metric first. A metric that did not exist when the
 * evaluation was stored is computed from the rest of the evaluation, if that suffices.
 */
export function metricsOf(head: HeadEvaluation): readonly MetricResult[] {
  const known = results.get(head)
  if (known) return known
  const evidence = storedEvidence(head)
  const values = metricValues(head)
  const found = metricsFor(head).flatMap((metric): MetricResult[] => {
    const value = values[metric.id]
    if (value === undefined) return []
    const interval = head.intervals?.[metric.id] ?? intervalFrom(metric, evidence, value)
    return [{ metric, value, ...(interval && { interval }) }]
  })
  results.set(head, found)
  return found
}

/** The most important metric of an evaluated output. */
export function mainMetric(head: HeadEvaluation): MetricResult | undefined {
  return metricsOf(head)[0]
}

/** The metrics of an evaluated output that a one-line summary shows, main metric first. */
export function summaryMetrics(head: HeadEvaluation): readonly MetricResult[] {
  return metricsOf(head).filter(({ metric }) => metric.inSummary)
}

function keyOf({ id, storedAs }: Metric): string {
  return storedAs ?? id
}

function storedValue(metric: Metric, head: HeadEvaluation): number | undefined {
  if (metric.formulas.mask) return head.kind === 'image' ? head.mask?.[keyOf(metric)] : undefined
  return head[metric.id]
}

/** The evidence that an evaluation stores. */
function storedEvidence(head: HeadEvaluation): Evidence {
  if (head.kind === 'classes') return head.confusion.length > 0 ? classEvidence(head.confusion, head) : {}
  if (head.kind !== 'sequence') return {}
  const { places, rows, sequenceAccuracy = Number.NaN } = head
  return { texts: { places, rows, correctRows: Math.round(sequenceAccuracy * rows) } }
}

/** The evidence that a confusion matrix is, also by distance if the classes are ordered. */
export function classEvidence(
  confusion: MetricEvidence['confusion'],
  { ordered }: { readonly ordered?: true },
): Pick<Evidence, 'confusion' | 'ranks'> {
  return { confusion, ...(ordered && { ranks: confusion }) }
}

function valueFrom({ formulas }: Metric, evidence: Evidence): number | undefined {
  const kind = kindsOf(evidence).find((one) => formulas[one])
  if (!kind) return undefined
  // A formula takes the evidence of its own key; TypeScript cannot follow that for a key that varies.
  const formula = formulas[kind] as (evidence: unknown) => number | undefined
  return formula(evidence[kind])
}

function intervalFrom({ interval }: Metric, evidence: Evidence, value: number): Interval | undefined {
  const kind = kindsOf(evidence).find((one) => interval?.[one])
  if (!kind) return undefined
  const intervalOf = interval?.[kind] as (evidence: unknown, value: number) => Interval | undefined
  return intervalOf(evidence[kind], value)
}

function kindsOf(evidence: Evidence): readonly EvidenceKind[] {
  return Object.keys(evidence) as EvidenceKind[]
}
