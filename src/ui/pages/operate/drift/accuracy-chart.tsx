/**
 * @file AccuracyChart: the accuracy estimated before labels arrive, with its interval, along with the accuracy measured
 * from labels and from the ground truth once these are known.
 */
import { driftText } from '../../../../messages/en/operate/drift'
import { virtualTime } from '../../../../messages/format'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import { useSize } from '../../../charts/use-size'
import styles from './drift.module.css'
import { isOutside } from './drift-text'
import { WindowSlider } from './window-slider'

const text = driftText.accuracy

const HEIGHT = 150
const LEFT = 44
const BELOW = 16
/** The minimum chart width, in pixels, at which two time labels fit side by side. */
const TWO_MOMENTS = LEFT + 270

export interface AccuracyChartProps {
  readonly points: readonly AccuracyNow[]
  readonly chosen: number | undefined
  readonly onChoose: (window: number) => void
}

/** A chart with one point per window. */
export function AccuracyChart({ points, chosen, onChoose }: AccuracyChartProps) {
  const [frame, { width }] = useSize<HTMLDivElement>()
  const values = points.flatMap(({ estimated, thresholded, counted, truth }) =>
    [estimated?.low, thresholded?.accuracy, counted?.value, truth].filter(
      (one): one is number => one !== undefined && !Number.isNaN(one),
    ),
  )
  const low = Math.max(0, Math.floor(10 * Math.min(0.9, ...values)) / 10)
  const each = (width - LEFT - 4) / Math.max(1, points.length)
  const x = (i: number) => LEFT + (i + 0.5) * each
  const y = (value: number) => 6 + (HEIGHT - BELOW - 6) * (1 - (value - low) / (1 - low))
  const band = [
    ...points.map(({ estimated }, i) => `${x(i)} ${y(estimated?.high ?? 1)}`),
    ...points.map(({ estimated }, i) => `${x(i)} ${y(estimated?.low ?? 0)}`).reverse(),
  ]
  const path = (of: (point: AccuracyNow) => number | undefined) => {
    let pen = 'M'
    return points
      .map((point, i) => {
        const value = of(point)
        if (value === undefined || Number.isNaN(value)) {
          pen = 'M'
          return ''
        }
        const step = `${pen}${x(i)} ${y(value)}`
        pen = 'L'
        return step
      })
      .join(' ')
  }
  const last = points.at(-1)
  return (
    <div ref={frame} className={styles.chart} dir="ltr">
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={text.chart({ accuracy: last?.estimated?.accuracy })}>
          {[low, (1 + low) / 2, 1].map((value) => (
            <g key={value}>
              <line className={styles.grid} x1={LEFT} x2={width} y1={y(value)} y2={y(value)} />
              <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
                {text.mark({ value })}
              </text>
            </g>
          ))}
          {points.length > 1 && <polygon className={styles.band} points={band.join(' ')} />}
          <path className={styles.estimated} d={path(({ estimated }) => estimated?.accuracy)} />
          <path className={styles.thresholded} d={path(({ thresholded }) => thresholded?.accuracy)} />
          <path className={styles.truth} d={path(({ truth }) => truth)} />
          {points.map((point, i) => (
            <g key={point.window}>
              {points.length === 1 && point.estimated && (
                <line
                  className={styles.estimated}
                  x1={x(i)}
                  x2={x(i)}
                  y1={y(point.estimated.low)}
                  y2={y(point.estimated.high)}
                />
              )}
              {point.counted && (
                <>
                  <line
                    className={styles.counted}
                    x1={x(i)}
                    x2={x(i)}
                    y1={y(Math.max(low, point.counted.low))}
                    y2={y(point.counted.high)}
                  />
                  <circle className={styles.countedDot} cx={x(i)} cy={y(point.counted.value)} r={3} />
                </>
              )}
              {isOutside(point) && <circle className={styles.outside} cx={x(i)} cy={y(point.truth ?? low)} r={4} />}
              {point.window === chosen && (
                <line className={styles.chosen} x1={x(i)} x2={x(i)} y1={2} y2={HEIGHT - BELOW} />
              )}
            </g>
          ))}
          {points[0] && (points.length === 1 || width > TWO_MOMENTS) && (
            <text x={LEFT} y={HEIGHT - 3}>
              {virtualTime(points[0].from)}
            </text>
          )}
          {last && points.length > 1 && (
            <text x={width} y={HEIGHT - 3} textAnchor="end">
              {virtualTime(last.to)}
            </text>
          )}
        </svg>
      )}
      <WindowSlider windows={points} chosen={chosen} label={text.slider} left={LEFT} onChoose={onChoose} />
    </div>
  )
}
