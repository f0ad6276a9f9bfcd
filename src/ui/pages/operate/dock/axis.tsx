/** @file Axis: virtual time in minutes, hours, days or months, by how much is in sight; dragging it moves what is in sight. */
import { type PointerEvent, type Ref, useRef } from 'react'
import { endOf, type Note } from '../../../../ops/scenario/scenario'
import styles from './lanes.module.css'
import { virtualTime } from '../../../../messages/format'
import { lengthWords, type Span, ticksOf, xOf } from './span'

export interface AxisProps {
  readonly ref: Ref<HTMLDivElement>
  readonly span: Span
  readonly width: number
  /** The note in hand: where it would be is told here. */
  readonly held: Note | undefined
  readonly onPan: (byMs: number) => void
}

/** Pixels from an edge within which a tick's words stand inside. */
const ROOM = 34

export function Axis({ ref, span, width, held, onPan }: AxisProps) {
  const last = useRef<number>(null)
  function onMove(event: PointerEvent): void {
    if (last.current === null) return
    onPan(((last.current - event.clientX) / Math.max(1, width)) * (span.to - span.from))
    last.current = event.clientX
  }
  const letGo = () => {
    last.current = null
  }
  return (
    <div
      ref={ref}
      className={styles.axis}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        last.current = event.clientX
      }}
      onPointerMove={onMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      {width > 0 &&
        ticksOf(span, width).map(({ ms, words, strong }) => {
          const x = xOf(ms, span, width)
          const side = x < ROOM ? 'start' : x > width - ROOM ? 'end' : 'middle'
          return (
            <span
              key={ms}
              className={styles.tick}
              style={{ left: x }}
              data-side={side}
              data-strong={strong ? '' : undefined}
            >
              {words}
            </span>
          )
        })}
      {held && (
        <output
          className={styles.where}
          style={{ left: Math.min(Math.max(0, xOf(held.startMs, span, width)), width - 230) }}
        >
          {virtualTime(held.startMs)} to {virtualTime(endOf(held))}, {lengthWords(held.lengthMs)}
        </output>
      )}
    </div>
  )
}
