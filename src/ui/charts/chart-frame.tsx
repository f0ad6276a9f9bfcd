/**
 * @file ChartFrame: what all charts share around their plot: the legend, the tooltip, the keyboard, the table, and the
 * menu with the files. Loads lazily.
 */
import {
  type KeyboardEvent,
  lazy,
  memo,
  type PointerEvent,
  type ReactNode,
  Suspense,
  useCallback,
  useState,
} from 'react'
import { chartsText } from '../../messages/en/charts'
import { IconButton } from '../kit/icon-button'
import { useSize } from './canvas-hooks'
import kit from '../kit/kit.module.css'
import styles from './chart.module.css'
import {
  axisLabel,
  type ChartData,
  isEmpty,
  join,
  legendKey,
  type LiveSource,
  nearest,
  readingsAt,
  readingText,
  type Series,
} from './chart-data'
import {
  fixedHeight,
  grownBox,
  isLong,
  lineAt,
  type Layout,
  layoutOf,
  NEAR,
  nearestPoint,
  type Place,
  pointsWithin,
  rangeAt,
  BARE,
  tipPlace,
} from './chart-layout'
import { markerPath, strokeOf, styleOf } from './series-style'

const text = chartsText.chart

const LivePlot = lazy(() => import('./live-plot'))
const StaticPlot = lazy(() => import('./static-plot'))
const ChartMenu = lazy(() => import('./chart-menu').then((module) => ({ default: module.ChartMenu })))
const ChartTable = lazy(() => import('./chart-menu').then((module) => ({ default: module.ChartTable })))

/** A drag shorter than this share of the plot is a click. */
const SHORT = 1 / 60

export interface ChartProps {
  /** The name of the chart and of its files. */
  readonly title: string
  /** Describes the chart for screen readers; the title by default. */
  readonly label?: string
  readonly source: ChartData | LiveSource
  /** Whether the title is above the chart; by default, it is in the heading of the surrounding section. */
  readonly hasHeading?: boolean
  /** An element next to the title, such as a mark of simulated values. */
  readonly badge?: ReactNode
  /** The height of the plot in pixels; by default, the chart fills its container. */
  readonly height?: number
  /** Text shown if there is no data to draw. */
  readonly none?: string
  /** Selecting a range by dragging across the chart; a double click shows all. */
  readonly range?: { readonly onSelect: (from: number, to: number) => void; readonly onReset: () => void }
  /** Selecting an x value by clicking, dragging, or using the arrow keys. */
  readonly pick?: { readonly label: string; readonly at: number; readonly onPick: (x: number) => void }
  /** Opening a point, a bar, or a point of a line that is not thin, by series and index, by a click or with Enter. */
  readonly onOpen?: (series: number, index: number) => void
  /** Selecting points and bars by drawing around them, or with Shift and the arrow keys, which grow a box. */
  readonly onLasso?: (points: readonly { readonly series: number; readonly index: number }[]) => void
  /** Elements over the plot, such as a handle. */
  readonly over?: (layout: Layout) => ReactNode
}

function ChartFrame(props: ChartProps) {
  const { title, source, hasHeading, badge, height } = props
  const isLive = 'read' in source
  const now = useCallback(() => ('read' in source ? source.read() : source), [source])
  // The legend of a live chart is rendered again only if its set of series has changed.
  const [known, setKnown] = useState(now)
  const onData = useCallback(
    (data: ChartData) => setKnown((known) => (legendKey(known) === legendKey(data) ? known : data)),
    [],
  )
  const shown = isLive ? known : source
  const bare = shown.isBare ? BARE : undefined
  const [view, setView] = useState<'plot' | 'table'>('plot')
  const [menu, setMenu] = useState<HTMLElement>()
  return (
    <figure className={styles.frame} style={bare?.frame}>
      <figcaption className={`${kit.row} ${kit.small} ${styles.head}`} style={bare?.head}>
        {hasHeading && <span className={styles.title}>{shown.y.name === title ? axisLabel(shown.y) : title}</span>}
        {badge}
        {!bare && (shown.y.name !== title || (!hasHeading && shown.y.unit)) && (
          <span className={styles.axis}>{axisLabel(shown.y)}</span>
        )}
        <Legend series={shown.series} />
        <IconButton
          icon="more"
          label={text.menu({ chart: title })}
          tone="quiet"
          size="small"
          tip="left"
          className={styles.menu}
          aria-haspopup="menu"
          aria-expanded={menu !== undefined}
          onClick={({ currentTarget }) => setMenu(menu ? undefined : currentTarget)}
        />
      </figcaption>
      {menu && (
        <Suspense fallback={null}>
          <ChartMenu {...{ title, now, view }} anchor={menu} onView={setView} onClose={() => setMenu(undefined)} />
        </Suspense>
      )}
      {view === 'table' ? (
        <div className={styles.scroll} style={fixedHeight(height)}>
          <Suspense fallback={null}>
            <ChartTable title={title} now={now} isLive={isLive} />
          </Suspense>
        </div>
      ) : (
        <>
          <Plot {...props} now={now} onData={onData} />
          {!shown.x.hidden && !bare && <div className={styles.xName}>{axisLabel(shown.x)}</div>}
        </>
      )}
    </figure>
  )
}

