/**
 * @file The uPlot options for curves: axes with ticks and names, line styles, and the text for the values at the
 * pointer.
 */
import type uPlot from 'uplot'
import { chartsText } from '../../messages/en/charts'
import { axisTick } from '../../messages/format'
import { type Curve, type CurveStyle, lastX, type Scale, valueAt } from './line-chart-data'
import { endLabels } from './end-labels'
import type { XUnit } from './run-curves'
import { linearTicks, logTicks } from './ticks'
import type { Tokens } from './color-tokens'

const text = chartsText.curves

/** Width in pixels of the right margin for curve names. */
const END_LABEL_WIDTH = 80
// not text: a font
const AXIS_FONT = '11px ui-monospace, "DejaVu Sans Mono", monospace'

export interface Axes {
  readonly scale: Scale
  readonly xName: string
  readonly yName: string
  /** Upper limit for the ticks. */
  readonly yMax: number
}

/** All uPlot options of a chart. `onPointer` is called when the pointer moves. */
export function plotOptions(
  curves: readonly Curve[],
  tokens: Tokens,
  axes: Axes,
  onPointer: (u: uPlot) => void,
): uPlot.Options {
  const { scale, xName, yName, yMax } = axes
  const faint = tokens('faint')
  const axis = {
    stroke: faint,
    font: AXIS_FONT,
    labelFont: AXIS_FONT,
    ticks: { show: false },
    labelSize: 14,
    labelGap: 0,
  }
  const grid = { stroke: tokens('line'), width: 1 }
  return {
    width: 100,
    height: 60,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    padding: [6, END_LABEL_WIDTH, 0, 0],
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
            scale === 'log' ? axisTick(Number((10 ** y).toPrecision(6))) : axisTick(y, stepOf(splits)),
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
