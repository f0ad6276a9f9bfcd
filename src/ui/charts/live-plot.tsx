/**
 * @file LivePlot: draws a chart whose data change often, using uPlot. It repaints on animation frames without rendering
 * any component. Loads lazily with its style sheet.
 */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { type Size, useFrame } from './canvas-hooks'
import { baseOf, type ChartData, heightsOf, join, type LiveSource, type Series } from './chart-data'
import { anchorOf, insetsOf, isLabelBelow, type Layout, layoutOf } from './chart-layout'
import { type Tokens, useTokens } from './color-tokens'
import { AREA_OPACITY, markerPath, strokeOf, styleOf } from './series-style'

export interface LivePlotProps {
  readonly source: LiveSource
  readonly size: Size
  /** Called with the data of each repaint. */
  readonly onData: (data: ChartData) => void
}

/** What is drawn now. */
interface Drawn {
  readonly data: ChartData
  readonly layout: Layout
}

export default function LivePlot({ source, size, onData }: LivePlotProps) {
  const holder = useRef<HTMLDivElement>(null)
  const plot = useRef<{ readonly key: string; readonly chart: uPlot } | null>(null)
  const drawn = useRef<Drawn | null>(null)
  const tokens = useTokens()

  useFrame(() => {
    if (!holder.current || size.width === 0) return
    const data = source.read()
    onData(data)
    const layout = layoutOf(data, size)
    drawn.current = { data, layout }
    const key = appearanceKey(data, tokens)
    if (plot.current?.key !== key) {
      // uPlot reads its series only once, so recreate the chart when the set of series or the theme changes.
      plot.current?.chart.destroy()
      const options = plotOptions(data, tokens, () => drawn.current)
      plot.current = { key, chart: new uPlot(options, [[], ...options.series.slice(1).map(() => [])], holder.current) }
    }
    repaint(plot.current.chart, data, layout, size)
  }, source.subscribe)

  useEffect(() => {
    const reset = () => {
      plot.current?.chart.destroy()
      plot.current = null
    }
    // When a canvas is restored after the GPU was lost, its font setting is gone. uPlot sets fonts only once, so the
    // chart is recreated.
    const box = holder.current
    box?.addEventListener('contextrestored', reset, true)
    return () => {
      box?.removeEventListener('contextrestored', reset, true)
      reset()
    }
  }, [])

  return <div ref={holder} />
}

/** A key for everything that uPlot reads only once. Charts with equal keys differ only in their data. */
function appearanceKey({ series, y }: ChartData, tokens: Tokens): string {
  const looks = series.map(({ kind, token, look, low }) => `${kind}/${look}/${tokens(token)}/${low !== undefined}`)
  return [y.log, tokens('faint'), tokens('rule'), tokens('text-xs'), ...looks].join('|')
}

/** Whether a series has a second edge: the base of an area, or an interval. */
function hasEdges({ kind, low }: Series): boolean {
  return kind === 'area' || low !== undefined
}

/**
 * The columns of uPlot: x, then for each series its line, and for a series with two edges its upper and lower edge.
 * Null leaves a gap; undefined does not.
 */
function columnsOf({ series, y }: ChartData, px: number): uPlot.AlignedData {
  const { x, at } = join(series, px)
  const heights = heightsOf(series)
  const column = (points: Int32Array, read: (index: number) => number | undefined) =>
    Array.from(points, (index) => {
      if (index < 0) return undefined
      const value = read(index)
      if (value === undefined || Number.isNaN(value)) return null
      return Number.isFinite(value) && !(y.log && value <= 0) ? value : undefined
    })
  const columns = series.flatMap((one, i) => {
    const points = at[i] as Int32Array
    const line = column(points, (index) => heights[i]?.[index])
    if (!hasEdges(one)) return [line]
    const base = baseOf(series, heights, i)
    return one.kind === 'area'
      ? [line, line, column(points, base)]
      : [line, column(points, (index) => one.high?.[index]), column(points, (index) => one.low?.[index])]
  })
  return [[...x], ...columns] as uPlot.AlignedData
}

