/** @file metricLabel: the display name for a metric id, as stored in histories and training settings. */
import { chartsText } from '../../messages/en/charts'
import { readMetric } from '../../data/metric-names'

const text = chartsText.metrics

/** The label of a metric, such as "Validation accuracy" for validationAccuracy. An unknown id is returned unchanged. */
export function metricLabel(id: string): string {
  const { output, of, kind } = readMetric(id)
  if (kind === undefined) return id
  const metric = text[of][kind]
  return output === undefined ? metric : text.ofOutput({ output, metric })
}
