/**
 * @file The metric by which versions of a model are compared: the cost per row if costs were stated, the metric that the
 * training settings watch, balanced accuracy for imbalanced classes, or else the main metric.
 */
import { parseMetricId } from '../base/metric-id'
import type { Decision } from '../data/output-decision'
import { metricsFor } from './catalog'
import type { MetricId, OutputKind } from './define-metric'
import type { HeadEvaluation, StatedCost } from './evaluation'
import { isImbalanced } from './imbalance'

export type DecidingMetric = MetricId | 'cost'

export interface DecidedOutput {
  readonly kind: OutputKind
  readonly label: string
  readonly hasCosts: boolean
  /** The metric that early stopping watches, such as `validationAccuracy`. A loss does not decide. */
  readonly watched?: string | undefined
  /** The rows of each class. */
  readonly supports: readonly number[]
}

/** Returns the metric by which an output is compared. */
export function decidingMetric({ kind, label, hasCosts, watched, supports }: DecidedOutput): DecidingMetric {
  if (hasCosts) return 'cost'
  const metrics = metricsFor({ kind, mask: true, ordered: true }).map(({ id }) => id)
  const { output, metric } = parseMetricId(watched ?? '')
  const asked = output === undefined || output === label ? metrics.find((id) => id === metric) : undefined
  if (asked) return asked
  return kind === 'classes' && isImbalanced(supports) ? 'balancedAccuracy' : (metrics[0] ?? 'loss')
}

/** Returns the metric by which an evaluated output is compared. */
export function decidingMetricOf(head: HeadEvaluation, watched?: string): DecidingMetric {
  const { kind, label } = head
  const supports = kind === 'classes' ? head.perClass.map(({ support }) => support) : []
  return decidingMetric({ kind, label, watched, supports, hasCosts: kind === 'classes' && head.cost !== undefined })
}

/** Returns the mean cost of the mistakes about the class of a decision; rows of a confusion matrix are actual classes. */
export function statedCost(
  confusion: readonly (readonly number[])[],
  labels: readonly string[],
  { positive, costs = { miss: 1, falseAlarm: 1 } }: Decision,
): StatedCost {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  const [own, n] = [sum(confusion[positive] ?? []), sum(confusion.map(sum))]
  const found = confusion[positive]?.[positive] ?? 0
  const predicted = sum(confusion.map((row) => row[positive] ?? 0))
  const share = costs.prevalence ?? own / n
  const part = (weight: number, mistakes: number, rows: number) => (weight === 0 ? 0 : (weight * mistakes) / rows)
  const missed = part(share * costs.miss, own - found, own)
  const alarmed = part((1 - share) * costs.falseAlarm, predicted - found, n - own)
  return { ...costs, label: labels[positive] ?? '', value: missed + alarmed }
}
