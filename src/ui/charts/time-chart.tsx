/**
 * @file Time chart: a value over time as a line of interval means, with a band for the range in each interval. Loads
 * lazily.
 */

import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { timeText } from '../../data/cell-text'
import type { TimePoint } from '../../data/time-series'
import { chartsText } from '../../messages/en/charts'
import { significant } from '../../messages/format'
import styles from './charts.module.css'
import { AXIS, numberAxis, sideLabel, TOOLTIP, timeTicks } from './ticks'

const text = chartsText.overTime

export interface TimeChartProps {
  /** Description for screen readers. */
  readonly label: string
  /** Name of the column including its unit. */
  readonly name: string
  /** At least one point, in ascending time order. */
  readonly points: readonly TimePoint[]
}

/** A line of means inside a band. */
export default function TimeChart({ label, name, points }: TimeChartProps) {
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0]
  const low = points.reduce((least, point) => Math.min(least, point.low), Number.POSITIVE_INFINITY)
  const high = points.reduce((most, point) => Math.max(most, point.high), Number.NEGATIVE_INFINITY)
  const margin = (high - low) * 0.06 || 1
  const values = numberAxis(low >= 0 && low < margin ? 0 : low - margin, high + margin)
  const time = timeTicks(first, last, 7)
  const data = points.map(({ at, mean, low: below, high: above }) => ({ at, mean, band: [below, above] }))
  return (
    <div className={styles.recharts} role="img" aria-label={label} dir="ltr">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={data} margin={{ top: 8, right: 16, bottom: 0, left: 4 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--rule)" vertical={false} />
          <XAxis
            {...AXIS}
            type="number"
            dataKey="at"
            domain={[first, last]}
            ticks={[...time.ticks]}
            tickFormatter={time.format}
            height={20}
          />
          <YAxis {...values} width={52} label={sideLabel(name)} />
          <Tooltip
            {...TOOLTIP}
            labelFormatter={(at) => timeText(Number(at))}
            formatter={(value) =>
              Array.isArray(value)
                ? [text.lowToHigh({ low: Number(value[0]), high: Number(value[1]) }), text.range]
                : [significant(Number(value)), name]
            }
          />
          <Area
            dataKey="band"
            stroke="none"
            fill="var(--soft)"
            fillOpacity={0.2}
            activeDot={false}
            {...(points.some((point) => point.low !== point.high) ? {} : { tooltipType: 'none' })}
            isAnimationActive={false}
          />
          <Line dataKey="mean" stroke="var(--soft)" strokeWidth={1.5} dot={false} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}
