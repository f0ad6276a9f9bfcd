/**
 * @file Curve chart: plots the metric against the number of training examples, with the fitted law and its uncertainty
 * band, and the extrapolation. Loads lazily.
 */
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
import type { LearningCurve } from '../../../../data/learning-curve'
import { curveText } from '../../../../messages/en/data/curve'
import { count } from '../../../../messages/format'
import { AXIS, numberAxis, sideLabel } from '../../../charts/ticks'
import styles from './curve.module.css'

export interface CurveChartProps {
  readonly curve: LearningCurve
  readonly label: string
  readonly unit: string | undefined
}

const text = curveText.axis

/** Axis padding before the smallest row count, so that its point and whiskers are not clipped. */
const AIR = 0.02

/** Plots the accuracy in percent if the target is a class, or the mean error if it is a number. */
export default function CurveChart({ curve: { classes, points, drawn, more }, label, unit }: CurveChartProps) {
  const score = (error: number) => (classes > 0 ? 100 * (1 - error) : error)
  const range = ({ low, high }: { readonly low: number; readonly high: number }) =>
    [score(low), score(high)].sort((a, b) => a - b) as [number, number]
  const law = drawn.map((one) => ({ rows: one.rows, law: score(one.error), band: range(one) }))
  const measured = points.map((one) => {
    const [low, high] = range(one)
    return { rows: one.rows, score: score(one.error), half: [score(one.error) - low, high - score(one.error)] }
  })
  const all = [
    ...law.flatMap(({ band }) => band),
    ...measured.flatMap(({ score: at, half: [below = 0, above = 0] }) => [at - below, at + above]),
  ]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const air = (high - low) * 0.06 || 1
  const max = classes > 0 ? 100 : Number.POSITIVE_INFINITY
  const errors = numberAxis(Math.max(0, low - air), Math.min(max, high + air))
  const rows = points.map((point) => point.rows)
  const here = rows.at(-1) ?? 1
  return (
    <div className={styles.chart} role="img" aria-label={label} dir="ltr">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={law} margin={{ top: 8, right: 16, bottom: 16, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--rule)" />
          <XAxis
            {...AXIS}
            type="number"
            dataKey="rows"
            scale="log"
            domain={[(rows[0] ?? 1) ** (1 + AIR) / (here + more.rows) ** AIR, here + more.rows]}
            ticks={[...rows, here + more.rows]}
            tickFormatter={count}
            allowDataOverflow
            height={22}
            label={{ value: text.rows, position: 'insideBottom', offset: -12 }}
          />
          <YAxis
            {...errors}
            width={52}
            label={sideLabel(classes > 0 ? text.accuracy : unit ? text.unitError({ unit }) : text.error)}
          />
          {/* No active dots: one at the pointer would look like a measured point. */}
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
          <Scatter data={measured} dataKey="score" fill="var(--ink)" isAnimationActive={false}>
            <ErrorBar dataKey="half" width={4} stroke="var(--soft)" direction="y" />
          </Scatter>
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}
