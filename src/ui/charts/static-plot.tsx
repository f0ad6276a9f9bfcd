/** @file StaticPlot: draws a chart whose data change seldom, and the picture of any chart, using Recharts. Loads lazily. */
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ReferenceArea,
  ReferenceLine,
  Scatter,
  XAxis,
  YAxis,
} from 'recharts'
import type { Size } from './canvas-hooks'
import { baseOf, type ChartData, countOf, heightsOf, type Lane, type Series } from './chart-data'
import { anchorOf, INSETS, isLabelBelow, LANE, type Layout, layoutOf } from './chart-layout'
import { AREA_OPACITY, markerPath, strokeOf, styleOf } from './series-style'

interface StaticPlotProps {
  readonly data: ChartData
  readonly size: Size
}

/** The radius of a marker, and the minimum distance between markers on a line, in pixels. */
const [RADIUS, APART] = [3, 24]
const STILL = { isAnimationActive: false } as const

export default function StaticPlot({ data, size }: StaticPlotProps) {
  const layout = layoutOf(data, size)
  const { x, y, xTicks, yTicks } = layout
  const { marks = [], spans = [], lanes = [] } = data
  const textOf = (ticks: Layout['xTicks'], value: number) => ticks.find(({ at }) => at === value)?.text ?? ''
  const axis = {
    type: 'number',
    stroke: 'var(--rule)',
    tickLine: false,
    allowDataOverflow: !isWithin(data, layout),
    interval: 0,
  } as const
  return (
    <ComposedChart
      {...size}
      margin={{ left: 0, top: INSETS.top, right: INSETS.right, bottom: LANE * lanes.length }}
      accessibilityLayer={false}
    >
      {data.image && (
        <image
          href={data.image.toDataURL()}
          x={layout.left}
          y={layout.top}
          width={layout.right - layout.left}
          height={layout.bottom - layout.top}
          opacity={AREA_OPACITY.image}
          preserveAspectRatio="none"
        />
      )}
      <CartesianGrid stroke="var(--rule)" vertical={false} syncWithTicks />
      <XAxis
        {...axis}
        dataKey="x"
        height={INSETS.bottom}
        scale={x.log ? 'log' : 'linear'}
        domain={[x.low, x.high]}
        ticks={xTicks.map(({ at }) => at)}
        tick={(tick) => <XTick tick={tick} layout={layout} text={textOf(xTicks, tick.payload.value)} />}
      />
      <YAxis
        {...axis}
        width={INSETS.left}
        axisLine={false}
        scale={y.log ? 'log' : 'linear'}
        domain={[y.low, y.high]}
        ticks={yTicks.map(({ at }) => at)}
        tick={{ fill: 'var(--faint)', fontSize: 'var(--text-xs)' }}
        tickFormatter={(value: number) => textOf(yTicks, value)}
      />
      {spans.map(({ from, to, token, text }) => (
        <ReferenceArea
          key={`${from} ${text}`}
          x1={Math.max(from, x.low)}
          x2={Math.min(to, x.high)}
          fill={`var(--${token})`}
          fillOpacity={0.16}
        />
      ))}
      {shapesOf(data, layout)}
      {marks.map(({ axis: of, at, token, look, text }) => (
        <ReferenceLine
          key={`${of} ${at} ${text}`}
          {...{ [of]: at }}
          stroke={`var(--${token})`}
          strokeDasharray={look === 'soft' ? '2 4' : '5 3'}
          strokeOpacity={look === 'soft' ? 0.6 : 1}
          {...(of === 'y' && text
            ? {
                label: {
                  value: text,
                  position: isLabelBelow(layout, at) ? 'insideTop' : 'insideBottomLeft',
                  fill: `var(--${token})`,
                  // Legible where it lies over a curve.
                  ...{ stroke: 'var(--tile)', strokeWidth: 3, paintOrder: 'stroke' },
                  fontSize: 'var(--text-xs)',
                },
              }
            : {})}
        />
      ))}
      {lanes.map((lane, i) => (
        <LaneBars key={lane.name} lane={lane} layout={layout} top={layout.bottom + INSETS.bottom + LANE * i} />
      ))}
    </ComposedChart>
  )
}

/** Whether no value is outside the axes, so that Recharts need not cut off what is drawn, such as half of a marker. */
function isWithin({ series }: ChartData, { x, y }: Layout): boolean {
  const within = (values: ArrayLike<number> | undefined, { low, high }: Layout['x']) =>
    Array.prototype.every.call(values ?? [], (value: number) => !(value < low || value > high))
  return heightsOf(series).every((heights, i) => {
    const one = series[i]
    return within(one?.x, x) && [heights, one?.low, one?.high].every((values) => within(values, y))
  })
}

interface XTickProps {
  /** What Recharts passes to a tick. */
  readonly tick: { readonly x?: number | string; readonly y?: number | string }
  readonly layout: Layout
  readonly text: string
}

function XTick({ tick: { x = 0, y = 0 }, layout, text }: XTickProps) {
  return (
    <text
      x={x}
      y={Number(y) + 8}
      textAnchor={anchorOf(Number(x), layout)}
      fill="var(--faint)"
      fontSize="var(--text-xs)"
    >
      {text}
    </text>
  )
}

interface Point {
  readonly x: number
  readonly y: number | null
  /** The lower and upper edge of an area or an interval. */
  readonly edges?: readonly [number, number]
  /** The distances from the value to the ends of its interval. */
  readonly whiskers?: readonly [number, number]
}

