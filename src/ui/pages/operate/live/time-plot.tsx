/**
 * @file TimePlot: a chart over simulated time, with marks for changes. Dragging across the chart selects a time range.
 */
import { Fragment, type PointerEvent, useState } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { axisTick, virtualTime } from '../../../../messages/format'
import { linearTicks, logTicks } from '../../../charts/ticks'
import { ticksOf } from '../scenario-timeline'
import { type Axes, linePath, MARGIN, type Scale, SvgPlot, type Tick } from '../svg-plot'
import { type Mark, nearestMark } from './change-marks'
import styles from './time-plot.module.css'
import type { Reading } from './time-range'
import { draggedRange, useLiveView } from './time-range'

export interface Series {
  readonly name: string
  /** The name of the design token that defines the line color. */
  readonly token: string
  /** One value per step; NaN if there is no value. */
  readonly y: readonly number[]
  /** The lower bounds of an interval; the area between them and `y` is filled and has no line. */
  readonly from?: readonly number[]
  /** Whether the series is stacked on the series before it. */
  readonly stacked?: true
}

export interface ScaleOptions {
  readonly log?: boolean
  /** The largest (`most`) and smallest (`least`) values that are possible for this metric. */
  readonly most?: number
  readonly least?: number
}

export interface TimePlotProps extends ScaleOptions {
  readonly title: string
  /** Set if values are simulated from times measured on this device; absent for measured values. */
  readonly origin?: 'sim'
  readonly reading: Pick<Reading, 'window' | 'step'>
  /** The start times of the steps. */
  readonly at: readonly number[]
  readonly series: readonly Series[]
  readonly marks: readonly Mark[]
  readonly format: (y: number) => string
  /** Formats a tick so that it differs from one that is `step` away; `axisTick` by default. */
  readonly formatTick?: (y: number, step: number) => string
  /** Text shown if there is no data to draw. */
  readonly none?: string
  readonly height?: number
}

/** The space for the labels of the y-axis, in pixels. */
const LEFT = 54
/** A label nearer to an edge of the plot area than this, in pixels, does not extend beyond that edge. */
const EDGE = 30
/** The maximum distance in pixels from the pointer at which a mark's description is shown. */
const NEAR = 6

/** A chart with its title and legend. */
export function TimePlot(props: TimePlotProps) {
  const { title, origin, reading, at, series, marks, format, formatTick = axisTick, none, height = 150 } = props
  const { window, step } = reading
  const [, set] = useLiveView()
  /** The moments at the pointer, and where a drag began. */
  const [moment, setMoment] = useState<number>()
  const [drag, setDrag] = useState<number>()
  const empty = series.every(({ y }) => !y.some(Number.isFinite))
  const scale = scaleOf(series, props)
  const index = moment === undefined ? -1 : stepAt(moment, at, step)
  function endDrag(): void {
    const range = drag !== undefined && moment !== undefined && draggedRange(drag, moment, window)
    if (range) set({ range })
    setDrag(undefined)
  }
  return (
    <figure className={styles.plot}>
      <figcaption>
        <span className={styles.title}>{title}</span>
        {origin && (
          <span className={styles.simulated} title={text.simulatedAbout}>
            {text.simulated}
          </span>
        )}
        <span className={styles.legend}>
          {series
            .filter(({ name }) => name !== '')
            .map(({ name, token, y }) => (
              <span key={name} title={name} translate="no">
                <i style={{ background: `var(--${token})` }} />
                <b>{name}</b>
                {index >= 0 && Number.isFinite(y[index]) && <em>{format(y[index] as number)}</em>}
              </span>
            ))}
        </span>
      </figcaption>
      <SvgPlot
        label={spokenText(title, series, format)}
        height={height}
        margin={{ left: LEFT }}
        x={{ low: window.from, high: window.to }}
        y={scale}
        yTicks={yTicks(scale, height, formatTick)}
        xTicks={(width) =>
          ticksOf(window, width).map(({ ms, label }) => ({
            ...{ at: ms, text: label },
            anchor: anchorOf((ms - window.from) / (window.to - window.from), width),
          }))
        }
        className={styles.frame}
        frame={({ xAt }) => {
          const momentAt = ({ clientX, currentTarget }: PointerEvent) =>
            xAt(clientX - currentTarget.getBoundingClientRect().left)
          return {
            onPointerDown: (event) => {
              if (event.button !== 0) return
              event.currentTarget.setPointerCapture(event.pointerId)
              setDrag(momentAt(event))
            },
            onPointerMove: (event) => setMoment(momentAt(event)),
            onPointerUp: endDrag,
            onPointerCancel: () => setDrag(undefined),
            onPointerLeave: () => drag === undefined && setMoment(undefined),
            onDoubleClick: () => set({ range: { kind: 'all' } }),
          }
        }}
        over={({ x, xAt, left, right }) => {
          if (empty && moment === undefined) return <p className={styles.none}>{none ?? text.noData}</p>
          if (moment === undefined) return null
          const at0 = x(moment)
          const mark = nearestMark(marks, moment, xAt(left + NEAR) - xAt(left))
          return (
            <>
              {empty && <p className={styles.none}>{none ?? text.noData}</p>}
              <span className={styles.crosshair} style={{ left: at0 }} />
              {drag !== undefined && (
                <span
                  className={styles.brush}
                  style={{ left: Math.min(x(drag), at0), width: Math.abs(at0 - x(drag)) }}
                />
              )}
              <output className={styles.readout} data-side={at0 > (left + right) / 2 ? 'left' : 'right'}>
                {virtualTime(index >= 0 ? (at[index] as number) : moment)}
                {mark && <b>{mark.text}</b>}
              </output>
            </>
          )
        }}
      >
        {(axes) => (
          <>
            {marks
              .filter((mark) => mark.at >= window.from && mark.at <= window.to)
              .map(({ at: ms, token, isSoft }, i) => (
                <line
                  // biome-ignore lint/suspicious/noArrayIndexKey: several changes can have the same time
                  key={i}
                  className={styles.mark}
                  style={{ stroke: `var(--${token})` }}
                  data-soft={isSoft}
                  x1={axes.x(ms)}
                  x2={axes.x(ms)}
                  y1={axes.top - 4}
                  y2={axes.bottom}
                />
              ))}
            <Lines {...{ axes, at, step, series }} />
          </>
        )}
      </SvgPlot>
    </figure>
  )
}

