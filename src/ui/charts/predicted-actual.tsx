/**
 * @file Scatter plot of predicted vs. actual values of held-out examples, with the line of perfect predictions. Loads
 * lazily.
 */
import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { chartsText } from '../../messages/en/charts'
import { significant } from '../../messages/format'
import type { NumberEvaluation } from '../../metrics/evaluation'
import { metricsLine } from '../../metrics/format-metric'
import { summaryMetrics } from '../../metrics/metrics-of'
import styles from './charts.module.css'
import { numberAxis, sideLabel, TOOLTIP } from './ticks'

const text = chartsText.predicted

export interface PredictedActualProps {
  readonly head: NumberEvaluation
  readonly unit?: string | undefined
}

/** Scatter plot of at most 300 points, with the line where predicted and actual values are equal. */
export default function PredictedActual({ head, unit }: PredictedActualProps) {
  const values = head.pairs.flatMap((pair) => [pair.actual, pair.predicted])
  const low = Math.min(...values)
  const high = Math.max(...values)
  const margin = (high - low) * 0.05 || 1
  const [from, to] = [low - margin, high + margin]
  const axis = numberAxis(from, to)
  return (
    <div
      dir="ltr"
      className={styles.recharts}
      role="img"
      aria-label={text.label({ examples: head.pairs.length, metrics: metricsLine(head, summaryMetrics(head), unit) })}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart margin={{ top: 6, right: 12, bottom: 14, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--rule)" />
          <XAxis
            {...axis}
            dataKey="actual"
            name={text.actual}
            height={20}
            label={{ value: unit ? text.actualIn({ unit }) : text.actual, position: 'insideBottom', offset: -10 }}
          />
          <YAxis
            {...axis}
            dataKey="predicted"
            name={text.predicted}
            width={46}
            label={sideLabel(unit ? text.predictedIn({ unit }) : text.predicted)}
          />
          <ReferenceLine
            segment={[
              { x: from, y: from },
              { x: to, y: to },
            ]}
            stroke="var(--edge)"
            strokeDasharray="4 4"
            ifOverflow="hidden"
          />
          <Tooltip {...TOOLTIP} cursor={false} formatter={(value) => significant(Number(value))} />
          <Scatter data={[...head.pairs]} fill="var(--soft)" fillOpacity={0.75} isAnimationActive={false} shape={dot} />
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  )
}

function dot(point: { readonly cx?: number | undefined; readonly cy?: number | undefined }) {
  return <circle cx={point.cx} cy={point.cy} r={2.5} fill="var(--soft)" fillOpacity={0.75} />
}
