/**
 * @file Parts of the scenario timeline: the time axis, the request rate, the playhead, and the button that adds an
 * event.
 */
import { type PointerEvent, type Ref, useDeferredValue, useMemo, useRef } from 'react'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { eventKinds } from '../../../../ops/scenario/events'
import { endOf, type Scenario, type ScenarioEvent, type Track } from '../../../../ops/scenario/scenario'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { useOperateState } from '../use-operate'
import { peakRate, ratePath, trafficOf } from './event-rows'
import type { SpanControl } from './time-span'
import { type Span, ticksOf, xOf } from './time-span'
import styles from './tracks.module.css'
import { usePlayhead } from './use-playhead'

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

// RateCurve: the curve of the total request rate, drawn behind the events of the traffic track.

export interface RateCurveProps {
  readonly scenario: Scenario
  readonly span: Span
  readonly width: number
  readonly height: number
}

const COLUMN = 2

/** The curve may lag slightly behind an event that is being dragged. */
export function RateCurve({ scenario: newest, span: { from, to }, width, height }: RateCurveProps) {
  const scenario = useDeferredValue(newest)
  const traffic = useMemo(() => trafficOf(scenario), [scenario])
  const most = useMemo(() => peakRate(traffic), [traffic])
  const columns = Math.max(1, Math.round(width / COLUMN))
  const path = useMemo(() => ratePath(traffic, most, { from, to }, columns), [traffic, most, from, to, columns])
  if (most === 0) return null
  return (
    <div className={styles.rateCurve} aria-hidden="true">
      <svg viewBox={`0 0 ${columns} 1`} preserveAspectRatio="none" aria-hidden="true" style={{ height }}>
        <path d={path} />
      </svg>
      <span>{text.timeline.peakRate({ perMinute: most })}</span>
    </div>
  )
}

// Playhead: a line at the current simulated time, with the past shaded. It is updated on animation frames, bypassing
// React.

export interface PlayheadProps {
  readonly span: Span
  readonly width: number
  readonly control: SpanControl
}

/**
 * A line drawn over the tracks. If the playhead leaves the visible span during playback, the timeline scrolls to follow
 * it.
 */
export function Playhead({ span, width, control }: PlayheadProps) {
  const operate = useOperateState()
  const line = useRef<HTMLDivElement>(null)
  const past = useRef<HTMLDivElement>(null)
  usePlayhead((ms) => {
    const x = xOf(ms, span, width)
    if (line.current) {
      line.current.style.transform = `translateX(${x}px)`
      line.current.style.visibility = x < 0 || x > width ? 'hidden' : 'visible'
    }
    if (past.current) past.current.style.transform = `scaleX(${Math.min(1, Math.max(0, x / Math.max(1, width)))})`
    const { playing } = operate.getState().clock
    const length = span.to - span.from
    // Scrolls by almost the entire visible span at once.
    if (playing && ms > span.to && ms < span.to + length / 2 && !control.isWhole) control.move(length * 0.9)
  })
  return (
    <div className={styles.playhead} aria-hidden="true">
      <div ref={past} className={styles.past} />
      <div ref={line} className={styles.playheadLine} />
    </div>
  )
}

// AddEvent: a button next to the name of a track; it opens a menu of the event kinds for that track.

/** Calls `onAdd` with the chosen kind. */
export function AddEvent({ track, onAdd }: { readonly track: Track; readonly onAdd: (kind: string) => void }) {
  return (
    <Menu
      trigger={
        <IconButton
          label={text.timeline.addEvent({ track: text.tracks[track].title })}
          icon="plus"
          tone="quiet"
          size="small"
          tip="right"
        />
      }
      items={eventKinds
        .filter((def) => def.track === track)
        .map(({ title, summary, kind }) => ({ title, about: summary, onSelect: () => onAdd(kind) }))}
    />
  )
}