function plotOptions(
  data: ChartData,
  tokens: Tokens,
  drawn: () => Drawn | null,
): uPlot.Options & { readonly series: uPlot.Series[] } {
  const { series, y } = data
  const insets = insetsOf(data)
  const bands: uPlot.Band[] = []
  const lines: uPlot.Series[] = [{}]
  for (const one of series) {
    lines.push(lineOf(one, tokens))
    if (!hasEdges(one)) continue
    const edge: uPlot.Series = { width: 0, points: { show: false } }
    const opacity = AREA_OPACITY[one.kind === 'area' ? 'area' : 'interval']
    bands.push({ series: [lines.length, lines.length + 1], fill: withOpacity(tokens(one.token), opacity) })
    lines.push(edge, edge)
  }
  return {
    width: 100,
    height: 60,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, auto: false }, y: { auto: false, distr: y.log ? 3 : 1 } },
    padding: [insets.top, insets.right, insets.bottom, insets.left],
    series: lines,
    bands,
    // uPlot paints no ticks for values above about 1e33, which the loss of a diverged run reaches.
    axes: [{ show: false }, { show: false }],
    hooks: {
      drawAxes: [
        (u) =>
          paint(u, drawn(), (one) => {
            paintTicks(u, one, tokens)
            paintImage(u, one)
          }),
      ],
      draw: [
        (u) =>
          paint(u, drawn(), (one) => {
            paintMarks(u, one, tokens)
            paintMarkers(u, one, tokens)
          }),
      ],
    },
  }
}

