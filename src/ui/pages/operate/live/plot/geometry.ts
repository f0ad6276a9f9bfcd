/** @file The geometry of a chart over simulated time: its margins, scale and ticks. */
import type { Window } from '../../../../../ops/log/step-reader'
import { linearTicks, logTicks } from '../../../../charts/ticks'

/** Margins around the plot area, in pixels, leaving space for y-axis labels on the left and time labels below. */
export const MARGIN = { left: 54, right: 8, top: 6, bottom: 18 } as const

export interface Series {
  readonly name: string
  /** The name of the design token that defines the line color. */
  readonly token: string
  /** One value per step; NaN if there is no value. */
  readonly y: readonly number[]
  /** The lower bounds of an interval; the area between them and `y` is filled and has no line. */
  readonly from?: readonly number[]
  /** Whether the series is stacked on the series before it. */
  readonly stacked?: true
  readonly dashed?: true
}

export interface Scale {
  readonly low: number
  readonly high: number
  readonly log: boolean
}

export interface ScaleOptions {
  readonly log?: boolean
  /** The largest (`most`) and smallest (`least`) values that are possible for this metric. */
  readonly most?: number
  readonly least?: number
}

/** Returns the upper edges of stacked series, and the values of all other series. */
export function heightsOf(series: readonly Series[]): readonly (readonly number[])[] {
  let below: readonly number[] = []
  return series.map(({ y, stacked }) => {
    if (!stacked) return y
    const base = below
    below = y.map((value, i) => (Number.isNaN(value) ? 0 : value) + (base[i] ?? 0))
    return below
  })
}

/** A scale that fits all series with a margin. */
export function scaleOf(series: readonly Series[], { log = false, most, least }: ScaleOptions): Scale {
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

/** The y position of a value, in pixels from the top of the chart. */
export function yOf(value: number, { low, high, log }: Scale, height: number): number {
  const inner = height - MARGIN.top - MARGIN.bottom
  const span = log ? Math.log(high / low) : high - low || 1
  const share = (log ? Math.log(value / low) : value - low) / span
  return MARGIN.top + inner * (1 - share)
}

/** Round values for the ticks on the y-axis; as many as fit. */
export function yTicks({ low, high, log }: Scale, height: number): readonly number[] {
  const about = Math.max(2, (height - MARGIN.top - MARGIN.bottom) / 34)
  return log ? logTicks(low, high, about) : linearTicks(low, high, about)
}

/** The x position of a moment, in pixels from the left edge of the chart. */
export function xOf(ms: number, { from, to }: Pick<Window, 'from' | 'to'>, width: number): number {
  return MARGIN.left + ((ms - from) / (to - from)) * (width - MARGIN.left - MARGIN.right)
}

/** The moment at an x position given in pixels. */
export function momentAt(x: number, { from, to }: Pick<Window, 'from' | 'to'>, width: number): number {
  const share = (x - MARGIN.left) / Math.max(1, width - MARGIN.left - MARGIN.right)
  return from + Math.min(1, Math.max(0, share)) * (to - from)
}

/** The index of the step that contains a moment; -1 if no step does. */
export function stepAt(ms: number, at: readonly number[], step: number): number {
  const index = Math.floor((ms - (at[0] ?? 0)) / step)
  return index >= 0 && index < at.length ? index : -1
}
