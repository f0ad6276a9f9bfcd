/** @file Stretch: the part of virtual time that all charts of the live page share, and in what steps it is read. */
import type { Window } from '../../../../ops/reducers/window'
import { DAY, HOUR, MINUTE } from '../../../../ops/scenario/scenario'

export const STRETCHES = ['hour', 'day', 'week', 'all'] as const
export type Stretch =
  /** Up to now. */
  | { readonly kind: (typeof STRETCHES)[number] }
  /** As somebody brushed it: virtual ms, [from, to). */
  | { readonly kind: 'own'; readonly from: number; readonly to: number }

const LENGTHS = { hour: HOUR, day: DAY, week: 7 * DAY } as const
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2 * 1440, 7 * 1440].map((minutes) => minutes * MINUTE)
/** Steps of a chart: as many as its pixels can tell apart in half a screen, and no more than are read in a few ms. */
const MOST_STEPS = 180

/** The window of a stretch while virtual time stands at `at`: whole steps, so that no step moves while time passes. */
export function windowOf(stretch: Stretch, at: number): Window {
  const now = Math.max(MINUTE, at)
  const [begin, end] =
    stretch.kind === 'own'
      ? [Math.max(0, stretch.from), Math.max(stretch.from + MINUTE, stretch.to)]
      : [stretch.kind === 'all' ? 0 : Math.max(0, now - LENGTHS[stretch.kind]), now]
  const step = stepOf(end - begin)
  const from = Math.floor(begin / step) * step
  return { from, to: Math.max(from + step, Math.ceil(end / step) * step), step }
}

/**
 * Up to where a log is shown that has been read to `read`. While time passes so fast that the clock is ahead of that by more than a step, the
 * step under way has more in it than its time: it is shown once it is over.
 */
export function reachedOf(
  stretch: Stretch,
  { at, playing }: { readonly at: number; readonly playing: boolean },
  read: number,
): number {
  if (!playing) return Math.max(at, read)
  const { step } = windowOf(stretch, read)
  return at - read > step ? Math.floor(read / step) * step : read
}

/** How long before a stretch it is read by the hour; what came before that by the day or more. */
const NEAR_MS = 7 * DAY

/** All that came before a window, in steps that overlap nowhere: by the hour in the last week or two, coarser before. */
export function pastOf({ from }: Pick<Window, 'from'>): { readonly far: Window; readonly near: Window } {
  const coarse = Math.max(DAY, stepOf(from))
  const border = Math.max(0, Math.floor((from - NEAR_MS) / coarse) * coarse)
  return {
    far: { from: 0, to: border, step: coarse },
    // An hour that goes on within the window is left out.
    near: { from: border, to: Math.floor(from / HOUR) * HOUR, step: HOUR },
  }
}

function stepOf(ms: number): number {
  return STEPS.find((step) => ms / step <= MOST_STEPS) ?? Math.ceil(ms / MOST_STEPS / DAY) * DAY
}

/** What was drawn with the pointer from one moment to another; undefined where it is too short to have been meant. */
export function brushed(a: number, b: number, { from, to }: Pick<Window, 'from' | 'to'>): Stretch | undefined {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  if (high - low < (to - from) / 60) return undefined
  const begin = Math.floor(Math.max(from, low) / MINUTE) * MINUTE
  return { kind: 'own', from: begin, to: Math.max(begin + MINUTE, Math.ceil(Math.min(to, high) / MINUTE) * MINUTE) }
}
