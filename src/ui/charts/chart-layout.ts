/**
 * @file Chart layout: where the plot area of a chart is, and where its values are, in pixels. The space for labels is
 * the same in all charts, so that the x-axes of charts that stand over one another are aligned.
 */
import { axisTick } from '../../messages/format'
import type { Size } from './canvas-hooks'
import { type Axis, type ChartData, type Tick, xDomain, yDomain } from './chart-data'
import { LETTER, linearTicks, logTicks } from './ticks'

/** The space around the plot area in pixels, without lanes. */
export const INSETS = { left: 54, right: 14, top: 8, bottom: 20 } as const
/** The height of a lane, and the minimum distance between the ticks of each axis, in pixels. */
export const LANE = 16
const [X_TICK, Y_TICK] = [90, 34]

export interface Scale {
  readonly low: number
  readonly high: number
  readonly log: boolean
  /** The position of a value in pixels. */
  toPx(value: number): number
  toValue(px: number): number
}

/** The edges of the plot area, and the positions of values, in pixels. */
export interface Layout {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly x: Scale
  readonly y: Scale
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
}

/** The layout of a chart of this size. */
export function layoutOf(data: ChartData, { width, height }: Size): Layout {
  const lanes = LANE * (data.lanes?.length ?? 0)
  const { left, top } = INSETS
  const right = Math.max(left + 1, width - INSETS.right)
  const bottom = Math.max(top + 1, height - INSETS.bottom - lanes)
  const x = scaleOf(data.x, xDomain(data), left, right)
  const y = scaleOf(data.y, yDomain(data), bottom, top)
  return {
    ...{ left, right, top, bottom, x, y },
    xTicks: apartTicks(axisTicks(data.x, x, right - left, X_TICK), x, { left, right }),
    yTicks: axisTicks(data.y, y, bottom - top, Y_TICK),
  }
}

function scaleOf({ log = false }: Axis, [low, high]: readonly [number, number], from: number, to: number): Scale {
  const length = log ? Math.log(high / low) : high - low || 1
  const share = (value: number) => (log ? Math.log(Math.max(value, 1e-300) / low) : value - low) / length
  return {
    ...{ low, high, log },
    toPx: (value) => from + share(value) * (to - from),
    toValue: (px) => {
      const at = Math.min(1, Math.max(0, (px - from) / (to - from))) * length
      return log ? low * Math.exp(at) : low + at
    },
  }
}

/** The ticks of an axis: those that it defines, or as many round values as fit. */
function axisTicks(axis: Axis, { low, high, log }: Scale, px: number, apart: number): readonly Tick[] {
  if (axis.ticks) return axis.ticks(low, high, px)
  const format = axis.formatTick ?? axisTick
  const about = Math.max(2, px / apart)
  const round = (number: number) =>
    (log ? logTicks : linearTicks)(low, high, number).filter((at) => !axis.whole || Number.isInteger(at))
  const values = round(about).length > 1 ? round(about) : round(2 * about)
  const [first = 0, second = Number.POSITIVE_INFINITY] = log ? [] : values
  return values.map((at) => ({ at, text: format(at, second - first) }))
}

/** The ticks of an x-axis without those whose label would overlap the one before it, as on a narrow chart. */
function apartTicks(ticks: readonly Tick[], { toPx }: Scale, edges: Pick<Layout, 'left' | 'right'>): readonly Tick[] {
  let until = Number.NEGATIVE_INFINITY
  return ticks.filter(({ at, text }) => {
    const width = text.length * LETTER
    const from = toPx(at) - BEFORE[anchorOf(toPx(at), edges)] * width
    if (from < until) return false
    until = from + width + LETTER
    return true
  })
}

/** The share of a label that is before its tick. */
const BEFORE = { start: 0, middle: 0.5, end: 1 } as const

/** The part of a label that is at its tick, so that the labels at both ends of the x-axis are not cut off. */
export function anchorOf(px: number, { left, right }: Pick<Layout, 'left' | 'right'>): 'start' | 'middle' | 'end' {
  if (px - left < EDGE) return 'start'
  return right - px < EDGE ? 'end' : 'middle'
}

/** A label nearer to an edge of the plot area than this, in pixels, does not extend beyond that edge. */
const EDGE = 24
