/**
 * @file Charts of the Drift tab: accuracy and its estimate, a drift statistic, and the distribution of a feature.
 */

import { driftText } from '../../../../messages/en/operate/drift'
import { distinctNumbers, significant, virtualTime } from '../../../../messages/format'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { FeatureBins } from '../../../../ops/drift/feature-drift'
import { endTicks, linePath, SvgPlot, type SvgPlotProps } from '../svg-plot'
import styles from './drift.module.css'
import { isOutside, sharesOf } from './drift-view'

const { accuracy: text, detail: detailText } = driftText

export interface AccuracyChartProps {
  readonly points: readonly AccuracyNow[]
  readonly chosen: number | undefined
  readonly onChoose: (window: number) => void
}

/** A chart with one point per window. */
export function AccuracyChart({ points, chosen, onChoose }: AccuracyChartProps) {
  const values = points.flatMap(({ estimated, thresholded, counted, truth }) =>
    [estimated?.low, thresholded?.accuracy, counted?.value, truth].filter(
      (one): one is number => one !== undefined && !Number.isNaN(one),
    ),
  )
  const low = Math.max(0, Math.floor(10 * Math.min(0.9, ...values)) / 10)
  const last = points.at(-1)
  return (
    <WindowPlot
      windows={points}
      chosen={chosen}
      label={text.chart({ accuracy: last?.estimated?.accuracy })}
      sliderLabel={text.slider}
      height={150}
      y={{ low, high: 1 }}
      yTicks={[low, (1 + low) / 2, 1].map((value) => ({ at: value, text: text.mark({ value }) }))}
      onChoose={onChoose}
    >
      {({ x, y }) => {
        const path = (of: (point: AccuracyNow) => number | undefined) =>
          linePath(points.map((point, i) => [x(i + 0.5), y(of(point) ?? Number.NaN)]))
        const band = [
          ...points.map(({ estimated }, i) => `${x(i + 0.5)} ${y(estimated?.high ?? 1)}`),
          ...points.map(({ estimated }, i) => `${x(i + 0.5)} ${y(estimated?.low ?? 0)}`).reverse(),
        ]
        return (
          <>
            {points.length > 1 && <polygon className={styles.band} points={band.join(' ')} />}
            <path className={styles.estimated} d={path(({ estimated }) => estimated?.accuracy)} />
            <path className={styles.thresholded} d={path(({ thresholded }) => thresholded?.accuracy)} />
            <path className={styles.truth} d={path(({ truth }) => truth)} />
            {points.map((point, i) => (
              <g key={point.window} transform={`translate(${x(i + 0.5)})`}>
                {points.length === 1 && point.estimated && (
                  <line className={styles.estimated} y1={y(point.estimated.low)} y2={y(point.estimated.high)} />
                )}
                {point.counted && (
                  <>
                    <line className={styles.counted} y1={y(point.counted.low)} y2={y(point.counted.high)} />
                    <circle className={styles.countedDot} cy={y(point.counted.value)} r={3} />
                  </>
                )}
                {isOutside(point) && <circle className={styles.outside} cy={y(point.truth ?? low)} r={4} />}
              </g>
            ))}
          </>
        )
      }}
    </WindowPlot>
  )
}

interface StatisticPoint extends DriftWindow {
  readonly value: number
  readonly threshold: number
  readonly drifted: boolean
}

interface StatisticChartProps {
  readonly points: readonly StatisticPoint[]
  readonly chosen: number | undefined
  readonly name: string
  readonly onChoose: (window: number) => void
}

/** A chart of a drift statistic, with one mark per window. */
export function StatisticChart({ points, chosen, name, onChoose }: StatisticChartProps) {
  const finite = (value: number) => (Number.isFinite(value) ? value : 0)
  const most = points.reduce((top, { value, threshold }) => Math.max(top, value, finite(threshold)), 0) || 1
  return (
    <WindowPlot
      windows={points}
      chosen={chosen}
      label={detailText.byWindow({ name })}
      sliderLabel={driftText.window.of({ name })}
      height={120}
      y={{ low: 0, high: 1.1 * most }}
      yTicks={[
        { at: 0, text: '0' },
        { at: most, text: significant(most) },
      ]}
      onChoose={onChoose}
    >
      {({ x, y }) => (
        <>
          <path
            className={styles.threshold}
            d={points
              .map(({ threshold }, i) => `${i === 0 ? 'M' : 'L'}${x(i)} ${y(finite(threshold))}H${x(i + 1)}`)
              .join('')}
          />
          <path className={styles.line} d={linePath(points.map(({ value }, i) => [x(i + 0.5), y(value)]))} />
          {points.map(({ window, value, drifted }, i) =>
            // The shape of a mark also shows drift, for readers who do not see the color.
            drifted ? (
              <rect
                key={window}
                className={styles.drifted}
                x={x(i + 0.5) - 3.5}
                y={y(value) - 3.5}
                width={7}
                height={7}
              />
            ) : (
              <circle key={window} className={styles.calm} cx={x(i + 0.5)} cy={y(value)} r={2.5} />
            ),
          )}
        </>
      )}
    </WindowPlot>
  )
}

// DistributionChart: the distribution in a window, drawn as bars, overlaid with the reference distribution as a
// stepped line.

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

interface DriftWindow {
  readonly window: number
  readonly from: number
  readonly to: number
}

interface WindowPlotProps extends Pick<SvgPlotProps, 'height' | 'y' | 'yTicks' | 'children'> {
  readonly windows: readonly DriftWindow[]
  readonly chosen: number | undefined
  readonly label: string
  readonly sliderLabel: string
  readonly onChoose: (window: number) => void
}

/**
 * A chart of windows: the x position of window i is from i to i + 1. An invisible slider over it selects a window by
 * clicking, dragging, or using the arrow keys.
 */
function WindowPlot({ windows, chosen, sliderLabel, onChoose, children, ...plot }: WindowPlotProps) {
  const selected = windows.findIndex(({ window }) => window === chosen)
  const at = Math.max(0, selected)
  const [first, last] = [windows[0], windows.at(-1)]
  const x = { low: 0, high: windows.length }
  return (
    <SvgPlot
      {...plot}
      x={x}
      xTicks={first && last ? endTicks(x, first.from, last.to) : () => []}
      over={({ left }) => (
        <input
          type="range"
          className={styles.slider}
          style={{ left }}
          min={0}
          max={Math.max(0, windows.length - 1)}
          value={at}
          aria-label={sliderLabel}
          aria-valuetext={virtualTime(windows[at]?.from ?? 0)}
          onChange={({ target }) => {
            const next = windows[Number(target.value)]
            if (next) onChoose(next.window)
          }}
        />
      )}
    >
      {(axes) => (
        <>
          {children(axes)}
          {selected >= 0 && (
            <line
              className={styles.chosen}
              x1={axes.x(at + 0.5)}
              x2={axes.x(at + 0.5)}
              y1={axes.top}
              y2={axes.bottom}
            />
          )}
        </>
      )}
    </SvgPlot>
  )
}
