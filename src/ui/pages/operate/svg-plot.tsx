/** @file SvgPlot: the frame of a chart: its scales, grid lines, and axis labels. The chart draws its marks in pixels. */
import type { HTMLAttributes, ReactNode } from 'react'
import { virtualTime } from '../../../messages/format'
import { useSize } from '../../charts/canvas-hooks'
import { classNames } from '../../kit/button'
import styles from './svg-plot.module.css'

export interface Margin {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The space around the plot area, in pixels, for the labels of the axes. */
export const MARGIN: Margin = { left: 44, right: 8, top: 6, bottom: 18 }
/** The minimum width of the plot area, in pixels, at which two points of time fit below it. */
const TWO_TIMES = 270

export interface Scale {
  readonly low: number
  readonly high: number
  readonly log?: boolean
}

/** The edges of the plot area, and the positions of values, in pixels. */
export interface Axes extends Margin {
  readonly width: number
  x(value: number): number
  /** The position of a value; a value outside the scale is at its edge. */
  y(value: number): number
  /** The value at an x position within the plot area. */
  xAt(px: number): number
}

/** The axes of a chart of this size. */
export function axesOf([width, height]: readonly [number, number], margin: Margin, x: Scale, y: Scale): Axes {
  const { left, top } = margin
  const [right, bottom] = [Math.max(left + 1, width - margin.right), Math.max(top + 1, height - margin.bottom)]
  const within = (share: number) => Math.min(1, Math.max(0, share))
  return {
    ...{ left, right, top, bottom, width },
    x: (value) => left + shareOf(value, x) * (right - left),
    y: (value) => bottom - within(shareOf(value, y)) * (bottom - top),
    xAt: (px) => x.low + within((px - left) / (right - left)) * (x.high - x.low),
  }
}

/** The position of a value on a scale, from 0 to 1. */
function shareOf(value: number, { low, high, log }: Scale): number {
  return log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low || 1)
}

/** A line through points in pixels; a point whose y is not a number leaves a gap. */
export function linePath(points: readonly (readonly [x: number, y: number])[]): string {
  let pen = 'M'
  return points
    .map(([x, y]) => {
      const step = Number.isNaN(y) ? '' : `${pen}${x.toFixed(1)} ${y.toFixed(1)}`
      pen = step === '' ? 'M' : 'L'
      return step
    })
    .join('')
}

export interface Tick {
  readonly at: number
  readonly text: string
  /** Which part of the text is at the value; the middle by default. */
  readonly anchor?: 'start' | 'middle' | 'end'
  /** Whether the grid line stands out. */
  readonly strong?: boolean
}

/** Labels for the first and the last moment of simulated time; only the last one if there is no room for both. */
export function endTicks({ low, high }: Scale, from: number, to: number): (width: number) => readonly Tick[] {
  const end: Tick = { at: high, text: virtualTime(to), anchor: 'end' }
  return (width) => (width < TWO_TIMES ? [end] : [{ at: low, text: virtualTime(from), anchor: 'start' }, end])
}

export interface SvgPlotProps {
  /** Describes the chart for screen readers; absent if other elements do. */
  readonly label?: string
  /** The height in pixels; by default, the height that the style sheet sets. */
  readonly height?: number
  readonly margin?: Partial<Margin>
  readonly x: Scale
  readonly y: Scale
  readonly yTicks: readonly Tick[]
  /** The labels below a plot area of this width. */
  readonly xTicks: (width: number) => readonly Tick[]
  readonly className?: string | undefined
  /** Attributes of the frame, such as pointer handlers. */
  readonly frame?: (axes: Axes) => HTMLAttributes<HTMLDivElement>
  /** Elements over the chart. */
  readonly over?: (axes: Axes) => ReactNode
  /** The marks of the chart, as SVG. */
  readonly children: (axes: Axes) => ReactNode
}

/** A chart that fills the width of its container. */
export function SvgPlot(props: SvgPlotProps) {
  const { label, margin, x, y, yTicks, xTicks, className, frame, over, children } = props
  const [box, size] = useSize<HTMLDivElement>()
  const height = props.height ?? size.height
  const axes = axesOf([size.width, height], { ...MARGIN, ...margin }, x, y)
  const { left, right, bottom } = axes
  return (
    <div
      ref={box}
      className={classNames(styles.plot, className)}
      style={{ height: props.height }}
      dir="ltr"
      {...frame?.(axes)}
    >
      {size.width > 0 && (
        <svg width={size.width} height={height} role="img" aria-label={label} aria-hidden={label === undefined}>
          {yTicks.map(({ at, text, strong }) => (
            <g key={at}>
              <line className={styles.grid} data-strong={strong} x1={left} x2={right} y1={axes.y(at)} y2={axes.y(at)} />
              <text x={left - 6} y={axes.y(at) + 4} textAnchor="end">
                {text}
              </text>
            </g>
          ))}
          {children(axes)}
          {xTicks(right - left).map(({ at, text, anchor = 'middle' }) => (
            <text key={at} x={axes.x(at)} y={bottom + 14} textAnchor={anchor}>
              {text}
            </text>
          ))}
        </svg>
      )}
      {size.width > 0 && over?.(axes)}
    </div>
  )
}
