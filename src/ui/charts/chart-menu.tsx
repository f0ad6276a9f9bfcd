/** @file The menu of a chart, which saves its picture or its numbers, and the table that it can show. Loads lazily. */
import { useEffect, useState } from 'react'
import { chartsText } from '../../messages/en/charts'
import { errorNotice } from '../../studio/notice'
import { DataTable } from '../kit/data-table'
import { AnchoredMenu } from '../kit/menu'
import { fileName, saveBlob } from '../shell/browser-files'
import { useRunCommand } from '../studio-context'
import { type ChartData, tableOf } from './chart-data'
import { chartFile, FILE_TYPES, type FileFormat } from './chart-files'

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
