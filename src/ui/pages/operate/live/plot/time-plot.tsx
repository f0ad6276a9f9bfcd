/**
 * @file TimePlot: a canvas chart over simulated time, with marks for changes. Dragging across the chart selects a time
 * range.
 */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { liveText as text } from '../../../../../messages/en/operate/live'
import { axisTick, virtualTime } from '../../../../../messages/format'
import { useTokens } from '../../../../charts/color-tokens'
import { useSize } from '../../../../charts/use-size'
import { useLiveView } from '../live-view'
import { draggedRange } from '../time-range'
import type { Reading } from '../use-log-reading'
import { type Mark, nearestMark } from './change-marks'
import { MARGIN, momentAt, type ScaleOptions, type Series, scaleOf, stepAt, xOf } from './geometry'
import { paint } from './paint'
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