function lineOf({ kind, token, look }: Series, tokens: Tokens): uPlot.Series {
  const { width, opacity } = strokeOf({ ...(look && { look }) })
  const isDrawn = kind === 'line' || kind === 'step'
  return {
    stroke: tokens(token),
    width: isDrawn ? width : 0,
    alpha: opacity,
    dash: look === 'faint' ? [] : [...styleOf(token).dash],
    points: { show: false },
    ...(kind === 'step' && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
    ...(isDrawn ? {} : { paths: () => null }),
  }
}

function withOpacity(color: string, opacity: number): string {
  return color.startsWith('#')
    ? `${color}${Math.round(255 * opacity)
        .toString(16)
        .padStart(2, '0')}`
    : color
}

function repaint(chart: uPlot, data: ChartData, { x, y, left, right }: Layout, { width, height }: Size): void {
  chart.batch(() => {
    if (chart.width !== width || chart.height !== height) chart.setSize({ width, height })
    chart.setData(columnsOf(data, right - left), false)
    chart.setScale('x', { min: x.low, max: x.high })
    chart.setScale('y', { min: y.low, max: y.high })
  })
}

/** The font of labels, in device pixels. */
function scaledFont(tokens: Tokens): string {
  // not text: a font
  return `${Number.parseFloat(tokens('text-xs')) * devicePixelRatio}px ${tokens('font')}`
}

/** Paints on the canvas of a chart and restores its settings. */
function paint({ ctx }: uPlot, drawn: Drawn | null, draw: (drawn: Drawn) => void): void {
  if (!drawn) return
  ctx.save()
  draw(drawn)
  ctx.restore()
}

function paintTicks({ ctx, bbox }: uPlot, { layout }: Drawn, tokens: Tokens): void {
  ctx.font = scaledFont(tokens)
  ctx.fillStyle = tokens('faint')
  ctx.strokeStyle = tokens('rule')
  ctx.lineWidth = devicePixelRatio
  // The curve that was painted last may be dashed.
  ctx.setLineDash([])
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  ctx.beginPath()
  for (const { at, text } of layout.yTicks) {
    const px = layout.y.toPx(at) * devicePixelRatio
    ctx.fillText(text, bbox.left - 4 * devicePixelRatio, px)
    // A line is sharp only between two pixels.
    const line = Math.round(px) + 0.5 * (Math.round(devicePixelRatio) % 2)
    ctx.moveTo(bbox.left, line)
    ctx.lineTo(bbox.left + bbox.width, line)
  }
  ctx.stroke()
  ctx.textBaseline = 'top'
  for (const { at, text } of layout.xTicks) {
    const px = layout.x.toPx(at)
    const anchor = anchorOf(px, layout)
    ctx.textAlign = anchor === 'middle' ? 'center' : anchor
    ctx.fillText(text, px * devicePixelRatio, bbox.top + bbox.height + 4 * devicePixelRatio)
  }
}

function paintImage({ ctx, bbox: { left, top, width, height } }: uPlot, { data: { image } }: Drawn): void {
  if (!image) return
  ctx.globalAlpha = AREA_OPACITY.image
  ctx.drawImage(image, left, top, width, height)
  ctx.globalAlpha = 1
}

function paintMarks({ ctx, bbox }: uPlot, { data, layout }: Drawn, tokens: Tokens): void {
  const ratio = devicePixelRatio
  for (const { axis, at, token, look, text } of data.marks ?? []) {
    const { low, high } = layout[axis]
    if (at < low || at > high) continue
    const px = layout[axis].toPx(at) * ratio
    ctx.globalAlpha = look === 'soft' ? 0.45 : 0.9
    ctx.strokeStyle = tokens(token)
    ctx.lineWidth = (look === 'soft' ? 1 : 1.5) * ratio
    ctx.setLineDash((look === 'soft' ? [2, 4] : [5, 3]).map((length) => length * ratio))
    ctx.beginPath()
    if (axis === 'x') {
      ctx.moveTo(px, bbox.top - 4 * ratio)
      ctx.lineTo(px, bbox.top + bbox.height)
    } else {
      ctx.moveTo(bbox.left, px)
      ctx.lineTo(bbox.left + bbox.width, px)
      ctx.font = scaledFont(tokens)
      ctx.fillStyle = tokens(token)
      ctx.textAlign = 'left'
      const below = isLabelBelow(layout, at)
      ctx.textBaseline = below ? 'top' : 'alphabetic'
      if (text) ctx.fillText(text, bbox.left + 4 * ratio, px + (below ? 4 : -4) * ratio)
    }
    ctx.stroke()
  }
  ctx.globalAlpha = 1
}

/** The radius of a marker, the minimum distance between markers on a line, and the side of a dot, in pixels. */
const [RADIUS, APART, DOT] = [3, 24, 2]
/** Above this number, points are drawn as dots, which takes a tenth of the time. */
const MANY = 500

/** Markers on points, and on those of a line that are far enough apart or have no neighbors to be connected to. */
function paintMarkers(u: uPlot, { data, layout }: Drawn, tokens: Tokens): void {
  const ratio = devicePixelRatio
  const { ctx, bbox } = u
  ctx.beginPath()
  ctx.rect(bbox.left - 4 * ratio, bbox.top - 4 * ratio, bbox.width + 8 * ratio, bbox.height + 8 * ratio)
  ctx.clip()
  let column = 0
  for (const one of data.series) {
    column++
    const values = u.data[column] as (number | null | undefined)[]
    if (hasEdges(one)) column += 2
    if (one.kind === 'area' || one.look === 'faint') continue
    const points = values.flatMap((value, i) => (typeof value === 'number' ? [i] : []))
    const isDense = one.look === 'thin' || points.length * APART > layout.right - layout.left
    const shown =
      one.kind !== 'points' && isDense
        ? points.filter((i, k) => !isJoined(values, points[k - 1], i) && !isJoined(values, i, points[k + 1]))
        : points
    const isHollow = one.look === 'hollow'
    ctx.fillStyle = tokens(isHollow ? 'tile' : one.token)
    ctx.strokeStyle = tokens(isHollow ? one.token : 'tile')
    ctx.lineWidth = (isHollow ? 1.5 : 0.75) * ratio
    for (const i of shown) {
      const px = layout.x.toPx(u.data[0][i] as number) * ratio
      const py = layout.y.toPx(values[i] as number) * ratio
      if (shown.length > MANY) ctx.fillRect(px - (DOT / 2) * ratio, py - (DOT / 2) * ratio, DOT * ratio, DOT * ratio)
      else {
        const marker = new Path2D(markerPath(styleOf(one.token).marker, px, py, RADIUS * ratio))
        ctx.fill(marker)
        if (one.kind === 'points') ctx.stroke(marker)
      }
    }
  }
}

/** Whether a line connects two of its points: both exist, and there is no gap, which is null, between them. */
function isJoined(values: readonly (number | null | undefined)[], from: number | undefined, to: number | undefined) {
  return from !== undefined && to !== undefined && !values.slice(from, to).includes(null)
}
