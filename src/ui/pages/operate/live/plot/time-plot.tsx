/** @file TimePlot: a chart over simulated time on a canvas, with marks for changes. Dragging across it selects a time range. */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { liveText as text } from '../../../../../messages/en/operate/live'
import { useSize } from '../../../../charts/use-size'
import { useTokens } from '../../../../charts/tokens'
import { virtualTime } from '../../../../../messages/format'
import { brushed } from '../stretch'
import { useLiveView } from '../live-view'
import type { Reading } from '../use-reading'
import { momentAt, ROOM, type ScaleAsked, scaleOf, type Series, stepAt, xOf } from './frame'
import { type Mark, markNear } from './marks'
import { paint } from './paint'
import styles from './plot.module.css'

export interface TimePlotProps extends ScaleAsked {
  readonly title: string
  /** Simulated from times measured on this device; absent for measured values. */
  readonly origin?: 'sim'
  readonly reading: Pick<Reading, 'window' | 'step'>
  /** When the steps begin. */
  readonly at: readonly number[]
  readonly series: readonly Series[]
  readonly marks: readonly Mark[]
  readonly words: (y: number) => string
  /** Shown where there is nothing to draw. */
  readonly none?: string
  readonly height?: number
}

/** How near the pointer must be to a mark to show its text, in pixels. */
const NEAR = 6

export function TimePlot(props: TimePlotProps) {
  const { title, origin, reading, at, series, marks, words, none, height = 150, ...asked } = props
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
    paint(pen, { width, height, window, at, step, series, scale: scaleOf(series, asked), marks, words }, tokens)
  })

  const x = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left
  const moment = pointer === undefined ? undefined : momentAt(pointer, window, width)
  function letGo(): void {
    if (drag !== undefined && pointer !== undefined) {
      const stretch = brushed(momentAt(drag, window, width), momentAt(pointer, window, width), window)
      if (stretch) set({ stretch })
    }
    setDrag(undefined)
  }
  const place = moment === undefined ? -1 : stepAt(moment, at, step)
  const near =
    moment === undefined || width === 0
      ? undefined
      : markNear(marks, moment, (NEAR * (window.to - window.from)) / Math.max(1, width - ROOM.left - ROOM.right))
  return (
    <figure className={styles.plot}>
      <figcaption>
        <span className={styles.title}>{title}</span>
        {origin && (
          <span className={styles.sim} title={text.simulatedAbout}>
            {text.simulated}
          </span>
        )}
        <span className={styles.legend}>
          {series
            .filter(({ name }) => name !== '')
            .map(({ name, token, y }) => (
              <span key={name} title={name}>
                <i style={{ background: `var(--${token})` }} />
                <b>{name}</b>
                {place >= 0 && Number.isFinite(y[place]) && <em>{words(y[place] as number)}</em>}
              </span>
            ))}
        </span>
      </figcaption>
      <div
        ref={frame}
        className={styles.frame}
        style={{ height }}
        role="img"
        aria-label={spoken(title, series, words)}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrag(x(event))
        }}
        onPointerMove={(event) => setPointer(x(event))}
        onPointerUp={letGo}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => drag === undefined && setPointer(undefined)}
        onDoubleClick={() => set({ stretch: { kind: 'all' } })}
      >
        <canvas ref={canvas} style={{ width: '100%', height }} />
        {empty && <p className={styles.none}>{none ?? text.noData}</p>}
        {moment !== undefined && <span className={styles.hair} style={{ left: xOf(moment, window, width) }} />}
        {drag !== undefined && pointer !== undefined && (
          <span className={styles.brush} style={{ left: Math.min(drag, pointer), width: Math.abs(pointer - drag) }} />
        )}
        {moment !== undefined && (
          <output className={styles.moment} data-side={(pointer ?? 0) > width / 2 ? 'left' : 'right'}>
            {virtualTime(place >= 0 ? (at[place] as number) : moment)}
            {near && <b>{near.text}</b>}
          </output>
        )}
      </div>
    </figure>
  )
}

/** The latest value of each line, for screen readers. */
function spoken(title: string, series: readonly Series[], words: (y: number) => string): string {
  const latest = series.flatMap(({ name, y, from }) => {
    const last = from ? undefined : y.findLast(Number.isFinite)
    return last === undefined ? [] : [{ name, value: words(last) }]
  })
  return text.spoken({ title, latest })
}