export default memo(ChartFrame)

interface PlotProps extends ChartProps {
  readonly now: () => ChartData
  readonly onData: (data: ChartData) => void
}

/** The plot and what lies over it. It is mounted again after the table, and measures its new element. */
function Plot({
  title,
  label = title,
  source,
  height,
  none,
  range,
  pick,
  onOpen,
  onLasso,
  over,
  now,
  onData,
}: PlotProps) {
  const [box, measured] = useSize<HTMLDivElement>()
  const size = { width: measured.width, height: height ?? measured.height }
  return (
    <div ref={box} className={styles.plot} style={fixedHeight(height)} translate="no">
      <div className={styles.layer} role="img" aria-label={label}>
        {size.width > 0 && size.height > 0 && (
          <Suspense fallback={null}>
            {'read' in source ? (
              <LivePlot source={source} size={size} onData={onData} />
            ) : (
              <StaticPlot data={source} size={size} />
            )}
          </Suspense>
        )}
      </div>
      {size.width > 0 && <Pointer key={title} {...{ title, now, size, range, pick, onOpen, onLasso, over, none }} />}
    </div>
  )
}

/** The series with a sample of each line style and marker. */
function Legend({ series }: { readonly series: readonly Series[] }) {
  const listed = series.filter(({ name, unlisted }) => name !== '' && !unlisted)
  return (
    <span className={`${kit.soft} ${kit.grow} ${styles.legend}`}>
      {listed.map((one) => (
        <span key={one.name} title={one.name} translate="no">
          <Key series={one} />
          <b>{one.name}</b>
        </span>
      ))}
    </span>
  )
}

/** A sample of a series: its line with its marker, or a part of its area. */
function Key({ series: { kind, token, look } }: { readonly series: Series }) {
  const color = `var(--${token})`
  const { dash, marker } = styleOf(token)
  const { width, opacity } = strokeOf({ ...(look && { look }) })
  return (
    <svg className={styles.key} width={22} height={10} aria-hidden="true" style={{ opacity }}>
      {kind === 'area' || kind === 'bars' ? (
        <rect x={6} width={10} height={10} fill={color} />
      ) : (
        <>
          {kind !== 'points' && (
            <path d="M0 5H22" stroke={color} strokeWidth={width} strokeDasharray={dash.join(' ')} />
          )}
          {(!look || look === 'hollow') && kind !== 'step' && (
            <path d={markerPath(marker, 11, 5, 3.5)} fill={look === 'hollow' ? 'none' : color} stroke={color} />
          )}
        </>
      )}
    </svg>
  )
}

type Optional<K extends keyof ChartProps> = { readonly [k in K]: ChartProps[k] | undefined }

interface PointerProps extends Optional<'range' | 'pick' | 'onOpen' | 'onLasso' | 'over' | 'none'> {
  readonly title: string
  readonly now: () => ChartData
  readonly size: { readonly width: number; readonly height: number }
}

