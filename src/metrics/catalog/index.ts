/**
 * @file The metric catalog: what all files of this folder define, in the order of their texts. They are shown in that
 * order; the first one that applies to an output is its main metric. To add a metric, add its text and its definition.
 */
import { assert } from '../../base/assert'
import { parseMetricId } from '../../base/metric-id'
import { reportMetricsText } from '../../messages/en/evaluate/report-metrics'
import { metricsText } from '../../messages/en/metrics'
import { type EvidenceKind, type Metric, type MetricId, OUTPUT_OF, type OutputKind } from '../define-metric'
import { loss } from './loss'

const modules = import.meta.glob<Readonly<Record<string, unknown>>>(
  ['./*.ts', '!./index.ts', '!./*.test.ts', '!./*.test-help.ts'],
  { eager: true },
)
const byId = new Map<string, Metric>(
  Object.values(modules).flatMap((exported) =>
    Object.values(exported)
      .filter(isMetric)
      .map((metric) => [metric.id, metric]),
  ),
)

/** The metrics of evaluations. */
export const METRICS: readonly Metric[] = withText({ ...metricsText.byId, ...reportMetricsText.evaluated })

/** The metrics of the full report: those of evaluations, and those that only a report has. */
export const REPORT_METRICS: readonly Metric[] = [...METRICS, ...withText(reportMetricsText.byId)]

function withText(texts: object): readonly Metric[] {
  return Object.keys(texts).map((id) => {
    const metric = byId.get(id)
    assert(metric, `the texts name the metric ${id}, but no file defines it`)
    return metric
  })
}

/** Returns the metric with this id. */
export function metricById(id: MetricId): Metric {
  return byId.get(id) ?? loss
}

/** Finds the metric of an id in a history, such as `species validationAccuracy`; undefined for an unknown metric. */
export function metricInHistory(id: string): Metric | undefined {
  return byId.get(parseMetricId(id).metric)
}

interface MetricsOutput {
  readonly kind: OutputKind
  /** Whether an image is a mask. */
  readonly mask?: unknown
  /** Whether classes are ordered. */
  readonly ordered?: unknown
}

/** The metrics of an output of this kind, main metric first. */
export function metricsFor({ kind, mask, ordered }: MetricsOutput): readonly Metric[] {
  const lacks = (evidence: EvidenceKind) => (evidence === 'mask' && !mask) || (evidence === 'ranks' && !ordered)
  return METRICS.filter(({ formulas }) =>
    (Object.keys(formulas) as EvidenceKind[]).some((evidence) => OUTPUT_OF[evidence] === kind && !lacks(evidence)),
  )
}

/** The metrics of a single class, which are the columns of the table of classes. */
export const CLASS_METRICS: readonly Metric[] = METRICS.filter(({ perClass }) => perClass)

/** The metric that training adds up step by step for an output of this kind. */
export function stepMetric(kind: OutputKind): Metric {
  return METRICS.find(({ perStep }) => perStep?.includes(kind)) ?? loss
}

/** The metric by which rows and slices of an output of this kind are compared. */
export function rowMetric(kind: OutputKind): Metric {
  return METRICS.find(({ perRow }) => perRow?.includes(kind)) ?? loss
}

function isMetric(value: unknown): value is Metric {
  return typeof value === 'object' && value !== null && 'formulas' in value
}
