/** @file Scatter plot of predicted vs. actual values of held-out examples, with the line of perfect predictions. */
import { chartsText } from '../../messages/en/charts'
import { significant } from '../../messages/format'
import type { NumberEvaluation } from '../../metrics/evaluation'
import { metricsLine } from '../../metrics/format-metric'
import { summaryMetrics } from '../../metrics/metrics-of'
import { Chart } from './chart'
import type { ChartData } from './chart-data'

const text = chartsText.predicted

type NumberPair = NumberEvaluation['pairs'][number]

export interface PredictedActualProps {
  readonly head: NumberEvaluation
  readonly unit?: string | undefined
  /** Opens the example of a point. */
  readonly onOpen?: (row: number) => void
}

/** Shows the pairs of an evaluation, with the line where predicted and actual values are equal. */
export function PredictedActual({ head, unit, onOpen }: PredictedActualProps) {
  const pairs = head.pairs.toSorted((a, b) => a.actual - b.actual)
  return (
    <Chart
      title={text.title}
      label={text.label({ examples: head.pairs.length, metrics: metricsLine(head, summaryMetrics(head), unit) })}
      source={predictedData(pairs, unit)}
      {...(onOpen ? { onOpen: (_series, index) => onOpen((pairs[index] as NumberPair).row) } : {})}
    />
  )
}

/** The pairs are in the order of their actual values. */
function predictedData(pairs: readonly NumberPair[], unit: string | undefined): ChartData {
  const values = pairs.flatMap((pair) => [pair.actual, pair.predicted])
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const margin = (high - low) * 0.05 || 1
  const domain = [low - margin, high + margin] as const
  return {
    x: { name: text.actual, unit, domain, format: significant },
    y: { name: text.predicted, unit, domain, format: significant },
    series: [
      { name: text.equal, kind: 'line', token: 'data-other', look: 'thin', unlisted: true, x: domain, y: domain },
      {
        ...{ name: '', kind: 'points', token: 'data-1' },
        x: pairs.map(({ actual }) => actual),
        y: pairs.map(({ predicted }) => predicted),
      },
    ],
  }
}