/** Reads values by pointer or by keyboard, and selects a range or an x value. */
function Pointer({ title, now, size, range, pick, onOpen, onLasso, over, none }: PointerProps) {
  /** The x value that is read, and where a drag began. */
  const [at, setAt] = useState<number>()
  const [drag, setDrag] = useState<number>()
  /** The outline that is drawn around points, in pixels; a box of the keyboard has four corners. */
  const [outline, setOutline] = useState<readonly Place[]>()
  const data = now()
  const layout = layoutOf(data, size)
  const places = () => join(data.series, size.width).x.filter((x) => x >= layout.x.low && x <= layout.x.high)
  const chosen = pick?.at ?? at
  const xOf = (event: PointerEvent) => layout.x.toValue(placeOf(event).x)
  function onMove(event: PointerEvent): void {
    const x = nearest(places(), xOf(event)) ?? xOf(event)
    setAt(range ? xOf(event) : x)
    if (pick && event.buttons === 1) pick.onPick(x)
    if (onLasso && event.buttons === 1 && outline) setOutline([...outline, placeOf(event)])
  }
  function placeOf({ clientX, clientY, currentTarget }: PointerEvent): Place {
    const { left, top } = currentTarget.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  function growBox(key: string): boolean {
    const box = onLasso && at !== undefined && grownBox(data, layout, { at, key, outline })
    if (!box) return false
    setOutline(box.corners)
    onLasso(box.points)
    return true
  }
  function leave(): void {
    setAt(undefined)
    setDrag(undefined)
    setOutline(undefined)
  }
  function openNear(place: Place): void {
    const found = onOpen && nearestPoint(data, layout, place)
    if (found) onOpen(found.series, found.index)
  }
  function endDrag(): void {
    if (range && drag !== undefined && at !== undefined) {
      const [from, to] = [Math.min(drag, at), Math.max(drag, at)]
      if (to - from >= SHORT * (layout.x.high - layout.x.low)) range.onSelect(from, to)
    }
    setDrag(undefined)
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') setAt(undefined)
    const isBox = event.shiftKey && growBox(event.key)
    if (!isBox && event.key !== 'Shift') setOutline(undefined)
    if (event.key === 'Enter' && at !== undefined) openNear({ x: layout.x.toPx(at) })
    const all = places()
    const page = Math.max(1, Math.round(all.length / 10))
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: page, PageDown: -page }[event.key]
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : by === undefined ? undefined : index + by
    if (to === undefined) return
    event.preventDefault()
    if (!isBox) select(all, to)
  }
  function select(all: readonly number[], index: number): void {
    const x = all[Math.min(all.length - 1, Math.max(0, index))]
    if (x === undefined) return
    setAt(x)
    pick?.onPick(x)
  }
  const all = at === undefined && !pick ? [] : places()
  const index = chosen === undefined ? -1 : all.indexOf(nearest(all, chosen) ?? Number.NaN)
  const read = chosen === undefined ? undefined : nearest(all, chosen)
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the slider after it does the same by keyboard */}
      <div
        className={styles.pointer}
        data-selects={range || pick || onOpen || onLasso ? '' : undefined}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          if (range || pick || onLasso) event.currentTarget.setPointerCapture(event.pointerId)
          setOutline(onLasso && [placeOf(event)])
          if (range) setDrag(xOf(event))
          onMove(event)
        }}
        onPointerMove={onMove}
        onPointerUp={(event) => {
          endDrag()
          setOutline(undefined)
          if (onLasso && outline && isLong(outline)) onLasso(pointsWithin(data, layout, outline))
          else openNear(placeOf(event))
        }}
        onPointerCancel={leave}
        onPointerLeave={() => drag === undefined && setAt(undefined)}
        onDoubleClick={range?.onReset}
      >
        {over?.(layout)}
        <input
          type="range"
          className={styles.reader}
          style={{ ...lineAt(layout, layout.x.low), width: layout.right - layout.left }}
          min={0}
          max={Math.max(0, all.length - 1)}
          value={Math.max(0, index)}
          aria-label={pick?.label ?? text.reader({ chart: title })}
          aria-valuetext={read === undefined ? text.noReading : readingText(data, read)}
          onKeyDown={onKeyDown}
          onBlur={leave}
          // Assistive technology sets the value without pressing keys.
          onChange={({ target }) => select(places(), Number(target.value))}
        />
      </div>
      {none !== undefined && data.series.every(isEmpty) && <p className={styles.none}>{none}</p>}
      {pick && <span className={styles.picked} style={lineAt(layout, pick.at)} />}
      {at !== undefined && <Tooltip {...{ data, layout, at }} read={read ?? at} />}
      {outline && outline.length > 1 && (
        <svg {...size} style={{ position: 'absolute', inset: 0, pointerEvents: 'none' }} aria-hidden="true">
          <polygon
            points={outline.map(({ x, y }) => `${x},${y}`).join(' ')}
            fill="var(--accent)"
            fillOpacity={0.12}
            stroke="var(--accent)"
            fillRule="evenodd"
          />
        </svg>
      )}
      {drag !== undefined && at !== undefined && <span className={styles.brush} style={rangeAt(layout, drag, at)} />}
    </>
  )
}

interface TooltipProps {
  readonly data: ChartData
  readonly layout: Layout
  /** Where the pointer is, and the x value whose values are shown. */
  readonly at: number
  readonly read: number
}

/** The values at the pointer, on the side with more room, or along the top of a narrow plot. */
function Tooltip({ data, layout, at, read }: TooltipProps) {
  const px = layout.x.toPx(at)
  const marks = (data.marks ?? []).filter(
    (mark) => mark.axis === 'x' && mark.text !== undefined && Math.abs(layout.x.toPx(mark.at) - px) <= NEAR,
  )
  const spans = [...(data.spans ?? []), ...(data.lanes ?? []).flatMap(({ bars }) => bars)]
  return (
    <>
      <span className={styles.crosshair} style={lineAt(layout, at)} />
      <div className={styles.tip} style={tipPlace(layout, px)} aria-hidden="true">
        <b>{data.x.format(read)}</b>
        {readingsAt(data, read).map(({ series, value, low, high }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: series keep their order
          <span key={i} className={kit.row} translate="no">
            <Key series={series} />
            {series.name}
            <em>
              {!series.valueless && data.y.format(value)}
              {low !== undefined && high !== undefined && (
                <small> {text.between({ low: data.y.format(low), high: data.y.format(high) })}</small>
              )}
            </em>
          </span>
        ))}
        {[...marks, ...spans.filter(({ from, to }) => from <= read && read <= to)].map((one) => (
          <span key={one.text} className={kit.row}>
            {one.text}
          </span>
        ))}
      </div>
    </>
  )
}
