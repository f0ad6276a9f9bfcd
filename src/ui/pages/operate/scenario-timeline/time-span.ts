/**
 * @file The visible time span of the timeline: its ticks and labels, zooming and scrolling it, and the measured
 * playback rate.
 */

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { EPOCH, virtualClock, virtualDay, virtualMonth } from '../../../../messages/format'
import { DAY, MINUTE } from '../../../../ops/scenario/scenario'
import { timeTicks } from '../../../charts/ticks'

/** A range of simulated time, in ms. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The shortest span that can be shown, in ms. */
const MIN_SPAN = 5 * MINUTE
/** The minimum distance between grid steps, in pixels. */
const GRID_PX = 7
/** The minimum distance between ticks, in pixels. */
const TICK_PX = 100
const GRIDS = [1 / 60, 0.25, 1, 5, 15, 30, 60, 180, 360, 720, 1440, 7 * 1440].map((minutes) => minutes * MINUTE)

/** The span that covers an entire scenario. */
export function wholeOf(durationMs: number): Span {
  return { from: 0, to: Math.max(MINUTE, durationMs) }
}

/** Adjusts the span so that it lies within the scenario and has a valid length. */
export function within({ from, to }: Span, durationMs: number): Span {
  const whole = wholeOf(durationMs)
  const length = Math.min(Math.max(to - from, Math.min(MIN_SPAN, whole.to)), whole.to)
  const start = Math.min(Math.max(0, from), whole.to - length)
  return { from: start, to: start + length }
}

/**
 * Scales the length of the span by the factor `times`, keeping the moment `about` at the same position on the screen.
 */
export function zoomed({ from, to }: Span, times: number, about: number, durationMs: number): Span {
  const length = Math.min(Math.max((to - from) * times, MIN_SPAN), wholeOf(durationMs).to)
  const share = (about - from) / (to - from)
  return within({ from: about - share * length, to: about + (1 - share) * length }, durationMs)
}

/** Shifts the span by a number of ms. */
export function moved({ from, to }: Span, byMs: number, durationMs: number): Span {
  return within({ from: from + byMs, to: to + byMs }, durationMs)
}

/** The x position of a moment on a timeline of this width, in pixels. */
export function xOf(ms: number, { from, to }: Span, width: number): number {
  return ((ms - from) / (to - from)) * width
}

/** The moment at an x position on a timeline of this width. */
export function msAt(x: number, { from, to }: Span, width: number): number {
  return from + (x / Math.max(1, width)) * (to - from)
}

/** The grid that events snap to, in ms: the finest round step that is still wide enough to target with a pointer. */
export function gridOf({ from, to }: Span, width: number): number {
  const least = ((to - from) / Math.max(1, width)) * GRID_PX
  return GRIDS.find((step) => step >= least) ?? 28 * DAY
}

/** Weeks are counted from the start of the scenario. */
const DAY_STEPS = [1, 2, 7, 14].map((days) => days * DAY)

function multiples(step: number, { from, to }: Span): readonly number[] {
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step)
}

export interface Tick {
  readonly ms: number
  readonly label: string
  /** Whether a new day starts at this tick (or a new month, if ticks are spaced by days). */
  readonly isMajor: boolean
}

/** Ticks at round times within the span; as many as fit. */
export function ticksOf(span: Span, width: number): readonly Tick[] {
  const rough = ((span.to - span.from) * TICK_PX) / Math.max(1, width)
  const days = rough > DAY / 2 ? DAY_STEPS.find((step) => step >= rough) : undefined
  const ticks = days
    ? multiples(days, span).map((ms) => EPOCH + ms)
    : timeTicks(EPOCH + span.from, EPOCH + span.to, width / TICK_PX).ticks
  const step = ticks.length > 1 ? (ticks[1] as number) - (ticks[0] as number) : DAY
  return ticks.map((at) => {
    const isStart = step < DAY ? at % DAY === 0 : new Date(at).getUTCDate() === 1
    return { ms: at - EPOCH, label: tickLabel(at, step, isStart), isMajor: isStart }
  })
}

function tickLabel(at: number, step: number, isStart: boolean): string {
  if (step >= 27 * DAY) return virtualMonth(at)
  if (step >= DAY || isStart) return virtualDay(at)
  return virtualClock(at, step < MINUTE ? 'seconds' : 'minutes')
}

