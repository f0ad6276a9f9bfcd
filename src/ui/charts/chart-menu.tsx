/**
 * @file The menu of a chart, the files that it saves (the picture as SVG or PNG, the numbers as CSV), and the table that
 * the chart can show. Loads lazily.
 */
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { numberText } from '../../data/cell-text'
import { chartsText } from '../../messages/en/charts'
import { csvText } from '../../storage/export-dataset/csv'
import { errorNotice } from '../../studio/notice'
import { element, escapeXml, svgToPng, textWidth, themeColors, truncateText } from '../canvas/svg-export/svg'
import { DataTable } from '../kit/data-table'
import { AnchoredMenu } from '../kit/menu'
import { fileName, saveBlob } from '../shell/browser-files'
import { useRunCommand } from '../studio-context'
import { axisLabel, type ChartData, join, type Series, tableOf } from './chart-data'
import { INSETS } from './chart-layout'
import { markerPath, strokeOf, styleOf } from './series-style'
import StaticPlot from './static-plot'

const text = chartsText.chart

interface ChartMenuProps {
  readonly title: string
  readonly now: () => ChartData
  readonly view: 'plot' | 'table'
  readonly anchor: HTMLElement
  readonly onView: (view: 'plot' | 'table') => void
  readonly onClose: () => void
}

/** Saves the chart, or switches between its plot and its table. */
export function ChartMenu({ title, now, view, anchor, onView, onClose }: ChartMenuProps) {
  const run = useRunCommand()
  const save = (format: FileFormat) => () => {
    chartFile(format, title, now()).then(
      (content) => saveBlob(fileName(title, format), new Blob([content], { type: FILE_TYPES[format] })),
      (error: unknown) => run('notice.show', errorNotice(error)),
    )
  }
  return (
    <AnchoredMenu
      anchor={anchor}
      onClose={onClose}
      items={[
        { title: text.svg, onSelect: save('svg') },
        { title: text.png, onSelect: save('png') },
        { title: text.csv, onSelect: save('csv') },
        view === 'plot'
          ? { title: text.showTable, separator: true, onSelect: () => onView('table') }
          : { title: text.showPlot, separator: true, onSelect: () => onView('plot') },
      ]}
    />
  )
}

/** Maximum number of rows; thousands would block the page. */
const MAX_ROWS = 100
/** How often the table of a live chart is read, in ms. */
const EVERY = 1000

interface ChartTableProps {
  readonly title: string
  readonly now: () => ChartData
  readonly isLive: boolean
}

/** The newest rows of a chart, in full in its CSV file. */
export function ChartTable({ title, now, isLive }: ChartTableProps) {
  const [read, setRead] = useState(now)
  useEffect(() => {
    if (!isLive) return
    const timer = setInterval(() => setRead(now()), EVERY)
    return () => clearInterval(timer)
  }, [isLive, now])
  const data = isLive ? read : now()
  const { head, rows, row } = tableOf(data)
  const first = Math.max(0, rows - MAX_ROWS)
  const shown = Array.from({ length: rows - first }, (_, i) => first + i)
  const cell = (index: number, column: number) => {
    const value = row(index)[column]
    return value === undefined ? '' : column === 0 ? data.x.format(value) : data.y.format(value)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus for keyboard scrolling
    <section tabIndex={0} aria-label={title}>
      <DataTable
        look="figures"
        columns={head.map((name, i) => ({
          head: name,
          cell: (index: number) => cell(index, i),
          ...(i === 0 ? { heading: true as const } : {}),
        }))}
        rows={shown}
        rowKey={(index) => index}
        caption={first > 0 ? text.lastRows({ shown: MAX_ROWS, all: rows }) : undefined}
      />
    </section>
  )
}

type FileFormat = 'svg' | 'png' | 'csv'

/** The media types of the files. */
const FILE_TYPES: Readonly<Record<FileFormat, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  csv: 'text/csv;charset=utf-8',
}

