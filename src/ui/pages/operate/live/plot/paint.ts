/**
 * @file paint: draws a chart over simulated time on a canvas: grid, ticks, areas, lines, and vertical marks for
 * changes.
 */
import type { Tokens } from '../../../../charts/color-tokens'
import { ticksOf } from '../../scenario-timeline/time-span'
import type { Mark } from './change-marks'
import { heightsOf, MARGIN, type Scale, type Series, xOf, yOf, yTicks } from './geometry'

export interface ChartContent {
  readonly width: number
  readonly height: number
  readonly window: { readonly from: number; readonly to: number }
  readonly at: readonly number[]
  readonly step: number
  readonly series: readonly Series[]
  readonly scale: Scale
  readonly marks: readonly Mark[]
  readonly formatTick: (y: number, step: number) => string
}

const FONT = '11px ui-monospace, "DejaVu Sans Mono", monospace'

/** Draws the complete chart. */
export function paint(pen: CanvasRenderingContext2D, chart: ChartContent, tokens: Tokens): void {
  const { width, height } = chart
  pen.clearRect(0, 0, width, height)
  pen.font = FONT
  grid(pen, chart, tokens)
  pen.save()
  pen.beginPath()
  pen.rect(MARGIN.left, 0, width - MARGIN.left - MARGIN.right + 1, height - MARGIN.bottom + 1)
  pen.clip()
  marks(pen, chart, tokens)
  const heights = heightsOf(chart.series)
  // Draws lower areas after higher ones, so that the lower areas stay visible.
  for (let i = heights.length - 1; i >= 0; i--) area(pen, chart, i, heights, tokens)
  for (const [i, { from, stacked }] of chart.series.entries())
    if (!from && !stacked) line(pen, chart, i, heights[i] as readonly number[], tokens)
  pen.restore()
}

function grid(
  pen: CanvasRenderingContext2D,
  { width, height, window, scale, formatTick }: ChartContent,
  tokens: Tokens,
): void {
  const ticks = yTicks(scale, height)
  const step = scale.log ? Number.POSITIVE_INFINITY : (ticks[1] ?? Number.POSITIVE_INFINITY) - (ticks[0] ?? 0)
  pen.lineWidth = 1
  pen.strokeStyle = tokens('line')
  pen.fillStyle = tokens('faint')
  pen.textAlign = 'right'
  pen.textBaseline = 'middle'
  for (const tick of ticks) {
    const y = Math.round(yOf(tick, scale, height)) + 0.5
    stroke(pen, MARGIN.left, y, width - MARGIN.right, y)
    pen.fillText(formatTick(tick, step), MARGIN.left - 5, y)
  }
  pen.textBaseline = 'alphabetic'
  for (const { ms, label } of ticksOf(window, width - MARGIN.left - MARGIN.right)) {
    const x = xOf(ms, window, width)
    const half = pen.measureText(label).width / 2
    if (x - half < MARGIN.left - 20) continue
    pen.textAlign = x + half > width ? 'right' : 'center'
    pen.fillText(label, pen.textAlign === 'right' ? width - 1 : x, height - 4)
  }
}

function marks(
  pen: CanvasRenderingContext2D,
  { window, width, height, marks: all }: ChartContent,
  tokens: Tokens,
): void {
  for (const { at, token, isSoft } of all) {
    if (at < window.from || at > window.to) continue
    const x = Math.round(xOf(at, window, width)) + 0.5
    pen.strokeStyle = tokens(token)
    pen.lineWidth = isSoft ? 1 : 1.5
    pen.globalAlpha = isSoft ? 0.45 : 0.9
    pen.setLineDash(isSoft ? [2, 4] : [5, 3])
    stroke(pen, x, MARGIN.top - 4, x, height - MARGIN.bottom)
  }
  pen.setLineDash([])
  pen.globalAlpha = 1
}

function area(
  pen: CanvasRenderingContext2D,
  chart: ChartContent,
  i: number,
  heights: readonly (readonly number[])[],
  tokens: Tokens,
): void {
  const { series, scale, height } = chart
  const { from, stacked, token } = series[i] as Series
  if (!from && !stacked) return
  const baseline = series.slice(0, i).findLastIndex((one) => one.stacked)
  const below = from ?? (baseline < 0 ? [] : heights[baseline]) ?? []
  const tops = heights[i] as readonly number[]
  pen.fillStyle = tokens(token)
  pen.globalAlpha = from ? 0.22 : 0.75
  for (const [first, last] of runs(tops)) {
    pen.beginPath()
    for (let k = first; k <= last; k++) pen.lineTo(middle(chart, k), yOf(tops[k] as number, scale, height))
    for (let k = last; k >= first; k--) {
      pen.lineTo(middle(chart, k), yOf(Math.max(scale.low, below[k] ?? 0), scale, height))
    }
    pen.closePath()
    pen.fill()
  }
  pen.globalAlpha = 1
}

function line(
  pen: CanvasRenderingContext2D,
  chart: ChartContent,
  i: number,
  y: readonly number[],
  tokens: Tokens,
): void {
  const { series, scale, height } = chart
  const { token, dashed } = series[i] as Series
  pen.strokeStyle = pen.fillStyle = tokens(token)
  pen.lineWidth = 1.75
  pen.lineJoin = 'round'
  pen.setLineDash(dashed ? [5, 4] : [])
  for (const [first, last] of runs(y)) {
    if (first === last) {
      pen.fillRect(middle(chart, first) - 1.5, yOf(y[first] as number, scale, height) - 1.5, 3, 3)
      continue
    }
    pen.beginPath()
    for (let k = first; k <= last; k++) pen.lineTo(middle(chart, k), yOf(y[k] as number, scale, height))
    pen.stroke()
  }
  pen.setLineDash([])
}

/** A value is drawn at the center of its step. */
function middle({ at, step, window, width }: ChartContent, k: number): number {
  return xOf((at[k] as number) + step / 2, window, width)
}

/** Runs of consecutive values without gaps, as pairs of first and last index. */
function runs(y: readonly number[]): readonly (readonly [number, number])[] {
  const result: [number, number][] = []
  for (let k = 0; k < y.length; k++) {
    if (!Number.isFinite(y[k])) continue
    const last = result.at(-1)
    if (last && last[1] === k - 1) last[1] = k
    else result.push([k, k])
  }
  return result
}

function stroke(pen: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  pen.beginPath()
  pen.moveTo(x0, y0)
  pen.lineTo(x1, y1)
  pen.stroke()
}
