/**
 * @file The uPlot options for curves: axes with ticks and names, line styles, and the text for the values at the
 * pointer.
 */
import type uPlot from 'uplot'
import { chartsText } from '../../messages/en/charts'
import { axisTick } from '../../messages/format'
import { type Curve, type CurveStyle, lastX, type Scale, valueAt } from './line-chart-data'
import type { XUnit } from './run-curves'
import { linearTicks, logTicks } from './ticks'
import type { Tokens } from './color-tokens'

const text = chartsText.curves

/** Minimum width in pixels of the right margin for curve names, and the maximum as a share of the chart's width. */
const END_LABEL_WIDTH = 80
const MAX_END_LABEL_SHARE = 0.5
/** Distance in pixels between the end of a curve and its name. */
const END_LABEL_GAP = 5
export interface Axes {
  readonly scale: Scale
  readonly xName: string
  readonly yName: string
  /** Upper limit for the ticks. */
  readonly yMax: number
  /** Formats a tick of the y-axis so that it differs from one that is `step` away; `axisTick` by default. */
  readonly formatTick?: (y: number, step: number) => string
}

/** All uPlot options of a chart. `onPointer` is called when the pointer moves. */
export function plotOptions(
  curves: readonly Curve[],
  tokens: Tokens,
  axes: Axes,
  onPointer: (u: uPlot) => void,
): uPlot.Options {
  const { scale, xName, yName, yMax, formatTick = axisTick } = axes
  const faint = tokens('faint')
  const axisFont = `${tokens('text-xs')} ${tokens('font')}`
  const axis = {
    stroke: faint,
    font: axisFont,
    labelFont: axisFont,
    ticks: { show: false },
    labelSize: 14,
    labelGap: 0,
  }
  const grid = { stroke: tokens('rule'), width: 1 }
  return {
    width: 100,
    height: 60,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    padding: [6, (u) => endLabelWidth(u, curves), 0, 0],
    series: [{}, ...curves.map((curve) => series(curve, tokens))],
    axes: [
      {
        ...axis,
        label: xName,
        size: 18,
        gap: 3,
        grid: { show: false },
        splits: (u, _i, low, high) => [...linearTicks(low, high, u.width / 90)].filter((x) => Number.isInteger(x)),
        values: (_u, splits) => splits.map((x) => axisTick(x, stepOf(splits))),
      },
      {
        ...axis,
        label: yName,
        size: 38,
        gap: 4,
        grid,
        splits: (u, _i, low, high) => yTicks(low, high, u.height / 42, scale).filter((y) => y <= yMax),
        values: (_u, splits) =>
          splits.map((y) =>
            scale === 'log' ? axisTick(Number((10 ** y).toPrecision(6))) : formatTick(y, stepOf(splits)),
          ),
      },
    ],
    hooks: { setCursor: [onPointer], draw: [(u) => endLabels(u, curves)] },
  }
}

/** The distance between the first two ticks. */
function stepOf([first = 0, second = Number.POSITIVE_INFINITY]: readonly number[]): number {
  return second - first
}

function yTicks(low: number, high: number, about: number, scale: Scale): number[] {
  if (scale === 'linear') return [...linearTicks(low, high, about)]
  return logTicks(10 ** low, 10 ** high, about).map((value) => Math.log10(value))
}

function series(curve: Curve, tokens: Tokens): uPlot.Series {
  const stroke = tokens(curve.token)
  const styles: Record<CurveStyle, uPlot.Series> = {
    solid: { width: 2, points: { show: isSinglePoint, size: 5, fill: stroke, width: 0 } },
    dashed: { width: 2, dash: [6, 4], points: { show: hasSpaceForPoints, size: 5, fill: stroke, width: 0 } },
    faint: { width: 1, alpha: 0.35 },
    thin: { width: 1.25, dash: [2, 3] },
  }
  return { label: curve.label, stroke, spanGaps: true, points: { show: false }, ...styles[curve.style] }
}

