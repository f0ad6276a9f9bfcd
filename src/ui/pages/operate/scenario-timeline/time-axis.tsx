/**
 * @file Axis: the time axis of the timeline, labeled in minutes, hours, days or months depending on the zoom level.
 * Dragging the axis pans the timeline.
 */
import { type PointerEvent, type Ref, useRef } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { endOf, type ScenarioEvent } from '../../../../ops/scenario/scenario'
import { type Span, ticksOf, xOf } from './time-span'
import styles from './tracks.module.css'

export interface AxisProps {
  readonly ref: Ref<HTMLDivElement>
  readonly span: Span
  readonly width: number
  /** The event being dragged; the axis shows its new time. */
  readonly dragged: ScenarioEvent | undefined
  readonly onPan: (byMs: number) => void
}

/** Within this many pixels of an edge, a tick label is aligned to that edge. */
const EDGE = 34

export function Axis({ ref, span, width, dragged, onPan }: AxisProps) {
  const last = useRef<number>(null)
  function onMove(event: PointerEvent): void {
    if (last.current === null) return
    onPan(((last.current - event.clientX) / Math.max(1, width)) * (span.to - span.from))
    last.current = event.clientX
  }
  const release = () => {
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
      onPointerUp={release}
      onPointerCancel={release}
    >
      {width > 0 &&
        ticksOf(span, width).map(({ ms, label: words, isMajor: strong }) => {
          const x = xOf(ms, span, width)
          const side = x < EDGE ? 'start' : x > width - EDGE ? 'end' : 'middle'
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
      {dragged && (
        <output
          className={styles.draggedTime}
          style={{ left: Math.min(Math.max(0, xOf(dragged.startMs, span, width)), width - 230) }}
        >
          {text.event.time({ fromMs: dragged.startMs, toMs: endOf(dragged) })}
        </output>
      )}
    </div>
  )
}
