/** @file Model metrics: text about the metrics of a saved model, and a function that groups models by name. */
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { formatMetric, metricsLine } from '../../metrics/format-metric'
import { metricsOf } from '../../metrics/metrics-of'
import { modelsText } from '../../messages/en/shell/dialogs'
import type { ModelRow } from '../../storage/records'

const { metrics: text } = modelsText

/**
 * Formats the metrics of every output and the set on which they were measured: "accuracy 97.1% on the test set (1,000
 * examples)".
 */
export function modelMetricsText(metrics: Evaluation | null): string {
  if (!metrics) return text.none
  const several = metrics.heads.length > 1
  const each = metrics.heads.map((head) =>
    several ? text.ofOutput({ output: head.label, metric: metricOf(head) }) : metricOf(head),
  )
  const { split, rows, mayBeSeen = false, isDecided = false } = metrics
  return text.on({ metrics: each, split, rows, mayBeSeen, isDecided })
}

function metricOf(head: HeadEvaluation): string {
  return metricsLine(head, metricsOf(head).slice(0, 1))
}

/** The value of the main metric of the first output, such as "97.1%"; empty if the model was not evaluated. */
export function mainMetricValue(metrics: Evaluation | null): string {
  const head = metrics?.heads[0]
  const main = head && metricsOf(head)[0]
  return main ? formatMetric(main.metric, main.value) : ''
}

/**
 * Groups the models by name. Within a group, versions are newest first; the groups are in the order of their newest
 * versions.
 */
export function groupByName(rows: readonly ModelRow[]): readonly (readonly [string, readonly ModelRow[]])[] {
  const names = new Map<string, ModelRow[]>()
  for (const row of [...rows].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.version - a.version)) {
    const known = names.get(row.name)
    if (known) known.push(row)
    else names.set(row.name, [row])
  }
  return [...names].map(([name, versions]) => [name, versions.sort((a, b) => b.version - a.version)])
}