/** The content of a file of a chart. */
async function chartFile(
  format: FileFormat,
  title: string,
  data: ChartData,
): Promise<string | Uint8Array<ArrayBuffer>> {
  if (format === 'csv') return chartCsv(data)
  const svg = await chartSvg(title, data, document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')
  return format === 'png' ? svgToPng(svg) : svg
}

/** All points of a chart as CSV: one column for x, one for each series, and two for each interval. */
export function chartCsv(data: ChartData): string {
  const { head, rows, row, columns } = tableOf(data)
  const cell = (value: number | undefined, i: number) => {
    if (value === undefined) return ''
    if (i === 0 && data.x.cell) return csvText(data.x.cell(value))
    return columns[i] instanceof Float32Array ? numberText(Float32Array.of(value), 0) : String(value)
  }
  const lines = Array.from({ length: rows }, (_, index) => row(index).map(cell).join(','))
  return `${[head.map(csvText).join(','), ...lines].join('\r\n')}\r\n`
}

/** The size of a picture, and of its parts above and below the plot, in pixels. */
const [WIDTH, HEIGHT, HEAD, FOOT] = [800, 420, 56, 24]
const MARGIN = 16

/** A chart as an SVG picture. */
export async function chartSvg(title: string, data: ChartData, theme: 'light' | 'dark'): Promise<string> {
  const color = themeColors(theme)
  const plot = await plotMarkup(data)
  const words = (content: string, x: number, y: number, attributes: Readonly<Record<string, string | number>>) =>
    element('text', { x, y, ...attributes }, escapeXml(content))
  const right = WIDTH - INSETS.right
  const inner = [
    element('rect', { width: WIDTH, height: HEIGHT, fill: color('tile') }),
    words(truncateText(title, 15, right - MARGIN), MARGIN, 24, {
      'font-size': 15,
      'font-weight': 600,
      fill: color('ink'),
    }),
    words(axisLabel(data.y), MARGIN, 46, { 'font-size': 12, fill: color('faint') }),
    legend(data.series, right, color),
    plot.replace('<svg ', `<svg y="${HEAD}" `),
    words(axisLabel(data.x), right, HEIGHT - 10, { 'font-size': 12, fill: color('faint'), 'text-anchor': 'end' }),
  ]
  const frame = {
    xmlns: 'http://www.w3.org/2000/svg',
    ...{ width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    // not text: a font
    'font-family': 'Inter, system-ui, sans-serif',
    'font-size': 12,
  }
  return element('svg', frame, inner.join('')).replace(/var\(--([\w-]+)\)/g, (_, name: string) => color(name))
}

/** The names of the series with samples of their lines, from the right edge to the left as far as they fit. */
function legend(series: readonly Series[], right: number, color: (name: string) => string): string {
  const named = series.filter(({ name }) => name !== '')
  const listed = named.filter(({ unlisted }) => !unlisted)
  let x = right
  const parts: string[] = []
  for (const one of (listed.length > 0 ? listed : named).toReversed()) {
    const { name, kind, token, look } = one
    x -= textWidth(name, 12)
    if (x < WIDTH / 4) break
    const { dash, marker } = styleOf(token)
    const { width, opacity } = strokeOf(one)
    const isLine = kind === 'line' || kind === 'step'
    const shape = isLine || kind === 'points' ? marker : 'square'
    const stroke = {
      stroke: color(token),
      'stroke-width': width,
      'stroke-dasharray': dash.join(' ') || 'none',
      opacity,
    }
    const fill = look === 'hollow' ? 'none' : color(token)
    parts.push(
      isLine ? element('path', { d: `M${x - 28} 42h22`, ...stroke }) : '',
      isLine && (look || kind === 'step')
        ? ''
        : element('path', { d: markerPath(shape, x - 17, 42, 3.5), fill, stroke: color(token) }),
      element('text', { x, y: 46, fill: color('ink') }, escapeXml(name)),
    )
    x -= 44
  }
  return parts.join('')
}

/** The maximum number of frames that drawing a picture may take. */
const MAX_FRAMES = 300

/** The plot as Recharts draws it. Recharts takes several frames, so this waits until nothing changes any more. */
async function plotMarkup(data: ChartData): Promise<string> {
  const box = document.createElement('div')
  const root = createRoot(box)
  const size = { width: WIDTH, height: HEIGHT - HEAD - FOOT }
  root.render(<StaticPlot data={thinned(data, size.width)} size={size} />)
  try {
    let before = ''
    for (let frame = 0; frame < MAX_FRAMES; frame++) {
      await new Promise(requestAnimationFrame)
      const svg = box.querySelector('svg')
      const markup = svg ? new XMLSerializer().serializeToString(svg) : ''
      if (markup !== '' && markup === before) return markup
      before = markup
    }
    throw new Error('The chart could not be drawn as a picture.')
  } finally {
    root.unmount()
  }
}

/** A chart with only the points that are visible in a picture of this width. */
function thinned(data: ChartData, width: number): ChartData {
  const series = data.series.map((one): Series => {
    const at = join([one], width).at[0] ?? []
    const { count: _, low, high, ...rest } = one
    const part = (values: ArrayLike<number>) => Array.from(at, (index) => values[index] as number)
    return { ...rest, x: part(one.x), y: part(one.y), ...(low && high ? { low: part(low), high: part(high) } : {}) }
  })
  return { ...data, series }
}
