/**
 * @file The metrics of an evaluation, for the console. The metric catalog is loaded with the first evaluation: when a run
 * is prepared, or when stored runs or models have one. The first page does not need it.
 */
import type { Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import type { MetricResult, metricsOf } from '../../metrics/metrics-of'

let loaded: typeof metricsOf | undefined

/** Loads the metric catalog; must be called before an evaluation is shown. */
export async function loadMetrics(): Promise<void> {
  loaded ??= (await import('../../metrics/metrics-of')).metricsOf
}

/** Loads the metric catalog if a stored run or model has an evaluation; must be called before they are shown. */
export async function loadMetricsFor(rows: readonly { readonly metrics: Evaluation | null }[]): Promise<void> {
  if (rows.some(({ metrics }) => metrics)) await loadMetrics()
}

/** The metrics of an evaluated output with their intervals, main metric first. */
export function loadedMetricsOf(head: HeadEvaluation): readonly MetricResult[] {
  return loaded?.(head) ?? []
}
