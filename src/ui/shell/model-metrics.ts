/** @file Model metrics: text about the metrics of a saved model, and a function that groups models by name. */
import type { Evaluation, HeadEvaluation, StatedCost } from '../../metrics/evaluation'
import { type DecidingMetric, decidingMetricOf, statedCost } from '../../metrics/deciding-metric'
import { formatMetric, metricsLine, textFor } from '../../metrics/format-metric'
import { metricsOf } from '../../metrics/metrics-of'
import { modelsText } from '../../messages/en/shell/dialogs'
import type { ModelRow } from '../../storage/records'

const { metrics: text } = modelsText

/** What a row of a saved model says of its quality. */
type Measured = Pick<ModelRow, 'metrics' | 'watches' | 'thresholds'>

/** The costs of the newest version that has some, by which all versions of a model are compared. */
export function costsOfModel(versions: readonly Pick<ModelRow, 'version' | 'metrics'>[]): StatedCost | undefined {
  return versions
    .toSorted((a, b) => b.version - a.version)
    .flatMap(({ metrics }) => metrics?.heads.slice(0, 1) ?? [])
    .flatMap((head) => (head.kind === 'classes' && head.cost ? [head.cost] : []))[0]
}

/**
 * Formats the metric of every output that the project decides by, also the main metric if that is another one, the
 * figures of a class with a saved threshold, and the set on which they were measured: "accuracy 97.1% on the test set
 * (1,000 examples)".
 */
export function modelMetricsText({ metrics, watches, thresholds }: Measured, costs?: StatedCost): string {
  if (!metrics) return text.none
  const several = metrics.heads.length > 1
  const each = metrics.heads.flatMap((head, i) => {
    const main = metricsLine(head, metricsOf(head).slice(0, 1))
    const deciding = decidingFigure(head, watches, i === 0 ? costs : undefined)
    const found = !deciding || deciding.isMain ? [main] : [text.figure(deciding), main]
    return found.map((metric) => (several ? text.ofOutput({ output: head.label, metric }) : metric))
  })
  const { split, rows, mayBeSeen = false, isDecided = false } = metrics
  const found = isDecided ? metrics.heads.flatMap((head) => atThreshold(head, thresholds?.[head.label]) ?? []) : []
  return text.on({ metrics: each, split, rows, mayBeSeen, isDecided, thresholds: found })
}

function atThreshold(head: HeadEvaluation, decision: NonNullable<ModelRow['thresholds']>[string] | undefined) {
  const score = head.kind === 'classes' ? head.perClass.find(({ label }) => label === decision?.positive) : undefined
  return decision && score && text.atThreshold({ ...decision, recall: score.recall, precision: score.precision })
}

interface Figure {
  readonly name: string
  readonly value: string
  readonly isMain: boolean
}

/** The value of the metric that the project decides by, of the first output; undefined without an evaluation. */
export function decidingValue({ metrics, watches }: Measured, costs?: StatedCost): Figure | undefined {
  const head = metrics?.heads[0]
  return head && decidingFigure(head, watches, costs)
}

/** The metric that decides, with its value; by costs also if they were stated with another version. */
function decidingFigure(head: HeadEvaluation, watches: string | undefined, costs?: StatedCost): Figure | undefined {
  const cost = head.kind === 'classes' ? (costs ?? head.cost) : undefined
  const labels = head.kind === 'classes' ? head.perClass.map(({ label }) => label) : []
  const positive = cost ? labels.indexOf(cost.label) : -1
  if (head.kind === 'classes' && cost && positive >= 0) {
    const { value } = statedCost(head.confusion, labels, { positive, threshold: 0, costs: cost })
    return { name: text.cost, value: text.perThousand({ value }), isMain: false }
  }
  const [main] = metricsOf(head)
  const id: DecidingMetric = decidingMetricOf(head, watches)
  const found = metricsOf(head).find(({ metric }) => metric.id === id) ?? main
  const isMain = found === main
  return (
    found && { name: textFor(found.metric, head.kind).short, value: formatMetric(found.metric, found.value), isMain }
  )
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