/** Whether a curve has only one value, which cannot be drawn as a line. */
function isSinglePoint(u: uPlot, at: number): boolean {
  return Array.from(u.data[at] ?? []).filter((y) => typeof y === 'number').length === 1
}

/** Whether points are at least ten pixels apart; closer points would hide the dashes. */
function hasSpaceForPoints(u: uPlot, at: number): boolean {
  const values = Array.from(u.data[at] ?? [])
  return values.filter((y) => typeof y === 'number').length * 10 < u.width
}

/**
 * Text with the values at the pointer, such as "Step 312: training 0.041, validation 0.058". Empty while the pointer is
 * outside the chart.
 */
export function atPointer(u: uPlot, curves: readonly Curve[], by: XUnit, format: (y: number) => string): string {
  const left = u.cursor.left ?? -1
  if (left < 0) return ''
  const x = Math.round(u.posToVal(left, 'x'))
  // Show no values beyond the end of the current run, because a compared run may be longer.
  const own = Math.max(...curves.filter((curve) => curve.style !== 'thin').map(lastX))
  const values = curves.flatMap((curve) => {
    const y = x > (curve.style === 'thin' ? lastX(curve) : own) ? undefined : valueAt(curve, x)
    return y === undefined ? [] : [text.value({ curve: curve.label, value: format(y) })]
  })
  if (values.length === 0) return ''
  return by === 'step' ? text.atStep({ step: x, values }) : text.atEpoch({ epoch: x, values })
}

/** The font of curve names at a pixel ratio: the one of the page. */
function labelFont(ratio: number): string {
  // not text: a font
  return `${12 * ratio}px ${getComputedStyle(document.body).fontFamily}`
}

/** The width of the longest curve name with its margin, in pixels. */
function endLabelWidth({ ctx, width }: uPlot, curves: readonly Curve[]): number {
  ctx.save()
  ctx.font = labelFont(1)
  const names = curves.filter(({ style }) => style !== 'faint').map(({ label }) => ctx.measureText(label).width)
  ctx.restore()
  const longest = Math.ceil(Math.max(0, ...names)) + END_LABEL_GAP + 1
  return Math.max(END_LABEL_WIDTH, Math.min(longest, MAX_END_LABEL_SHARE * width))
}

/**
 * Draws each curve's name at the height of its last value, moving names apart where they would overlap. Faint curves
 * are not labeled.
 */
function endLabels(u: uPlot, curves: readonly Curve[]): void {
  const ratio = devicePixelRatio
  const { ctx } = u
  const ends = curves.flatMap((curve, i) => {
    if (curve.style === 'faint') return []
    const values = u.data[i + 1] ?? []
    let last = values.length - 1
    while (last >= 0 && values[last] === null) last--
    const y = values[last]
    if (y === null || y === undefined) return []
    const stroke = u.series[i + 1]?.stroke
    return [
      {
        text: curve.label,
        color: typeof stroke === 'function' ? String(stroke(u, i + 1)) : String(stroke),
        y: u.valToPos(y, 'y', true),
      },
    ]
  })
  ends.sort((a, b) => a.y - b.y)
  const positions = separate(
    ends.map((end) => end.y),
    13 * ratio,
  )
  ctx.save()
  ctx.font = labelFont(ratio)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  for (const [i, end] of ends.entries()) {
    ctx.fillStyle = end.color
    ctx.fillText(end.text, u.bbox.left + u.bbox.width + END_LABEL_GAP * ratio, positions[i] as number)
  }
  ctx.restore()
}

/** Moves ascending positions as little as possible so that they are at least `gap` apart. */
export function separate(positions: readonly number[], gap: number): readonly number[] {
  const moved = [...positions]
  for (let i = 1; i < moved.length; i++) moved[i] = Math.max(moved[i] as number, (moved[i - 1] as number) + gap)
  // Shift all positions back by half of the last one's offset, so that two close labels stay centered.
  const shift = moved.length > 1 ? ((moved.at(-1) as number) - (positions.at(-1) as number)) / 2 : 0
  return moved.map((position) => position - shift)
}
