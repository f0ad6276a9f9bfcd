/** @file Formats metrics: values, intervals, differences, and names with values, by the kind of the metric. */
import { reportMetricsText } from '../messages/en/evaluate/report-metrics'
import { type MetricText, metricsText } from '../messages/en/metrics'
import { metricNumber, oneDecimal, percent, significant } from '../messages/format'
import { CLASS_METRICS } from './catalog'
import { onlyClassOf } from './class-report'
import type { Metric, OutputKind } from './define-metric'
import type { ClassScore, HeadEvaluation } from './evaluation'
import type { Interval } from './intervals'
import type { MetricResult } from './metrics-of'

/** Formats a value without its unit, such as "94.0%" or "2.31". */
export function formatMetric({ kind }: Pick<Metric, 'kind'>, value: number | undefined): string {
  switch (kind) {
    case 'share':
      return percent(value)
    case 'score':
      return metricNumber(value)
    case 'error':
    case 'loss':
      return significant(value)
    default:
      return kind satisfies never
  }
}

/** Formats a value with the unit of an error, such as "2.31 mpg" or "10.0 of 255". */
export function formatWithUnit(
  metric: Pick<Metric, 'kind'>,
  value: number | undefined,
  unit: string | undefined,
): string {
  const text = formatMetric(metric, value)
  return unit !== undefined && metric.kind === 'error' ? metricsText.withUnit({ value: text, unit }) : text
}

/** The unit of the errors of an output: that of its target column, or the range of pixels. */
export function unitOf(kind: OutputKind, unit?: string): string | undefined {
  return kind === 'image' ? metricsText.pixelUnit : unit
}

/** Formats an interval, such as "95% interval 93.1% to 94.8%". */
export function formatInterval(metric: Metric, { low, high }: Interval): string {
  return metricsText.interval({ low: formatMetric(metric, low), high: formatMetric(metric, high) })
}

/** Formats a difference with its sign, in percentage points for a share; one that rounds to zero has no sign. */
export function formatDifference(metric: Metric, difference: number): string {
  const isShare = metric.kind === 'share'
  const value = isShare ? oneDecimal(100 * difference) : significant(difference)
  const isZero = difference === 0 || (isShare && Math.abs(difference) < 0.0005)
  if (isZero) return significant(0)
  const signed = difference > 0 ? `+${value}` : value
  return isShare ? metricsText.points({ value: signed }) : signed
}

/** The text of a metric for outputs of a kind. */
export function textFor(metric: Metric, kind: OutputKind): MetricText {
  return metric.variants?.[kind] ?? metric.text
}

/** Formats the first metric of a class, by which classes are ordered, such as "F1 0.956". */
export function classScoreText(score: ClassScore): string {
  const [metric] = CLASS_METRICS
  return metric ? withValue(metric.text, formatMetric(metric, score[metric.id])) : ''
}

/** Formats metrics on one line, such as "MAE 2.31 mpg, R² 0.861". */
export function metricsLine(head: HeadEvaluation, results: readonly MetricResult[], unit?: string): string {
  const metrics = results.map(({ metric, value }) =>
    withValue(textFor(metric, head.kind), formatWithUnit(metric, value, unitOf(head.kind, unit))),
  )
  const line = metricsText.list({ metrics })
  return onlyClassOf(head) ? reportMetricsText.oneClass({ metrics: line }) : line
}

function withValue({ short }: MetricText, value: string): string {
  return metricsText.withValue({ metric: short, value })
}
