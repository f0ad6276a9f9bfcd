/** @file Histogram: the number of rows per value range or per class. Loads lazily. */
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { chartsText } from '../../messages/en/charts'
import { axisTick, count } from '../../messages/format'
import styles from './charts.module.css'
import { TOOLTIP } from './ticks'

export interface HistogramBar {
  readonly name: string
  readonly count: number
}

export interface HistogramProps {
  /** Description for screen readers. */
  readonly label: string
  readonly bars: readonly HistogramBar[]
  /** Labels at the left end, middle and right end of the axis; by default the names of the bars. */
  readonly edges?: readonly string[]
}

/** Width of the count axis, in pixels. */
const AXIS_WIDTH = 44

/** Bar chart with at most 300 bars and no animation. */
export default function Histogram({ label, bars, edges }: HistogramProps) {
  return (
    <div className={styles.histogram} role="img" aria-label={label} dir="ltr" translate="no">
      <div className={styles.recharts}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={bars.slice(0, 300)}
            margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
            barCategoryGap={1}
            accessibilityLayer={false}
          >
            <XAxis
              dataKey="name"
              stroke="var(--rule)"
              tickLine={false}
              height={edges ? 1 : 18}
              tick={edges ? false : { fill: 'var(--faint)' }}
              interval="preserveStartEnd"
              minTickGap={8}
            />
            <YAxis
              width={AXIS_WIDTH}
              tick={{ fill: 'var(--faint)' }}
              stroke="var(--rule)"
              tickLine={false}
              allowDecimals={false}
              tickCount={4}
              tickFormatter={(value: number) => axisTick(value)}
            />
            <Tooltip
              {...TOOLTIP}
              cursor={{ fill: 'var(--raise)' }}
              formatter={(value) => [count(Number(value)), chartsText.histogram.rows]}
            />
            <Bar dataKey="count" fill="var(--soft)" isAnimationActive={false} maxBarSize={40} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      {edges && (
        <div className={styles.edges} style={{ paddingLeft: AXIS_WIDTH }}>
          {edges.map((edge) => (
            <span key={edge}>{edge}</span>
          ))}
        </div>
      )}
    </div>
  )
}
