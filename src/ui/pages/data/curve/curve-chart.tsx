/** @file Curve chart: the score by training rows, the law through it and its band, and what more rows would come to. Loaded lazily. */
import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  XAxis,
  YAxis,
} from 'recharts'
import { count } from '../../../../messages/format'
import type { LearningCurve } from '../../../../data/learning-curve'
import { linearTicks, tickWords } from '../../../charts/ticks'
import styles from './curve.module.css'

export interface CurveChartProps {
  readonly curve: LearningCurve
  readonly label: string
  readonly unit: string | undefined
}

/** Before the fewest rows, of the axis, or their point and its whiskers would be cut in half. */
const AIR = 0.02

/** Accuracy of classes, in percent; of numbers the mean error. */
export default function CurveChart({ curve: { classes, points, drawn, more }, label, unit }: CurveChartProps) {
  const score = (error: number) => (classes > 0 ? 100 * (1 - error) : error)
  const range = ({ low, high }: { readonly low: number; readonly high: number }) =>
    [score(low), score(high)].sort((a, b) => a - b) as [number, number]
  const law = drawn.map((one) => ({ rows: one.rows, law: score(one.error), band: range(one) }))
  const told = points.map((one) => {
    const [low, high] = range(one)
    return { rows: one.rows, score: score(one.error), half: [score(one.error) - low, high - score(one.error)] }
  })
  const all = [
    ...law.flatMap(({ band }) => band),
    ...told.flatMap(({ score: at, half: [below = 0, above = 0] }) => [at - below, at + above]),
  ]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const air = (high - low) * 0.06 || 1
  const most = classes > 0 ? 100 : Number.POSITIVE_INFINITY
  const domain: [number, number] = [Math.max(0, low - air), Math.min(most, high + air)]
  const ticks = [...linearTicks(domain[0], domain[1], 5)]
  const rows = points.map((point) => point.rows)
  const here = rows.at(-1) ?? 1
  const axis = { stroke: 'var(--line)', tick: { fill: 'var(--faint)' }, tickLine: false } as const
  return (
    <div className={styles.chart} role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={law} margin={{ top: 8, right: 16, bottom: 16, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis
            {...axis}
            type="number"
            dataKey="rows"
            scale="log"
            domain={[(rows[0] ?? 1) ** (1 + AIR) / (here + more.rows) ** AIR, here + more.rows]}
            ticks={[...rows, here + more.rows]}
            tickFormatter={count}
            allowDataOverflow
            height={22}
            label={{ value: 'training rows', position: 'insideBottom', offset: -12 }}
          />
          <YAxis
            {...axis}
            type="number"
            domain={domain}
            ticks={ticks}
            tickFormatter={(value: number) =>
              tickWords(value, (ticks[1] ?? Number.POSITIVE_INFINITY) - (ticks[0] ?? 0))
            }
            width={52}
            label={{
              value: classes > 0 ? 'accuracy, %' : `mean error${unit ? `, ${unit}` : ''}`,
              angle: -90,
              position: 'insideLeft',
              style: { textAnchor: 'middle' },
            }}
          />
          {/* The nearest of what is drawn would be dotted where the pointer was, as if it had been judged there. */}
          <Area
            dataKey="band"
            stroke="none"
            fill="var(--train)"
            fillOpacity={0.16}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="law"
            stroke="var(--train)"
            strokeWidth={2}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <ReferenceLine x={here} stroke="var(--edge)" strokeDasharray="4 4" />
          <Scatter data={told} dataKey="score" fill="var(--ink)" isAnimationActive={false}>
            <ErrorBar dataKey="half" width={4} stroke="var(--soft)" direction="y" />
          </Scatter>
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}
