/** @file Histogram: how many rows fall where, or how many there are of each class. Loaded lazily. */
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { tickWords } from './ticks'
import styles from './charts.module.css'

export interface HistogramBar {
  readonly name: string
  readonly count: number
}

export interface HistogramProps {
  /** What is counted, for a screen reader. */
  readonly label: string
  readonly bars: readonly HistogramBar[]
  /** What stands at the left end, the middle and the right end of the axis; default the bars' own names. */
  readonly edges?: readonly string[]
}

/** Room for the counts, in pixels. */
const AXIS = 38

/** Bars from zero, at most 300, without animation. */
export default function Histogram({ label, bars, edges }: HistogramProps) {
  return (
    <div className={styles.histogram} role="img" aria-label={label}>
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
              stroke="var(--line)"
              tickLine={false}
              height={edges ? 1 : 18}
              tick={edges ? false : { fill: 'var(--faint)' }}
              interval="preserveStartEnd"
              minTickGap={8}
            />
            <YAxis
              width={AXIS}
              tick={{ fill: 'var(--faint)' }}
              stroke="var(--line)"
              tickLine={false}
              allowDecimals={false}
              tickCount={4}
              tickFormatter={tickWords}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--raise)' }}
              formatter={(value) => [Number(value).toLocaleString('en-US'), 'rows']}
              contentStyle={{
                background: 'var(--raise)',
                border: '1px solid var(--edge)',
                borderRadius: 6,
                color: 'var(--ink)',
              }}
              itemStyle={{ color: 'var(--ink)' }}
            />
            <Bar dataKey="count" fill="var(--learns)" isAnimationActive={false} maxBarSize={40} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      {edges && (
        <div className={styles.edges} style={{ paddingLeft: AXIS }}>
          {edges.map((edge) => (
            <span key={edge}>{edge}</span>
          ))}
        </div>
      )}
    </div>
  )
}
