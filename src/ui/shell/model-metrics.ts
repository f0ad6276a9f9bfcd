/** @file Model metrics: text about the metrics of a saved model, and a function that groups models by name. */
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { decidingMetric } from '../../metrics/deciding-metric'
import { formatMetric, metricsLine, textFor } from '../../metrics/format-metric'
import { type MetricResult, metricsOf } from '../../metrics/metrics-of'
import { modelsText } from '../../messages/en/shell/dialogs'
import type { ModelRow } from '../../storage/records'

const { metrics: text } = modelsText

/** What a row of a saved model says of its quality. */
type Measured = Pick<ModelRow, 'metrics' | 'watches' | 'thresholds'>

/**
 * Formats the metric of every output that the project decides by, the figures of a class with a saved threshold, and the
 * set on which they were measured: "accuracy 97.1% on the test set (1,000 examples)".
 */
export function modelMetricsText({ metrics, watches, thresholds }: Measured): string {
  if (!metrics) return text.none
  const several = metrics.heads.length > 1
  const each = metrics.heads.map((head) => {
    const metric = metricsLine(head, [decidingResult(head, watches) ?? []].flat())
    return several ? text.ofOutput({ output: head.label, metric }) : metric
  })
  const { split, rows, mayBeSeen = false, isDecided = false } = metrics
  const found = isDecided ? metrics.heads.flatMap((head) => atThreshold(head, thresholds?.[head.label]) ?? []) : []
  return text.on({ metrics: each, split, rows, mayBeSeen, isDecided, thresholds: found })
}

function atThreshold(head: HeadEvaluation, decision: NonNullable<ModelRow['thresholds']>[string] | undefined) {
  const score = head.kind === 'classes' ? head.perClass.find(({ label }) => label === decision?.positive) : undefined
  return decision && score && text.atThreshold({ ...decision, recall: score.recall, precision: score.precision })
}

/** The value of the metric that the project decides by, of the first output; undefined without an evaluation. */
export function decidingValue({ metrics, watches }: Measured) {
  const head = metrics?.heads[0]
  const found = head && decidingResult(head, watches)
  return found && { name: textFor(found.metric, head.kind).short, value: formatMetric(found.metric, found.value) }
}

/** The metric that the project decides by, with its value; a stated cost is not a metric of an evaluation. */
function decidingResult(head: HeadEvaluation, watched?: string): MetricResult | undefined {
  const { kind, label } = head
  const supports = kind === 'classes' ? head.perClass.map(({ support }) => support) : []
  const id = decidingMetric({ kind, label, watched, supports, hasCosts: false })
  const all = metricsOf(head)
  return all.find(({ metric }) => metric.id === id) ?? all[0]
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
