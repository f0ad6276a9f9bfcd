/**
 * @file TimePlot: a canvas chart over simulated time, with marks for changes. Dragging across the chart selects a time
 * range.
 */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { liveText as text } from '../../../../../messages/en/operate/live'
import { axisTick, virtualTime } from '../../../../../messages/format'
import { useSize } from '../../../../charts/canvas-hooks'
import { type Tokens, useTokens } from '../../../../charts/color-tokens'
import { ticksOf } from '../../scenario-timeline'
import { draggedRange, useLiveView } from '../time-range'
import type { Reading } from '../use-log-reading'
import { type Mark, nearestMark } from './change-marks'
import {
  heightsOf,
  MARGIN,
  momentAt,
  type Scale,
  type ScaleOptions,
  type Series,
  scaleOf,
  stepAt,
  xOf,
  yOf,
  yTicks,
} from './geometry'
import styles from './plot.module.css'

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

/** The maximum distance in pixels from the pointer at which a mark's description is shown. */
const NEAR = 6

export function TimePlot(props: TimePlotProps) {
  const {
    title,
    origin,
    reading,
    at,
    series,
    marks,
    format,
    formatTick = axisTick,
    none,
    height = 150,
    ...options
  } = props
  const { window, step } = reading
  const [frame, { width }] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const [, set] = useLiveView()
  const [pointer, setPointer] = useState<number>()
  const [drag, setDrag] = useState<number>()
  const empty = series.every(({ y }) => !y.some(Number.isFinite))

  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!canvas.current || !pen || width === 0) return
    const ratio = devicePixelRatio
    if (canvas.current.width !== Math.round(width * ratio) || canvas.current.height !== Math.round(height * ratio)) {
      canvas.current.width = Math.round(width * ratio)
      canvas.current.height = Math.round(height * ratio)
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    paint(pen, { width, height, window, at, step, series, scale: scaleOf(series, options), marks, formatTick }, tokens)
  })

  const x = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left
  const moment = pointer === undefined ? undefined : momentAt(pointer, window, width)
  function endDrag(): void {
    if (drag !== undefined && pointer !== undefined) {
      const range = draggedRange(momentAt(drag, window, width), momentAt(pointer, window, width), window)
      if (range) set({ range })
    }
    setDrag(undefined)
  }
  const index = moment === undefined ? -1 : stepAt(moment, at, step)
  const mark =
    moment === undefined || width === 0
      ? undefined
      : nearestMark(marks, moment, (NEAR * (window.to - window.from)) / Math.max(1, width - MARGIN.left - MARGIN.right))
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
      <div
        ref={frame}
        className={styles.frame}
        dir="ltr"
        style={{ height }}
        role="img"
        aria-label={spokenText(title, series, format)}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrag(x(event))
        }}
        onPointerMove={(event) => setPointer(x(event))}
        onPointerUp={endDrag}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => drag === undefined && setPointer(undefined)}
        onDoubleClick={() => set({ range: { kind: 'all' } })}
      >
        <canvas ref={canvas} style={{ width: '100%', height }} />
        {empty && <p className={styles.none}>{none ?? text.noData}</p>}
        {moment !== undefined && <span className={styles.crosshair} style={{ left: xOf(moment, window, width) }} />}
        {drag !== undefined && pointer !== undefined && (
          <span className={styles.brush} style={{ left: Math.min(drag, pointer), width: Math.abs(pointer - drag) }} />
        )}
        {moment !== undefined && (
          <output className={styles.readout} data-side={(pointer ?? 0) > width / 2 ? 'left' : 'right'}>
            {virtualTime(index >= 0 ? (at[index] as number) : moment)}
            {mark && <b>{mark.text}</b>}
          </output>
        )}
      </div>
    </figure>
  )
}

/** The latest value of each line as text, for screen readers. */
function spokenText(title: string, series: readonly Series[], format: (y: number) => string): string {
  const latest = series.flatMap(({ name, y, from }) => {
    const last = from ? undefined : y.findLast(Number.isFinite)
    return last === undefined ? [] : [{ name, value: format(last) }]
  })
  return text.spoken({ title, latest })
}

// paint: draws a chart over simulated time on a canvas: grid, ticks, areas, lines, and vertical marks for changes.

export interface ChartContent {
  readonly width: number
  readonly height: number
  readonly window: { readonly from: number; readonly to: number }
  readonly at: readonly number[]
  readonly step: number
  readonly series: readonly Series[]
  readonly scale: Scale
  readonly marks: readonly Mark[]
  readonly formatTick: (y: number, step: number) => string
}

const FONT = '11px ui-monospace, "DejaVu Sans Mono", monospace'

