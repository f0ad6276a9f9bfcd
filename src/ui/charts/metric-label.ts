/** @file metricLabel: the name of an epoch's metric, from the id that histories and training settings store. */
import { chartsText } from '../../messages/en/charts'
import { readMetric } from '../../data/metric-names'

const text = chartsText.metrics

/** Validation accuracy for validationAccuracy; an id that this version does not know is its own label. */
export function metricLabel(id: string): string {
  const { output, of, kind } = readMetric(id)
  if (kind === undefined) return id
  const metric = text[of][kind]
  return output === undefined ? metric : text.ofOutput({ output, metric })
}
