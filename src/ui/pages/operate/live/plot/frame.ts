/** @file Frame: where a chart over virtual time draws what: its area, its scale, its ticks. */
import type { Window } from '../../../../../ops/reducers/window'
import { linearTicks, logTicks } from '../../../../charts/ticks'

/** Room around the area, in pixels: the y ticks' words at the left, those of time below. */
export const ROOM = { left: 54, right: 8, top: 6, bottom: 18 } as const

export interface Series {
  readonly name: string
  /** Of its colour. */
  readonly token: string
  /** One a step; NaN where there is none. */
  readonly y: readonly number[]
  /** Of an interval: its lower end, filled to `y` and without a line. */
  readonly from?: readonly number[]
  /** Each lies upon those before it. */
  readonly stacked?: true
  readonly dashed?: true
}

export interface Scale {
  readonly low: number
  readonly high: number
  readonly log: boolean
}

export interface ScaleAsked {
  readonly log?: boolean
  /** No value lies above it, none below. */
  readonly most?: number
  readonly least?: number
}

/** The tops of stacked series; of others their values. */
export function heightsOf(series: readonly Series[]): readonly (readonly number[])[] {
  let below: readonly number[] = []
  return series.map(({ y, stacked }) => {
    if (!stacked) return y
    const base = below
    below = y.map((value, i) => (Number.isNaN(value) ? 0 : value) + (base[i] ?? 0))
    return below
  })
}

/** A scale that all of them fit in, with a little air; counts begin at 0. */
export function scaleOf(series: readonly Series[], { log = false, most, least }: ScaleAsked): Scale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const heights = heightsOf(series)
  for (const values of [...heights, ...series.map(({ from = [] }) => from)]) {
    for (const value of values) {
      if (Number.isNaN(value) || (log && value <= 0)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  if (low > high) return { low: log ? 1 : 0, high: log ? 10 : (most ?? 1), log }
  if (log) return { low: low / 1.2, high: high * 1.2, log }
  const air = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1
  const bottom = least ?? Math.max(0, low - air)
  return { low: Math.min(bottom, low), high: Math.min(most ?? Number.POSITIVE_INFINITY, high + air), log }
}

/** Pixels from the top of a value. */
export function yOf(value: number, { low, high, log }: Scale, height: number): number {
  const inner = height - ROOM.top - ROOM.bottom
  const span = log ? Math.log(high / low) : high - low || 1
  const share = (log ? Math.log(value / low) : value - low) / span
  return ROOM.top + inner * (1 - share)
}

/** Round values of a scale, as many as there is room for. */
export function yTicks({ low, high, log }: Scale, height: number): readonly number[] {
  const about = Math.max(2, (height - ROOM.top - ROOM.bottom) / 34)
  return log ? logTicks(low, high, about) : linearTicks(low, high, about)
}

/** Pixels from the left of a moment. */
export function xOf(ms: number, { from, to }: Pick<Window, 'from' | 'to'>, width: number): number {
  return ROOM.left + ((ms - from) / (to - from)) * (width - ROOM.left - ROOM.right)
}

/** The moment at so many pixels. */
export function momentAt(x: number, { from, to }: Pick<Window, 'from' | 'to'>, width: number): number {
  const share = (x - ROOM.left) / Math.max(1, width - ROOM.left - ROOM.right)
  return from + Math.min(1, Math.max(0, share)) * (to - from)
}

/** The step that a moment is in; -1 where there is none. */
export function stepAt(ms: number, at: readonly number[], step: number): number {
  const place = Math.floor((ms - (at[0] ?? 0)) / step)
  return place >= 0 && place < at.length ? place : -1
}
