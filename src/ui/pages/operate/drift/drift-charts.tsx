/**
 * @file Charts of the Drift tab: accuracy and its estimate, a drift statistic, and the distribution of a feature.
 */

import { driftText } from '../../../../messages/en/operate/drift'
import { termsText } from '../../../../messages/en/operate/terms'
import {
  distinctNumbers,
  percent,
  percentTick,
  precisePercent,
  significant,
  virtualTime,
} from '../../../../messages/format'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { FeatureBins } from '../../../../ops/drift/feature-drift'
import { Chart } from '../../../charts/chart'
import type { Axis, Series } from '../../../charts/chart-data'
import { categoryTicks } from '../../../charts/ticks'
import styles from './drift.module.css'
import { isOutside, sharesOf } from './drift-view'

const { accuracy: text, detail: detailText } = driftText

interface DriftWindow {
  readonly window: number
  readonly from: number
  readonly to: number
}

interface WindowChartProps<Point extends DriftWindow> {
  /** One point per window. */
  readonly points: readonly Point[]
  readonly chosen: number | undefined
  readonly onChoose: (window: number) => void
}

/** The x-axis of windows, which all have as many requests: window i is from i to i + 1. */
function windowAxis(windows: readonly DriftWindow[]): Axis {
  const at = (x: number) => windows[Math.min(windows.length - 1, Math.max(0, Math.floor(x)))]?.from ?? 0
  return {
    ...{ name: termsText.simulatedTime, hidden: true, domain: [0, Math.max(1, windows.length)] },
    format: (x) => virtualTime(at(x)),
    cell: (x) => virtualTime(at(x)),
    ticks: (_low, _high, px) =>
      px < TWO_TIMES
        ? [{ at: windows.length, text: virtualTime(windows.at(-1)?.to ?? 0) }]
        : [
            { at: 0, text: virtualTime(windows[0]?.from ?? 0) },
            { at: windows.length, text: virtualTime(windows.at(-1)?.to ?? 0) },
          ],
  }
}

/** The minimum length of the x-axis, in pixels, on which two points of time fit. */
const TWO_TIMES = 270

/** A series with a point in the middle of each window that has a value. */
function windowSeries<Point extends DriftWindow>(
  points: readonly Point[],
  look: Pick<Series, 'name' | 'kind' | 'token'>,
  read: (point: Point) => number | undefined,
  endsOf?: (point: Point) => { readonly low: number; readonly high: number } | undefined,
): Series {
  const used = points.flatMap((point, i) => {
    const value = read(point)
    return value === undefined || Number.isNaN(value) ? [] : [{ x: i + 0.5, value, ends: endsOf?.(point) }]
  })
  return {
    ...{ ...look, x: used.map(({ x }) => x), y: used.map(({ value }) => value) },
    ...(endsOf && {
      low: used.map(({ ends, value }) => ends?.low ?? value),
      high: used.map(({ ends, value }) => ends?.high ?? value),
    }),
  }
}

/** The selected window, and the choice of another one by pointer or arrow keys. */
function pickOf<Point extends DriftWindow>({ points, chosen, onChoose }: WindowChartProps<Point>, label: string) {
  const selected = points.findIndex(({ window }) => window === chosen)
  return {
    label,
    at: Math.max(0, selected) + 0.5,
    onPick(x: number) {
      const next = points[Math.floor(x)]
      if (next) onChoose(next.window)
    },
  }
}

/** The accuracy of each window, as estimated, as labels show it, and in the simulation. */
export function AccuracyChart(props: WindowChartProps<AccuracyNow>) {
  const { points } = props
  const values = points.flatMap(({ estimated, thresholded, counted, truth }) =>
    [estimated?.low, thresholded?.accuracy, counted?.value, truth].filter(
      (one): one is number => one !== undefined && !Number.isNaN(one),
    ),
  )
  const low = Math.max(0, Math.floor(10 * Math.min(0.9, ...values)) / 10)
  const { series } = text
  return (
    <Chart
      title={text.title}
      label={text.chart({ accuracy: points.at(-1)?.estimated?.accuracy })}
      height={160}
      pick={pickOf(props, text.slider)}
      source={{
        x: windowAxis(points),
        y: { name: text.axis, domain: [low, 1], format: percent, formatTick: percentTick },
        series: [
          windowSeries(
            points,
            { name: series.estimated, kind: 'line', token: 'data-1' },
            ({ estimated }) => estimated?.accuracy,
            ({ estimated }) => estimated,
          ),
          windowSeries(
            points,
            { name: series.thresholded, kind: 'line', token: 'data-3' },
            ({ thresholded }) => thresholded?.accuracy,
          ),
          windowSeries(points, { name: series.truth, kind: 'line', token: 'data-other' }, ({ truth }) => truth),
          windowSeries(
            points,
            { name: series.labels, kind: 'points', token: 'data-2' },
            ({ counted }) => counted?.value,
            ({ counted }) => counted,
          ),
          windowSeries(points, { name: series.outside, kind: 'points', token: 'bad' }, (point) =>
            isOutside(point) ? point.truth : undefined,
          ),
        ],
      }}
    />
  )
}