/** The part of a label that is at its tick. */
function anchorOf(share: number, width: number): 'start' | 'middle' | 'end' {
  if (share * width < EDGE) return 'start'
  return (1 - share) * width < EDGE ? 'end' : 'middle'
}

/** The latest value of each line as text, for screen readers. */
function spokenText(title: string, series: readonly Series[], format: (y: number) => string): string {
  const latest = series.flatMap(({ name, y, from }) => {
    const last = from ? undefined : y.findLast(Number.isFinite)
    return last === undefined ? [] : [{ name, value: format(last) }]
  })
  return text.spoken({ title, latest })
}

interface LinesProps extends Pick<TimePlotProps, 'at' | 'series'> {
  readonly axes: Axes
  readonly step: number
}

/** The areas and lines of all series. Lower areas are drawn after higher ones, so that they stay visible. */
function Lines({ axes, at, step, series }: LinesProps) {
  const heights = heightsOf(series)
  // A value is drawn at the center of its step.
  const x = (k: number) => axes.x((at[k] as number) + step / 2)
  const shapes = series.map(({ token, from, stacked }, i) => {
    const tops = heights[i] as readonly number[]
    const lower = series.slice(0, i).findLastIndex((one) => one.stacked)
    const below = from ?? heights[lower] ?? []
    return { token, tops, runs: runsOf(tops), below, isArea: Boolean(from ?? stacked), isInterval: from !== undefined }
  })
  return (
    <>
      {shapes.toReversed().map(({ token, tops, runs, below, isArea, isInterval }, i) => {
        if (!isArea) return null
        const d = runs.map(([first, last]) => {
          const steps = Array.from({ length: last - first + 1 }, (_, k) => first + k)
          const top = steps.map((k) => `${x(k)} ${axes.y(tops[k] as number)}`)
          const bottom = steps.toReversed().map((k) => `${x(k)} ${axes.y(below[k] ?? 0)}`)
          return `M${[...top, ...bottom].join('L')}Z`
        })
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: series keep their order
            key={i}
            className={styles.area}
            style={{ fill: `var(--${token})` }}
            data-interval={isInterval}
            d={d.join('')}
          />
        )
      })}
      {shapes.map(({ token, tops, runs, isArea }, i) => {
        if (isArea) return null
        const single = runs.flatMap(([first, last]) => (first === last ? [first] : []))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: series keep their order
          <Fragment key={i}>
            <path
              className={styles.line}
              style={{ stroke: `var(--${token})` }}
              d={linePath(tops.map((value, k) => [x(k), axes.y(value)]))}
            />
            {single.map((k) => (
              <rect
                key={k}
                style={{ fill: `var(--${token})` }}
                x={x(k) - 1.5}
                y={axes.y(tops[k] as number) - 1.5}
                width={3}
                height={3}
              />
            ))}
          </Fragment>
        )
      })}
    </>
  )
}

/** Runs of consecutive values without gaps, as pairs of first and last index. */
function runsOf(y: readonly number[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = []
  for (let k = 0; k < y.length; k++) {
    if (!Number.isFinite(y[k])) continue
    const last = result.at(-1)
    if (last && last[1] === k - 1) last[1] = k
    else result.push([k, k])
  }
  return result
}

/** Returns the upper edges of stacked series, and the values of all other series. */
export function heightsOf(series: readonly Series[]): readonly (readonly number[])[] {
  let below: readonly number[] = []
  return series.map(({ y, stacked }) => {
    if (!stacked) return y
    const base = below
    below = y.map((value, i) => (Number.isNaN(value) ? 0 : value) + (base[i] ?? 0))
    return below
  })
}

/** A scale that fits all series with a margin. */
export function scaleOf(series: readonly Series[], { log = false, most, least }: ScaleOptions): Scale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const heights = heightsOf(series)
  for (const values of [...heights, ...series.map(({ from = [] }) => from)]) {
    for (const value of values) {
      if (Number.isNaN(value) || (log && value <= 0)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  if (low > high) return { low: log ? 1 : 0, high: log ? 10 : (most ?? 1), log }
  if (log) return { low: low / 1.2, high: high * 1.2, log }
  const air = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1
  const bottom = least ?? Math.max(0, low - air)
  return { low: Math.min(bottom, low), high: Math.min(most ?? Number.POSITIVE_INFINITY, high + air), log }
}

/** Round values for the ticks on the y-axis; as many as fit. */
export function yTicks(scale: Scale, height: number, format: (y: number, step: number) => string): readonly Tick[] {
  const { low, high, log } = scale
  const about = Math.max(2, (height - MARGIN.top - MARGIN.bottom) / 34)
  const ticks = log ? logTicks(low, high, about) : linearTicks(low, high, about)
  const [first = 0, second = Number.POSITIVE_INFINITY] = log ? [] : ticks
  return ticks.map((at) => ({ at, text: format(at, second - first) }))
}

/** The index of the step that contains a moment; -1 if no step does. */
export function stepAt(ms: number, at: readonly number[], step: number): number {
  const index = Math.floor((ms - (at[0] ?? 0)) / step)
  return index >= 0 && index < at.length ? index : -1
}