/** The series as shapes of Recharts. Areas are behind lines; a lower area is in front of a higher one. */
function shapesOf(data: ChartData, layout: Layout) {
  const heights = heightsOf(data.series)
  const shapes = data.series.map((one, i) => {
    const base = baseOf(data.series, heights, i)
    const points = Array.from({ length: countOf(one) }, (_, k): Point => {
      const value = heights[i]?.[k] as number
      const drawn = Number.isFinite(value) && !(layout.y.log && value <= 0)
      const [low, high] = one.kind === 'area' ? [base(k), value] : [one.low?.[k], one.high?.[k]]
      const hasEdges = drawn && low !== undefined && high !== undefined
      return {
        ...{ x: one.x[k] as number, y: drawn ? value : null },
        ...(hasEdges ? { edges: [low, high], whiskers: [value - low, high - value] } : {}),
      }
    })
    return { one, points, key: `${i} ${one.name}` }
  })
  return [
    ...shapes.toReversed().map(({ one, points, key }) => <Edges key={`${key} edges`} one={one} points={points} />),
    ...shapes.map(({ one, points, key }) => <Values key={key} {...{ one, points, layout }} />),
  ]
}

interface ShapeProps {
  readonly one: Series
  readonly points: readonly Point[]
}

/** The area of a series, or the interval around its line. */
function Edges({ one: { kind, token, low }, points }: ShapeProps) {
  if (kind !== 'area' && (low === undefined || kind === 'points')) return null
  return (
    <Area
      {...STILL}
      data={points}
      dataKey="edges"
      type={kind === 'step' ? 'stepAfter' : 'linear'}
      stroke="none"
      fill={`var(--${token})`}
      fillOpacity={AREA_OPACITY[kind === 'area' ? 'area' : 'interval']}
      activeDot={false}
    />
  )
}

/** What Recharts passes to the shape of a bar. */
interface BarBox {
  readonly x?: number | string
  readonly y?: number | string
  readonly width?: number | string
  readonly height?: number | string
}

/** The line, the points, or the bars of a series. */
function Values({ one, points, layout }: ShapeProps & { readonly layout: Layout }) {
  const { kind, token, look } = one
  const fill = `var(--${token})`
  const { dash, marker } = styleOf(token)
  const dot = ({ cx, cy }: { readonly cx?: number | undefined; readonly cy?: number | undefined }) => (
    <path
      d={markerPath(marker, cx ?? 0, cy ?? 0, RADIUS)}
      fill={look === 'hollow' ? 'var(--tile)' : fill}
      stroke={look === 'hollow' ? fill : 'var(--tile)'}
      strokeWidth={look === 'hollow' ? 1.5 : 0.75}
    />
  )
  const width = layout.right - layout.left
  switch (kind) {
    case 'area':
      return null
    case 'bars': {
      // Recharts makes the bars of a few points on a numeric axis narrower than the space between them.
      const each = Math.max(1, width / points.length - 1)
      const bar = ({ x = 0, width: own = 0, y = 0, height = 0 }: BarBox) => (
        <rect x={Number(x) + (Number(own) - each) / 2} {...{ y, height }} width={each} fill={fill} />
      )
      return <Bar {...STILL} data={points} dataKey="y" fill={fill} barSize={each} shape={bar} />
    }
    case 'points':
      return (
        <Scatter {...STILL} data={points.filter(({ y }) => y !== null)} dataKey="y" shape={dot}>
          {one.low && <ErrorBar dataKey="whiskers" width={4} stroke={fill} direction="y" />}
        </Scatter>
      )
    case 'line':
    case 'step': {
      const { width: strokeWidth, opacity } = strokeOf(one)
      const isDense = look !== undefined || kind === 'step' || points.length * APART > width
      return (
        <Line
          {...STILL}
          {...{ strokeWidth, strokeOpacity: opacity, strokeDasharray: dash.join(' ') || 'none' }}
          data={points}
          dataKey="y"
          type={kind === 'step' ? 'stepAfter' : 'linear'}
          stroke={fill}
          dot={isDense ? ({ index, ...at }) => (isAlone(points, index) ? dot(at) : null) : ({ key, ...at }) => dot(at)}
          activeDot={false}
        />
      )
    }
    default:
      return kind satisfies never
  }
}

/** Whether a point has a gap or an end on both sides, so that no line shows it. */
function isAlone(points: readonly Point[], index: number): boolean {
  return (
    typeof points[index]?.y === 'number' &&
    [points[index - 1], points[index + 1]].every((one) => (one?.y ?? null) === null)
  )
}

/** The bars of a lane, with its name before the first one. */
function LaneBars({ lane, layout, top }: { readonly lane: Lane; readonly layout: Layout; readonly top: number }) {
  const px = (value: number) => Math.min(layout.right, Math.max(layout.left, layout.x.toPx(value)))
  const first = Math.min(layout.right, ...lane.bars.map(({ from }) => px(from)))
  const hasRoom = lane.bars.length > 0 && first - layout.left > INSETS.left
  return (
    <g>
      <text
        x={hasRoom ? first - 4 : layout.left - 6}
        y={top + 10}
        textAnchor="end"
        fill="var(--faint)"
        fontSize="var(--text-xs)"
      >
        {lane.name}
      </text>
      {lane.bars.map(({ from, full = from, to, token, look, text }) => {
        const [x0, x1, x2] = [px(from), px(full), Math.max(px(from) + 2, px(to))]
        const color = `var(--${token})`
        return (
          <path
            key={`${from} ${text}`}
            d={`M${x0} ${top + 10}L${x1} ${top + 1}H${x2}V${top + 10}Z`}
            fill={look === 'hollow' ? 'none' : color}
            stroke={color}
          />
        )
      })}
    </g>
  )
}
