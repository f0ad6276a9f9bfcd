/** @file Span: the visible time span of a scenario: zooming, panning, and a suitable grid and ticks. */
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
const TICK_PX = 86
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
