/** @file Span: the stretch of a score that is in sight, how it is zoomed and moved, and the grid and the ticks that fit it. */
import { EPOCH } from '../../../../base/virtual-time'
import { virtualClock, virtualDay } from '../../../../messages/format'
import { DAY, HOUR, MINUTE } from '../../../../ops/scenario/scenario'
import { timeTicks } from '../../../charts/time-ticks'

/** Virtual milliseconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** No closer, in ms. */
const LEAST = 5 * MINUTE
/** What notes snap to is never closer than this, in pixels. */
const GRID_PX = 7
/** From one tick to the next, in pixels. */
const TICK_PX = 86
const GRIDS = [1 / 60, 0.25, 1, 5, 15, 30, 60, 180, 360, 720, 1440, 7 * 1440].map((minutes) => minutes * MINUTE)

/** All of a score. */
export function wholeOf(durationMs: number): Span {
  return { from: 0, to: Math.max(MINUTE, durationMs) }
}

/** A span within the score, as near to this one as can be. */
export function within({ from, to }: Span, durationMs: number): Span {
  const whole = wholeOf(durationMs)
  const length = Math.min(Math.max(to - from, Math.min(LEAST, whole.to)), whole.to)
  const start = Math.min(Math.max(0, from), whole.to - length)
  return { from: start, to: start + length }
}

/** So many times as long, about a moment that stays where it is. */
export function zoomed({ from, to }: Span, times: number, about: number, durationMs: number): Span {
  const length = Math.min(Math.max((to - from) * times, LEAST), wholeOf(durationMs).to)
  const share = (about - from) / (to - from)
  return within({ from: about - share * length, to: about + (1 - share) * length }, durationMs)
}

/** Moved by so many ms. */
export function moved({ from, to }: Span, byMs: number, durationMs: number): Span {
  return within({ from: from + byMs, to: to + byMs }, durationMs)
}

/** Pixels of a moment in a width. */
export function xOf(ms: number, { from, to }: Span, width: number): number {
  return ((ms - from) / (to - from)) * width
}

/** The moment at so many pixels of a width. */
export function msAt(x: number, { from, to }: Span, width: number): number {
  return from + (x / Math.max(1, width)) * (to - from)
}

/** What notes snap to, in ms: the closest round step that a hand can still tell apart. */
export function gridOf({ from, to }: Span, width: number): number {
  const least = ((to - from) / Math.max(1, width)) * GRID_PX
  return GRIDS.find((step) => step >= least) ?? 28 * DAY
}

/** Weeks begin where the score does. */
const DAY_STEPS = [1, 2, 7, 14].map((days) => days * DAY)

function multiples(step: number, { from, to }: Span): readonly number[] {
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => (first + i) * step)
}

export interface Tick {
  readonly ms: number
  readonly words: string
  /** A day, or of days a month, begins. */
  readonly strong: boolean
}

/** Round moments in sight, as many as there is room for. */
export function ticksOf(span: Span, width: number): readonly Tick[] {
  const rough = ((span.to - span.from) * TICK_PX) / Math.max(1, width)
  const days = rough > DAY / 2 ? DAY_STEPS.find((step) => step >= rough) : undefined
  const ticks = days
    ? multiples(days, span).map((ms) => EPOCH + ms)
    : timeTicks(EPOCH + span.from, EPOCH + span.to, width / TICK_PX).ticks
  const step = ticks.length > 1 ? (ticks[1] as number) - (ticks[0] as number) : DAY
  return ticks.map((at) => {
    const begins = step < DAY ? at % DAY === 0 : new Date(at).getUTCDate() === 1
    return { ms: at - EPOCH, words: tickWords(at, step, begins), strong: begins }
  })
}

function tickWords(at: number, step: number, begins: boolean): string {
  if (step >= 27 * DAY) return MONTHS.format(at)
  if (step >= DAY || begins) return virtualDay(at)
  return virtualClock(at, step < MINUTE ? 'seconds' : 'minutes')
}

/** Made once: to make one takes longer than to write a hundred months with it. */
const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
/** A moment of virtual time in two parts, with seconds where time is slow enough to see them. */
export function momentParts(ms: number, speed: number): { readonly day: string; readonly time: string } {
  const at = EPOCH + Math.max(0, ms)
  return { day: virtualDay(at), time: virtualClock(at, speed <= 60 ? 'seconds' : 'minutes') }
}

const UNITS = [
  [7 * DAY, 'week'],
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [1000, 'second'],
] as const

/** How long something is, in its two largest units: 2 days 3 hours. */
export function lengthWords(ms: number): string {
  const parts: string[] = []
  let left = Math.round(ms / 1000) * 1000
  for (const [unit, name] of UNITS) {
    const n = Math.floor(left / unit)
    if (n === 0) continue
    left -= n * unit
    parts.push(`${n} ${name}${n === 1 ? '' : 's'}`)
    if (parts.length === 2) break
  }
  return parts.join(' ') || 'no time'
}
