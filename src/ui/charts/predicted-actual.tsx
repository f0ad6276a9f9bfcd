/** @file Predicted against actual: each held-out row a point; on the line the prediction would be perfect. Loaded lazily. */
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
import type { HeadEvaluation } from '../../metrics/evaluation'
import { significant } from '../../messages/format'
import { linearTicks, tickWords } from './ticks'
import styles from './charts.module.css'

export interface PredictedActualProps {
  readonly head: Extract<HeadEvaluation, { kind: 'number' }>
  readonly unit?: string | undefined
}

/** At most 300 points and the line on which both are equal. */
export default function PredictedActual({ head, unit }: PredictedActualProps) {
  const values = head.pairs.flatMap((pair) => [pair.actual, pair.predicted])
  const low = Math.min(...values)
  const high = Math.max(...values)
  const air = (high - low) * 0.05 || 1
  const domain: [number, number] = [low - air, high + air]
  const ticks = [...linearTicks(domain[0], domain[1], 5)]
  const unitWords = unit ? `, ${unit}` : ''
  const axis = {
    type: 'number' as const,
    domain,
    ticks,
    tickFormatter: (value: number) => tickWords(value, (ticks[1] ?? Number.POSITIVE_INFINITY) - (ticks[0] ?? 0)),
    stroke: 'var(--line)',
    tick: { fill: 'var(--faint)' },
    tickLine: false,
  }
  return (
    <div
      className={styles.recharts}
      role="img"
      aria-label={`Predicted against actual for ${head.pairs.length} rows: mean absolute error ${significant(head.mae)}, R² ${significant(head.r2)}`}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart margin={{ top: 6, right: 12, bottom: 14, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis
            {...axis}
            dataKey="actual"
            name="actual"
            height={20}
            label={{ value: `actual${unitWords}`, position: 'insideBottom', offset: -10 }}
          />
          <YAxis
            {...axis}
            dataKey="predicted"
            name="predicted"
            width={46}
            label={{
              value: `predicted${unitWords}`,
              angle: -90,
              position: 'insideLeft',
              style: { textAnchor: 'middle' },
            }}
          />
          <ReferenceLine
            segment={[
              { x: domain[0], y: domain[0] },
              { x: domain[1], y: domain[1] },
            ]}
            stroke="var(--edge)"
            strokeDasharray="4 4"
            ifOverflow="hidden"
          />
          <Tooltip
            isAnimationActive={false}
            cursor={false}
            formatter={(value) => significant(Number(value))}
            contentStyle={{
              background: 'var(--raise)',
              border: '1px solid var(--edge)',
              borderRadius: 6,
              color: 'var(--ink)',
            }}
            itemStyle={{ color: 'var(--ink)' }}
          />
          <Scatter
            data={[...head.pairs]}
            fill="var(--learns)"
            fillOpacity={0.75}
            isAnimationActive={false}
            shape={dot}
          />
        </ScatterChart>
      </ResponsiveContainer>
    </div>
  )
}

function dot(point: { readonly cx?: number | undefined; readonly cy?: number | undefined }) {
  return <circle cx={point.cx} cy={point.cy} r={2.5} fill="var(--learns)" fillOpacity={0.75} />
}