/** Draws the complete chart. */
function paint(pen: CanvasRenderingContext2D, chart: ChartContent, tokens: Tokens): void {
  const { width, height } = chart
  pen.clearRect(0, 0, width, height)
  pen.font = FONT
  grid(pen, chart, tokens)
  pen.save()
  pen.beginPath()
  pen.rect(MARGIN.left, 0, width - MARGIN.left - MARGIN.right + 1, height - MARGIN.bottom + 1)
  pen.clip()
  marks(pen, chart, tokens)
  const heights = heightsOf(chart.series)
  // Draws lower areas after higher ones, so that the lower areas stay visible.
  for (let i = heights.length - 1; i >= 0; i--) area(pen, chart, i, heights, tokens)
  for (const [i, { from, stacked }] of chart.series.entries())
    if (!from && !stacked) line(pen, chart, i, heights[i] as readonly number[], tokens)
  pen.restore()
}

function grid(
  pen: CanvasRenderingContext2D,
  { width, height, window, scale, formatTick }: ChartContent,
  tokens: Tokens,
): void {
  const ticks = yTicks(scale, height)
  const step = scale.log ? Number.POSITIVE_INFINITY : (ticks[1] ?? Number.POSITIVE_INFINITY) - (ticks[0] ?? 0)
  pen.lineWidth = 1
  pen.strokeStyle = tokens('line')
  pen.fillStyle = tokens('faint')
  pen.textAlign = 'right'
  pen.textBaseline = 'middle'
  for (const tick of ticks) {
    const y = Math.round(yOf(tick, scale, height)) + 0.5
    stroke(pen, MARGIN.left, y, width - MARGIN.right, y)
    pen.fillText(formatTick(tick, step), MARGIN.left - 5, y)
  }
  pen.textBaseline = 'alphabetic'
  for (const { ms, label } of ticksOf(window, width - MARGIN.left - MARGIN.right)) {
    const x = xOf(ms, window, width)
    const half = pen.measureText(label).width / 2
    if (x - half < MARGIN.left - 20) continue
    pen.textAlign = x + half > width ? 'right' : 'center'
    pen.fillText(label, pen.textAlign === 'right' ? width - 1 : x, height - 4)
  }
}

function marks(
  pen: CanvasRenderingContext2D,
  { window, width, height, marks: all }: ChartContent,
  tokens: Tokens,
): void {
  for (const { at, token, isSoft } of all) {
    if (at < window.from || at > window.to) continue
    const x = Math.round(xOf(at, window, width)) + 0.5
    pen.strokeStyle = tokens(token)
    pen.lineWidth = isSoft ? 1 : 1.5
    pen.globalAlpha = isSoft ? 0.45 : 0.9
    pen.setLineDash(isSoft ? [2, 4] : [5, 3])
    stroke(pen, x, MARGIN.top - 4, x, height - MARGIN.bottom)
  }
  pen.setLineDash([])
  pen.globalAlpha = 1
}

function area(
  pen: CanvasRenderingContext2D,
  chart: ChartContent,
  i: number,
  heights: readonly (readonly number[])[],
  tokens: Tokens,
): void {
  const { series, scale, height } = chart
  const { from, stacked, token } = series[i] as Series
  if (!from && !stacked) return
  const baseline = series.slice(0, i).findLastIndex((one) => one.stacked)
  const below = from ?? (baseline < 0 ? [] : heights[baseline]) ?? []
  const tops = heights[i] as readonly number[]
  pen.fillStyle = tokens(token)
  pen.globalAlpha = from ? 0.22 : 0.75
  for (const [first, last] of runs(tops)) {
    pen.beginPath()
    for (let k = first; k <= last; k++) pen.lineTo(middle(chart, k), yOf(tops[k] as number, scale, height))
    for (let k = last; k >= first; k--) {
      pen.lineTo(middle(chart, k), yOf(Math.max(scale.low, below[k] ?? 0), scale, height))
    }
    pen.closePath()
    pen.fill()
  }
  pen.globalAlpha = 1
}

function line(
  pen: CanvasRenderingContext2D,
  chart: ChartContent,
  i: number,
  y: readonly number[],
  tokens: Tokens,
): void {
  const { series, scale, height } = chart
  const { token, dashed } = series[i] as Series
  pen.strokeStyle = pen.fillStyle = tokens(token)
  pen.lineWidth = 1.75
  pen.lineJoin = 'round'
  pen.setLineDash(dashed ? [5, 4] : [])
  for (const [first, last] of runs(y)) {
    if (first === last) {
      pen.fillRect(middle(chart, first) - 1.5, yOf(y[first] as number, scale, height) - 1.5, 3, 3)
      continue
    }
    pen.beginPath()
    for (let k = first; k <= last; k++) pen.lineTo(middle(chart, k), yOf(y[k] as number, scale, height))
    pen.stroke()
  }
  pen.setLineDash([])
}

/** A value is drawn at the center of its step. */
function middle({ at, step, window, width }: ChartContent, k: number): number {
  return xOf((at[k] as number) + step / 2, window, width)
}

/** Runs of consecutive values without gaps, as pairs of first and last index. */
function runs(y: readonly number[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = []
  for (let k = 0; k < y.length; k++) {
    if (!Number.isFinite(y[k])) continue
    const last = result.at(-1)
    if (last && last[1] === k - 1) last[1] = k
    else result.push([k, k])
  }
  return result
}

function stroke(pen: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  pen.beginPath()
  pen.moveTo(x0, y0)
  pen.lineTo(x1, y1)
  pen.stroke()
}
