/** @file TimePlot: a chart over simulated time, with marks for changes. Dragging across the chart selects a time range. */
import { useMemo } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { Chart, useLiveSource } from '../../../charts/chart'
import type { Axis, ChartData, Series } from '../../../charts/chart-data'
import { useIsDrill } from '../use-operate'
import { simulatedTimeAxis } from '../simulated-time-axis'
import type { Mark } from '../change-marks'
import kit from '../../../kit/kit.module.css'
import { draggedRange, type Reading, useLiveView } from './time-range'

/** A series with one value per step; NaN if there is no value. */
export type StepSeries = Pick<Series, 'name' | 'token' | 'low' | 'high'> & {
  readonly y: readonly number[]
  /** Whether the series is stacked on the series before it. */
  readonly stacked?: true
}

export interface TimePlotProps extends Pick<Axis, 'unit' | 'log' | 'start' | 'limit' | 'format' | 'formatTick'> {
  readonly title: string
  /** Set if values are simulated from the times of stages and models; absent for measured values. */
  readonly origin?: 'sim'
  readonly reading: Pick<Reading, 'window' | 'step'>
  /** The start times of the steps. */
  readonly at: readonly number[]
  readonly series: readonly StepSeries[]
  readonly marks: readonly Mark[]
  /** Text shown if there is no data to draw. */
  readonly none?: string
  readonly height?: number
}

function SimulatedBadge() {
  return (
    <span className={kit.tag} title={text.simulatedAbout({ isDrill: useIsDrill() })}>
      {text.simulated}
    </span>
  )
}

/** A chart with its title and legend. */
export function TimePlot({ title, origin, none, height = 150, ...data }: TimePlotProps) {
  const [, set] = useLiveView()
  const source = useLiveSource(timeData(title, data))
  const range = useMemo(
    () => ({
      onSelect(a: number, b: number) {
        const [from, to] = source.read().x.domain ?? [a, b]
        const range = draggedRange(a, b, { from, to })
        if (range) set({ range })
      },
      onReset: () => set({ range: { kind: 'all' } }),
    }),
    [source, set],
  )
  return (
    <Chart
      {...{ title, source, height, range }}
      label={spokenText(title, data)}
      hasHeading
      badge={origin && <SimulatedBadge />}
      none={none ?? text.noData}
    />
  )
}

type TimeData = Omit<TimePlotProps, 'title' | 'origin' | 'none' | 'height'>

/** The chart of series over simulated time. A value is drawn at the center of its step. */
export function timeData(name: string, { reading, at, series, marks, ...y }: TimeData): ChartData {
  const { window, step } = reading
  const startOf = (ms: number) => window.from + Math.floor((ms - window.from) / step) * step
  const axis = simulatedTimeAxis(window.from, window.to, 1)
  const x = at.map((ms) => ms + step / 2)
  return {
    x: { ...axis, format: (ms) => axis.format(startOf(ms)), cell: (ms) => axis.cell?.(startOf(ms)) ?? '' },
    y: { name, ...y },
    series: series.map(({ stacked, ...one }) => ({ ...one, kind: stacked ? 'area' : 'line', x })),
    marks: marks
      .filter((mark) => mark.at >= window.from && mark.at <= window.to)
      .map(({ isSoft, ...mark }) => ({ axis: 'x', ...mark, ...(isSoft ? { look: 'soft' as const } : {}) })),
  }
}

/** The latest value of each series as text, for screen readers. */
function spokenText(title: string, { series, format }: Pick<TimePlotProps, 'series' | 'format'>): string {
  const latest = series.flatMap(({ name, y }) => {
    const last = y.findLast(Number.isFinite)
    return last === undefined ? [] : [{ name, value: format(last) }]
  })
  return text.spoken({ title, latest })
}
