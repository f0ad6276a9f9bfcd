/**
 * @file The metrics of an evaluation, for the console. The metric catalog is loaded when the first run is prepared,
 * because the first page does not need it.
 */
import type { HeadEvaluation } from '../../metrics/evaluation'
import type { MetricResult, metricsOf } from '../../metrics/metrics-of'

let loaded: typeof metricsOf | undefined

/** Loads the metric catalog; must be called before an evaluation is shown. */
export async function loadMetrics(): Promise<void> {
  loaded ??= (await import('../../metrics/metrics-of')).metricsOf
}

/** The metrics of an evaluated output with their intervals, main metric first. */
export function loadedMetricsOf(head: HeadEvaluation): readonly MetricResult[] {
  return loaded?.(head) ?? []
}
