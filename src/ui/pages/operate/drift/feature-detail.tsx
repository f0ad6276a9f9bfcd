/**
 * @file FeatureDetail: one feature in a window: its distribution, its drift statistic over time, all of its statistics,
 * and the requests that contribute most to its drift.
 */

import { useMemo } from 'react'
import { driftText } from '../../../../messages/en/operate/drift'
import { pValue, significant, virtualTime } from '../../../../messages/format'
import { allStatistics } from '../../../../ops/drift/feature-drift'
import { topPredictions } from '../../../../ops/drift/references'
import {
  type DriftPlan,
  type DriftStatus,
  type FeatureVerdict,
  featureValues,
  mainVersion,
  outputsOf,
  referenceFor,
  slotsOf,
  type WindowDrift,
} from '../../../../ops/drift/window-drift'
import type { DriftBaseline } from '../../../../studio/operate/drift/drift'
import { useSize } from '../../../charts/canvas-hooks'
import { DataTable } from '../../../kit/data-table'
import styles from './drift.module.css'
import { DistributionChart, WindowSlider } from './drift-charts'
import { DriftSamples } from './drift-samples'
import { featureName, unitOf, verdictText } from './drift-text'
import type { DriftView } from './use-drift'

const text = driftText.detail

export interface DetailProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly verdict: FeatureVerdict
  readonly status: DriftStatus
  readonly basis: DriftBaseline
  readonly plan: DriftPlan
  readonly onChoose: (window: number) => void
}

/** Shows the details of a feature. */
export function FeatureDetail({ view, window, verdict, status, basis, plan, onChoose }: DetailProps) {
  const name = featureName(verdict)
  const points = view.windows.flatMap((one) => {
    const own = one.features.find((feature) => feature.name === verdict.name)
    if (!own) return []
    const { statistic, threshold, drifted } = own
    return [{ window: one.window, from: one.from, to: one.to, value: statistic, threshold, drifted }]
  })
  const statistic = driftText.statistics[verdict.decides]
  return (
    <section className={styles.detail} aria-label={name}>
      <h3 translate="no">{name}</h3>
      <p className={styles.statement}>{verdictText(verdict, unitOf(basis, verdict), basis.against)}</p>
      <DistributionChart bins={verdict.bins} height={96} named label={text.overlay({ name })} />
      <p className={styles.legend}>
        <span className={styles.barKey} /> {text.requests({ requests: verdict.n })}
        <span className={styles.lineKey} /> {text[basis.against]({ rows: verdict.reference })}
      </p>
      <h4>
        {status === 'persistent'
          ? text.overPersistent({ statistic, windows: points.length })
          : text.over({ statistic, windows: points.length })}
      </h4>
      <StatisticChart points={points} chosen={window.window} name={statistic} onChoose={onChoose} />
      <p className={styles.legend}>
        <span className={styles.thresholdKey} /> {text.thresholdKey({ requests: plan.n })}
      </p>
      <details className={styles.more}>
        <summary>{text.all}</summary>
        <Statistics view={view} window={window} verdict={verdict} basis={basis} plan={plan} />
      </details>
      <DriftSamples key={`${window.window} ${verdict.name}`} {...{ view, window, verdict, basis, plan }} />
    </section>
  )
}

function Statistics({ view, window, verdict, basis, plan }: Omit<DetailProps, 'status' | 'onChoose'>) {
  const { log } = view
  const all = useMemo(() => {
    const places = slotsOf(log.buffer, window.window, plan.n)
    if (!places) return []
    const level = { alpha: plan.alpha / Math.max(1, window.features.length), seed: window.window }
    const input = basis.reference.inputs[verdict.at]
    if (input)
      return allStatistics(
        referenceFor(input, log.buffer, places),
        featureValues(log.buffer, places, verdict.at),
        level,
      )
    const main = mainVersion(log.buffer, places, log.book, basis.reference)
    if (!main) return []
    const outputs = outputsOf(log.buffer, places, main.number)
    const { answer, confidence } = main.reference
    const { top, confidences } = topPredictions(outputs, log.buffer.widths.width)
    const isAnswer = verdict.name === 'answer'
    const of = isAnswer ? answer : confidence
    const present = (isAnswer ? (answer.kind === 'category' ? top : outputs) : confidences).filter(
      (one) => !Number.isNaN(one),
    )
    return of ? allStatistics(referenceFor(of, log.buffer, places), present, level) : []
  }, [log, window, verdict, basis, plan])
  return (
    <DataTable
      columns={[
        { head: text.statistic, cell: ({ of }) => driftText.statistics[of] },
        { head: text.now, cell: ({ statistic }) => significant(statistic) },
        {
          head: text.threshold,
          cell: ({ threshold }) => (Number.isFinite(threshold) ? significant(threshold) : text.tooFew),
        },
        { head: text.p, cell: ({ p }) => pValue(p) },
        { head: text.method, cell: ({ by }) => text.methods[by] },
      ]}
      rows={all}
      rowKey={({ of }) => of}
      caption={
        <span className={styles.soft}>
          {text.size[verdict.size](verdict)} {text.bands}
        </span>
      }
    />
  )
}

interface StatisticPoint {
  readonly window: number
  readonly from: number
  readonly to: number
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

const HEIGHT = 120
const LEFT = 44
const BELOW = 16
/** The minimum chart width, in pixels, at which two time labels fit side by side. */
const TWO_MOMENTS = LEFT + 270

/** A chart with one mark per window. */
function StatisticChart({ points, chosen, name, onChoose }: StatisticChartProps) {
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
