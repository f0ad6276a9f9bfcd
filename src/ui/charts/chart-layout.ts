/**
 * @file Chart layout: where the plot area of a chart is, and where its values are, in pixels. The space for labels is
 * the same in all charts, so that the x-axes of charts that stand over one another are aligned.
 */
import { axisTick } from '../../messages/format'
import type { Size } from './canvas-hooks'
import { type Axis, type ChartData, countOf, type Tick, xDomain, yDomain } from './chart-data'
import { LETTER, linearTicks, logTicks } from './ticks'

/** The space around the plot area in pixels, without lanes. */
export const INSETS = { left: 54, right: 14, top: 8, bottom: 20 } as const
const BARE_INSETS = { left: 2, right: 2, top: 2, bottom: 2 } as const

/** A chart without axes: its menu lies over the plot. */
export const BARE = {
  frame: { position: 'relative' },
  head: { position: 'absolute', insetInlineEnd: 0, zIndex: 1 },
} as const

/** The width of a plot, in pixels, below which a tooltip does not fit next to the pointer. */
const NARROW = 200

/** Where a tooltip is: on the side of the pointer with more room, or along the top of a narrow plot. */
export function tipPlace({ left, right }: Layout, px: number) {
  if (right - left < NARROW) return { left: 0, right: 0, maxWidth: 'none' }
  return px > (left + right) / 2 ? { right: `calc(100% - ${px - 8}px)` } : { left: px + 8 }
}

/** The space around the plot area of a chart. */
export function insetsOf({ isBare }: Pick<ChartData, 'isBare'>) {
  return isBare ? BARE_INSETS : INSETS
}

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
  const insets = insetsOf(data)
  const { left, top } = insets
  const right = Math.max(left + 1, width - insets.right)
  const bottom = Math.max(top + 1, height - insets.bottom - lanes)
  const x = scaleOf(data.x, xDomain(data), left, right)
  const y = scaleOf(data.y, yDomain(data), bottom, top)
  return {
    ...{ left, right, top, bottom, x, y },
    xTicks: data.isBare ? [] : apartTicks(axisTicks(data.x, x, right - left, X_TICK), x, { left, right }),
    yTicks: data.isBare ? [] : axisTicks(data.y, y, bottom - top, Y_TICK),
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

/** The maximum distance in pixels from the pointer at which a mark is named. */
export const NEAR = 6
/** The steps in which a box grows across the plot. */
const BOX_STEPS = 20

/** A place in pixels; without y, any height is as near. */
export interface Place {
  readonly x: number
  readonly y?: number
}

/** The point or bar that is nearest to a place, if one is near; thin lines are only shown for comparison. */
export function nearestPoint({ series }: ChartData, layout: Layout, { x, y }: Place) {
  let best: { readonly series: number; readonly index: number; readonly distance: number } | undefined
  for (const [at, one] of series.entries()) {
    if (one.look === 'thin') continue
    for (let index = 0; index < countOf(one); index++) {
      const dx = layout.x.toPx(one.x[index] as number) - x
      const dy = y === undefined || one.kind === 'bars' ? 0 : layout.y.toPx(one.y[index] as number) - y
      const distance = Math.hypot(dx, dy)
      if (distance < (best?.distance ?? 2 * NEAR)) best = { series: at, index, distance }
    }
  }
  return best
}

/** The points and bars within an outline (even-odd rule). */
export function pointsWithin({ series }: ChartData, { x, y }: Layout, outline: readonly Place[]) {
  const isIn = (px: number, py: number) =>
    outline.reduce((inside, a, i) => {
      const b = outline[(i + 1) % outline.length] ?? a
      const [ay, by] = [a.y ?? 0, b.y ?? 0]
      return ay > py !== by > py && px < a.x + ((py - ay) * (b.x - a.x)) / (by - ay) ? !inside : inside
    }, false)
  return series.flatMap((one, at) =>
    one.kind !== 'points' && one.kind !== 'bars'
      ? []
      : Array.from({ length: countOf(one) }, (_, index) => ({ series: at, index })).filter(({ index }) =>
          isIn(x.toPx(one.x[index] as number), y.toPx(one.y[index] as number)),
        ),
  )
}

interface BoxGrowth {
  /** The x value that is read, where the box begins. */
  readonly at: number
  /** The arrow key that moves the corner opposite to its beginning. */
  readonly key: string
  /** The corners of the box so far. */
  readonly outline: readonly Place[] | undefined
}

/** The box that an arrow key grows from the point that is read, and its points; undefined for another key. */
export function grownBox(data: ChartData, layout: Layout, { at, key, outline }: BoxGrowth) {
  const { left, right, top, bottom } = layout
  const [dx = 0, dy = 0] = { ArrowLeft: [-1], ArrowRight: [1], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] ?? []
  if (dx === 0 && dy === 0) return undefined
  const x = layout.x.toPx(at)
  const near = nearestPoint(data, layout, { x })
  const y = near ? layout.y.toPx(data.series[near.series]?.y[near.index] as number) : (top + bottom) / 2
  const [from = { x, y }, , to = { x, y }] = outline ?? []
  const end = {
    x: to.x + (dx * (right - left)) / BOX_STEPS,
    y: (to.y ?? 0) + (dy * (bottom - top)) / BOX_STEPS,
  }
  const corners: readonly Place[] = [from, { x: end.x, y: from.y ?? 0 }, end, { x: from.x, y: end.y }]
  // The point where the box begins is on its edge.
  return { corners, points: pointsWithin(data, layout, boxAround(corners)) }
}

/** A box that is a pixel larger on every side. */
function boxAround(box: readonly Place[]): readonly Place[] {
  const [xs, ys] = [box.map(({ x }) => x), box.map(({ y = 0 }) => y)]
  const [left, right, top, bottom] = [
    Math.min(...xs) - 1,
    Math.max(...xs) + 1,
    Math.min(...ys) - 1,
    Math.max(...ys) + 1,
  ]
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
}

/** Whether an outline is more than a click. */
export function isLong([first, ...rest]: readonly Place[]): boolean {
  return rest.some(({ x, y = 0 }) => first && Math.hypot(x - first.x, y - (first.y ?? 0)) > NEAR)
}

/** Whether the label of a mark at a y value is below its line, because it would be cut off above the plot. */
export function isLabelBelow({ y }: Pick<Layout, 'y'>, at: number): boolean {
  return y.toPx(at) < LABEL
}

/** The height of a label and its distance from its line, in pixels. */
const LABEL = 16

/** The style of a line across the plot. */
export function lineAt({ x, top, bottom }: Layout, at: number) {
  return { left: x.toPx(at), top, height: bottom - top }
}

/** The style of a range of x values. */
export function rangeAt(layout: Layout, a: number, b: number) {
  const [from, to] = [layout.x.toPx(Math.min(a, b)), layout.x.toPx(Math.max(a, b))]
  return { ...lineAt(layout, Math.min(a, b)), width: to - from }
}

/** The style of an element of this height, or of one that fills its container. */
export function fixedHeight(height: number | undefined) {
  return height === undefined ? undefined : { height, flex: 'none' }
}