/**
 * The day and time of a simulated moment; the time includes seconds if playback is slow enough for them to be readable.
 */
export function momentParts(ms: number, speed: number): { readonly day: string; readonly time: string } {
  const at = EPOCH + Math.max(0, ms)
  return { day: virtualDay(at), time: virtualClock(at, speed <= 60 ? 'seconds' : 'minutes') }
}

// useSpan: the visible time span of the scenario, which is the entire scenario until the user zooms in.

export interface SpanControl {
  readonly span: Span
  readonly isWhole: boolean
  /**
   * Scales the length of the visible time span by the factor `times` around a given moment (by default, the midpoint of
   * the span).
   */
  zoom(times: number, about?: number): void
  move(byMs: number): void
  all(): void
  show(span: Span): void
}

/** Manages the visible span of a scenario of the given duration. */
export function useSpan(durationMs: number): SpanControl {
  const [closer, setCloser] = useState<Span>()
  const span = closer ? within(closer, durationMs) : wholeOf(durationMs)
  const change = useCallback(
    (to: (span: Span) => Span) =>
      setCloser((closer) => {
        const next = to(closer ? within(closer, durationMs) : wholeOf(durationMs))
        return next.to - next.from >= wholeOf(durationMs).to ? undefined : next
      }),
    [durationMs],
  )
  return {
    span,
    isWhole: closer === undefined,
    zoom: (times, about) => change((span) => zoomed(span, times, about ?? (span.from + span.to) / 2, durationMs)),
    move: (byMs) => change((span) => moved(span, byMs, durationMs)),
    all: () => setCloser(undefined),
    show: (span) => change(() => within(span, durationMs)),
  }
}

// useWheel: the mouse wheel zooms the timeline around the pointer; scrolling sideways, or with Shift pressed, pans
// it.

/** Scrolling by this many wheel pixels halves the visible span. */
const HALF = 260

/** Listens for wheel events on the timeline only, because over the list of track names the wheel should scroll. */
export function useWheel(box: RefObject<HTMLElement | null>, control: SpanControl, width: number): void {
  const newest = useRef({ control, width })
  useEffect(() => {
    newest.current = { control, width }
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      const { control, width } = newest.current
      const { span } = control
      const x = event.clientX - element.getBoundingClientRect().left - (element.clientWidth - width)
      if (x < 0 || width === 0) return
      event.preventDefault()
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      if (Math.abs(dx) > Math.abs(dy)) control.move(((dx * lines) / width) * (span.to - span.from))
      else if (dy !== 0) control.zoom(2 ** ((dy * lines) / HALF), msAt(x, span, width))
    }
    // React attaches passive wheel listeners, which cannot prevent the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [box])
}

// Playback rate: how fast simulated time actually passes, shown only if it is clearly slower than the chosen speed.

/** A pair of corresponding times, both in ms: the simulated time and the real time at which it was reached. */
export interface Mark {
  readonly at: number
  readonly wall: number
}

/** The rate is averaged over this many milliseconds, so that one hitch does not matter. */
const WINDOW_MS = 4000
/** No rate is shown during this initial period, in ms, because the service may still be warming up. */
const MIN_MS = 2500
/**
 * Fractions of the chosen speed: the measured rate is shown once it falls below the first, and hidden once it rises
 * above the second.
 */
const SHOWN_BELOW = 0.8
const HIDDEN_ABOVE = 0.9

/**
 * Appends a mark and drops marks that are older than the averaging window. If simulated time has gone backward, starts
 * a new list.
 */
export function addMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1)
  if (last && mark.at < last.at) return [mark]
  return [...marks.filter(({ wall }) => mark.wall - wall <= WINDOW_MS), mark]
}

/**
 * The measured rate in simulated ms per real ms if it is slower than the chosen speed, otherwise undefined; `shown` is
 * the previously displayed rate.
 */
export function slowRate(marks: readonly Mark[], speed: number, shown: number | undefined): number | undefined {
  const [first, last] = [marks[0], marks.at(-1)]
  if (!first || !last || last.wall - first.wall < MIN_MS) return shown
  const rate = (last.at - first.at) / (last.wall - first.wall)
  return rate < speed * (shown === undefined ? SHOWN_BELOW : HIDDEN_ABOVE) ? rate : undefined
}
