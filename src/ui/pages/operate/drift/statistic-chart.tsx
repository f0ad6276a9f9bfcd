/** @file StatisticChart: a drift statistic for each window over time, with its threshold; clicking selects a window. */
import { driftText } from '../../../../messages/en/operate/drift'
import { useSize } from '../../../charts/use-size'
import { significant, virtualTime } from '../../../../messages/format'
import styles from './drift.module.css'
import { WindowSlider } from './window-slider'

export interface StatisticPoint {
  readonly window: number
  readonly from: number
  readonly to: number
  readonly value: number
  readonly threshold: number
  readonly drifted: boolean
}

export interface StatisticChartProps {
  readonly points: readonly StatisticPoint[]
  readonly chosen: number | undefined
  readonly name: string
  readonly onChoose: (window: number) => void
}

const HEIGHT = 120
const LEFT = 44
const BELOW = 16
/** The minimum chart width, in pixels, at which two time labels fit side by side. */
const TWO_MOMENTS = LEFT + 270

/** A chart with one mark per window. */
export function StatisticChart({ points, chosen, name, onChoose }: StatisticChartProps) {
  const [frame, { width }] = useSize<HTMLDivElement>()
  const most = points.reduce((top, { value, threshold }) => Math.max(top, value, finite(threshold)), 0) * 1.1 || 1
  const x = (i: number) => LEFT + ((i + 0.5) * (width - LEFT - 4)) / Math.max(1, points.length)
  const y = (value: number) => 4 + (HEIGHT - BELOW - 4) * (1 - value / most)
  const half = (width - LEFT) / Math.max(1, points.length) / 2
  const line = points.map(({ value }, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(value)}`).join(' ')
  const bar = points
    .map(({ threshold }, i) => `${i === 0 ? 'M' : 'L'}${x(i) - half} ${y(finite(threshold))} H${x(i) + half}`)
    .join(' ')
  return (
    <div ref={frame} className={styles.chart} dir="ltr">
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={driftText.detail.byWindow({ name })}>
          {[0, most / 1.1].map((value) => (
            <text key={value} x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {value === 0 ? '0' : significant(value)}
            </text>
          ))}
          <line className={styles.axis} x1={LEFT} x2={width} y1={y(0)} y2={y(0)} />
          <path className={styles.threshold} d={bar} />
          <path className={styles.line} d={line} />
          {points.map((point, i) => (
            <g key={point.window}>
              {/* The shape of a mark also shows drift, for readers who do not see the color. */}
              {point.drifted ? (
                <rect className={styles.drifted} x={x(i) - 3.5} y={y(point.value) - 3.5} width={7} height={7} />
              ) : (
                <circle className={styles.calm} cx={x(i)} cy={y(point.value)} r={2.5} />
              )}
              {point.window === chosen && <line className={styles.chosen} x1={x(i)} x2={x(i)} y1={2} y2={y(0)} />}
            </g>
          ))}
          {ends(points, width).map(({ at, anchor }) => (
            <text key={anchor} x={anchor === 'start' ? LEFT : width} y={HEIGHT - 3} textAnchor={anchor}>
              {virtualTime(at)}
            </text>
          ))}
        </svg>
      )}
      <WindowSlider
        windows={points}
        chosen={chosen}
        label={driftText.window.of({ name })}
        left={LEFT}
        onChoose={onChoose}
      />
    </div>
  )
}

/**
 * The labels for the start of the first window and the end of the last window; only the latter if there is no room for
 * both.
 */
function ends(points: readonly StatisticPoint[], width: number) {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return []
  const end = { at: last.to, anchor: 'end' as const }
  if (first !== last && width < TWO_MOMENTS) return [end]
  return [{ at: first.from, anchor: 'start' as const }, ...(first === last ? [] : [end])]
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0
}
