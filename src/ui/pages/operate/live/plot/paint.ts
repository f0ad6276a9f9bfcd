/** @file paint: draws a chart over simulated time on a canvas: grid, ticks, areas, lines, and vertical lines for changes. */
import { axisTick } from '../../../../../messages/format'
import type { Tokens } from '../../../../charts/tokens'
import { ticksOf } from '../../dock/span'
import type { Mark } from './marks'
import { heightsOf, ROOM, type Scale, type Series, xOf, yOf, yTicks } from './frame'

export interface Painted {
  readonly width: number
  readonly height: number
  readonly window: { readonly from: number; readonly to: number }
  readonly at: readonly number[]
  readonly step: number
  readonly series: readonly Series[]
  readonly scale: Scale
  readonly marks: readonly Mark[]
  readonly words: (y: number) => string
}

const FONT = '11px ui-monospace, "DejaVu Sans Mono", monospace'

/** Draws the whole chart. */
export function paint(pen: CanvasRenderingContext2D, picture: Painted, tokens: Tokens): void {
  const { width, height } = picture
  pen.clearRect(0, 0, width, height)
  pen.font = FONT
  grid(pen, picture, tokens)
  pen.save()
  pen.beginPath()
  pen.rect(ROOM.left, 0, width - ROOM.left - ROOM.right + 1, height - ROOM.bottom + 1)
  pen.clip()
  marks(pen, picture, tokens)
  const heights = heightsOf(picture.series)
  // Lower areas are drawn after higher ones, so that they stay visible.
  for (let i = heights.length - 1; i >= 0; i--) area(pen, picture, i, heights, tokens)
  for (const [i, { from, stacked }] of picture.series.entries())
    if (!from && !stacked) line(pen, picture, i, heights[i] as readonly number[], tokens)
  pen.restore()
}

function grid(pen: CanvasRenderingContext2D, { width, height, window, scale, words }: Painted, tokens: Tokens): void {
  const ticks = yTicks(scale, height)
  const step = (ticks[1] ?? Number.POSITIVE_INFINITY) - (ticks[0] ?? 0)
  pen.lineWidth = 1
  pen.strokeStyle = tokens('line')
  pen.fillStyle = tokens('faint')
  pen.textAlign = 'right'
  pen.textBaseline = 'middle'
  for (const tick of ticks) {
    const y = Math.round(yOf(tick, scale, height)) + 0.5
    stroke(pen, ROOM.left, y, width - ROOM.right, y)
    pen.fillText(
      scale.log || step === Number.POSITIVE_INFINITY ? words(tick) : tickLabel(tick, step, words),
      ROOM.left - 5,
      y,
    )
  }
  pen.textBaseline = 'alphabetic'
  for (const { ms, words: said } of ticksOf(window, width - ROOM.left - ROOM.right)) {
    const x = xOf(ms, window, width)
    const half = pen.measureText(said).width / 2
    if (x - half < ROOM.left - 20) continue
    pen.textAlign = x + half > width ? 'right' : 'center'
    pen.fillText(said, pen.textAlign === 'right' ? width - 1 : x, height - 4)
  }
}

/** The label of a tick by `words`, or with more digits where neighbors would look the same. */
function tickLabel(tick: number, step: number, words: (y: number) => string): string {
  return words(tick) === words(tick + step) ? axisTick(tick, step) : words(tick)
}

function marks(pen: CanvasRenderingContext2D, { window, width, height, marks: all }: Painted, tokens: Tokens): void {
  for (const { at, token, soft } of all) {
    if (at < window.from || at > window.to) continue
    const x = Math.round(xOf(at, window, width)) + 0.5
    pen.strokeStyle = tokens(token)
    pen.lineWidth = soft ? 1 : 1.5
    pen.globalAlpha = soft ? 0.45 : 0.9
    pen.setLineDash(soft ? [2, 4] : [5, 3])
    stroke(pen, x, ROOM.top - 4, x, height - ROOM.bottom)
  }
  pen.setLineDash([])
  pen.globalAlpha = 1
}

function area(
  pen: CanvasRenderingContext2D,
  picture: Painted,
  i: number,
  heights: readonly (readonly number[])[],
  tokens: Tokens,
): void {
  const { series, scale, height } = picture
  const { from, stacked, token } = series[i] as Series
  if (!from && !stacked) return
  const before = series.slice(0, i).findLastIndex((one) => one.stacked)
  const below = from ?? (before < 0 ? [] : heights[before]) ?? []
  const tops = heights[i] as readonly number[]
  pen.fillStyle = tokens(token)
  pen.globalAlpha = from ? 0.22 : 0.75
  for (const [first, last] of runs(tops)) {
    pen.beginPath()
    for (let k = first; k <= last; k++) pen.lineTo(middle(picture, k), yOf(tops[k] as number, scale, height))
    for (let k = last; k >= first; k--) {
      pen.lineTo(middle(picture, k), yOf(Math.max(scale.low, below[k] ?? 0), scale, height))
    }
    pen.closePath()
    pen.fill()
  }
  pen.globalAlpha = 1
}

function line(pen: CanvasRenderingContext2D, picture: Painted, i: number, y: readonly number[], tokens: Tokens): void {
  const { series, scale, height } = picture
  const { token, dashed } = series[i] as Series
  pen.strokeStyle = pen.fillStyle = tokens(token)
  pen.lineWidth = 1.75
  pen.lineJoin = 'round'
  pen.setLineDash(dashed ? [5, 4] : [])
  for (const [first, last] of runs(y)) {
    if (first === last) {
      pen.fillRect(middle(picture, first) - 1.5, yOf(y[first] as number, scale, height) - 1.5, 3, 3)
      continue
    }
    pen.beginPath()
    for (let k = first; k <= last; k++) pen.lineTo(middle(picture, k), yOf(y[k] as number, scale, height))
    pen.stroke()
  }
  pen.setLineDash([])
}

/** A value is drawn in the middle of its step. */
function middle({ at, step, window, width }: Painted, k: number): number {
  return xOf((at[k] as number) + step / 2, window, width)
}

/** The runs of values without a gap, as first and last index. */
function runs(y: readonly number[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  for (let k = 0; k < y.length; k++) {
    if (!Number.isFinite(y[k])) continue
    const last = found.at(-1)
    if (last && last[1] === k - 1) last[1] = k
    else found.push([k, k])
  }
  return found
}

function stroke(pen: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  pen.beginPath()
  pen.moveTo(x0, y0)
  pen.lineTo(x1, y1)
  pen.stroke()
}
