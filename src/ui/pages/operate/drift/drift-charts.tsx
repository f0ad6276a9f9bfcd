/**
 * @file Charts of the Drift tab: accuracy and its estimate, the distribution of a feature, and the slider of windows.
 */
import { driftText } from '../../../../messages/en/operate/drift'
import { distinctNumbers, virtualTime } from '../../../../messages/format'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { FeatureBins } from '../../../../ops/drift/feature-drift'
import { useSize } from '../../../charts/canvas-hooks'
import styles from './drift.module.css'
import { isOutside, sharesOf } from './drift-text'

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

// DistributionChart: the distribution in a window, drawn as bars, overlaid with the reference distribution as a
// stepped line.

const detailText = driftText.detail

export interface DistributionChartProps {
  readonly bins: FeatureBins
  readonly label: string
  readonly height: number
  /** Whether to show labels below the bars. */
  readonly named?: true
}

/** The maximum number of categories that are shown. */
const MAX_CATEGORIES = 24

/** Bars that start at 0 and share the available width. */
export function DistributionChart({ bins, label, height, named }: DistributionChartProps) {
  const all = shown(bins)
  const most = Math.max(1e-9, ...all.map(({ now, before }) => Math.max(now, before)))
  const each = 100 / Math.max(1, all.length)
  const y = (share: number) => 2 + (height - 4) * (1 - share / most)
  return (
    <div className={styles.overlay} dir="ltr">
      <svg
        width="100%"
        height={height}
        viewBox={`0 0 100 ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {all.map(({ name, now, before }, i) => (
          <g key={name}>
            <title>{detailText.bin({ name, now, before })}</title>
            <rect className={styles.current} x={i * each + 0.6} width={each - 1.2} y={y(now)} height={y(0) - y(now)} />
            <rect className={styles.hover} x={i * each} width={each} y={0} height={height} />
          </g>
        ))}
        <path
          className={styles.reference}
          d={all.map(({ before }, i) => `${i === 0 ? 'M' : 'L'}${i * each} ${y(before)} H${(i + 1) * each}`).join(' ')}
        />
      </svg>
      {named &&
        (bins.values || !bins.cuts?.length ? (
          <div className={styles.names} translate="no" aria-hidden="true">
            {all.map(({ name }) => (
              <span key={name} title={name}>
                {name}
              </span>
            ))}
          </div>
        ) : (
          <div className={styles.cuts} aria-hidden="true">
            {distinctNumbers(bins.cuts).map((cut, i) => (
              <span key={cut} style={{ left: `${(i + 1) * each}%` }}>
                {cut}
              </span>
            ))}
          </div>
        ))}
    </div>
  )
}

function shown({ cuts, values, now, before }: FeatureBins) {
  const [here, there] = [sharesOf(now), sharesOf(before)]
  const names = values ? [...values, detailText.unseen] : placesOf(distinctNumbers(cuts ?? []))
  const all = names.map((name, i) => ({ name, now: here[i] ?? 0, before: there[i] ?? 0 }))
  const used = values && all.at(-1)?.now === 0 && all.at(-1)?.before === 0 ? all.slice(0, -1) : all
  return used.slice(0, MAX_CATEGORIES)
}

/**
 * The labels of the bins, which are separated by cut points; the outer bins include everything beyond the outermost cut
 * points.
 */
function placesOf(cuts: readonly string[]): readonly string[] {
  if (cuts.length === 0) return [detailText.allValues]
  return [
    detailText.below({ cut: cuts[0] ?? '' }),
    ...cuts.slice(1).map((high, i) => detailText.between({ low: cuts[i] ?? high, high })),
    detailText.above({ cut: cuts.at(-1) ?? '' }),
  ]
}

// WindowSlider: an invisible slider over a chart of windows, for selecting a window by clicking, dragging or using
// the arrow keys.

export interface WindowSliderProps {
  readonly windows: readonly { readonly window: number; readonly from: number }[]
  readonly chosen: number | undefined
  readonly label: string
  /** The x position at which the first window begins, in pixels. */
  readonly left: number
  readonly onChoose: (window: number) => void
}

/** An invisible slider for selecting a window. */
export function WindowSlider({ windows, chosen, label, left, onChoose }: WindowSliderProps) {
  const at = Math.max(
    0,
    windows.findIndex(({ window }) => window === chosen),
  )
  const moment = windows[at]?.from ?? 0
  return (
    <input
      type="range"
      className={styles.slider}
      style={{ left }}
      min={0}
      max={Math.max(0, windows.length - 1)}
      value={at}
      aria-label={label}
      aria-valuetext={virtualTime(moment)}
      onChange={({ target }) => {
        const next = windows[Number(target.value)]
        if (next) onChoose(next.window)
      }}
    />
  )
}