interface StatisticPoint extends DriftWindow {
  readonly value: number
  readonly threshold: number
  readonly drifted: boolean
}

/** A drift statistic of each window with its threshold. The shape of a marker also shows drift, not only its color. */
export function StatisticChart({ name, ...props }: WindowChartProps<StatisticPoint> & { readonly name: string }) {
  const { points } = props
  const { series } = detailText
  const thresholds = points.map(({ threshold }) => (Number.isFinite(threshold) ? threshold : Number.NaN))
  const edges = [...thresholds, thresholds.at(-1) ?? Number.NaN]
  return (
    <Chart
      title={detailText.byWindow({ name })}
      height={120}
      pick={pickOf(props, driftText.window.of({ name }))}
      source={{
        x: windowAxis(points),
        y: { name, start: 0, format: significant },
        series: [
          { name: series.threshold, kind: 'step', token: 'warn', x: edges.map((_, i) => i), y: edges },
          windowSeries(points, { name: series.statistic, kind: 'line', token: 'data-1' }, ({ value }) => value),
          windowSeries(points, { name: series.drifted, kind: 'points', token: 'bad' }, ({ value, drifted }) =>
            drifted ? value : undefined,
          ),
        ],
      }}
    />
  )
}

// DistributionChart: the distribution in a window as bars, with the reference distribution as a stepped line.

interface DistributionProps {
  readonly bins: FeatureBins
  readonly label: string
}

/** The maximum number of categories that are shown. */
const MAX_CATEGORIES = 24

/** The share of each bin, or of each category, of a feature. */
export function DistributionChart({ bins, label, name }: DistributionProps & { readonly name: string }) {
  const all = shown(bins)
  const cuts = bins.values ? [] : distinctNumbers(bins.cuts ?? [])
  const nameAt = (x: number) => all[Math.min(all.length - 1, Math.floor(x))]?.name ?? ''
  const before = all.map((one) => one.before)
  return (
    <Chart
      title={detailText.distribution({ name })}
      label={label}
      height={130}
      source={{
        x: {
          ...{ name, domain: [0, all.length], format: nameAt, cell: nameAt },
          ticks: (_low, _high, px) =>
            cuts.length === 0
              ? categoryTicks(
                  all.map((one) => one.name),
                  px,
                )
              : categoryTicks(cuts, (px * cuts.length) / all.length).map(({ at, text }) => ({ at: at + 0.5, text })),
        },
        y: { name: detailText.share, start: 0, format: precisePercent, formatTick: percentTick },
        series: [
          {
            ...{ name: detailText.series.now, kind: 'bars', token: 'data-1' },
            ...{ x: all.map((_, i) => i + 0.5), y: all.map(({ now }) => now) },
          },
          {
            ...{ name: detailText.series.before, kind: 'step', token: 'ink' },
            ...{ x: [...before, 0].map((_, i) => i), y: [...before, before.at(-1) ?? 0] },
          },
        ],
      }}
    />
  )
}

/** The size of a small picture of a distribution, in pixels. */
const [MINI_WIDTH, MINI_HEIGHT] = [84, 30]

/** The same distributions as a small picture in a list. */
export function DistributionPicture({ bins, label }: DistributionProps) {
  const all = shown(bins)
  const most = Math.max(1e-9, ...all.map(({ now, before }) => Math.max(now, before)))
  const each = MINI_WIDTH / Math.max(1, all.length)
  const y = (share: number) => 2 + (MINI_HEIGHT - 4) * (1 - share / most)
  const steps = all.map(({ before }, i) => `${i === 0 ? 'M' : 'L'}${i * each} ${y(before)}H${(i + 1) * each}`)
  return (
    <svg className={styles.picture} width={MINI_WIDTH} height={MINI_HEIGHT} role="img" aria-label={label}>
      {all.map(({ name, now }, i) => (
        <rect key={name} x={i * each + 0.5} width={Math.max(0.5, each - 1)} y={y(now)} height={y(0) - y(now)} />
      ))}
      <path d={steps.join('')} />
    </svg>
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
