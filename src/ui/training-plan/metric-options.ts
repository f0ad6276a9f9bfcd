/**
 * @file metricOptions: the metrics that can stop a run early: the losses and, for a network with a single output, that
 * output's metrics.
 */
import { metricId, parseMetricId } from '../../base/metric-id'
import type { OutputBinding, Task } from '../../data/column-binding'
import { type MetricText, metricsText, metricText } from '../../messages/en/metrics'
import { metricsFor } from '../../metrics/catalog'
import { textFor } from '../../metrics/format-metric'
import type { Option } from '../kit/field'

/** The available metrics, which always include the current one. */
export function metricOptions(outputs: readonly OutputBinding[], current?: string): readonly Option[] {
  const [only] = outputs
  const ofOutput = only && outputs.length === 1 ? optionsOf(only.task) : []
  const options = [option(metricId({ of: 'validation', metric: 'loss' })), option('loss'), ...ofOutput]
  if (current === undefined || options.some(({ value }) => value === current)) return options
  return [...options, option(current)]
}

function optionsOf(task: Task): readonly Option[] {
  return metricsFor(task)
    .filter(({ everyEpoch }) => everyEpoch)
    .map((metric) => option(metricId({ of: 'validation', metric: metric.id }), textFor(metric, task.kind)))
}

function option(id: string, text: MetricText | undefined = metricText(parseMetricId(id).metric)): Option {
  return { value: id, title: text ? metricsText.ofSet[parseMetricId(id).of]({ name: text.short }) : id }
}
