/** @file ChartTable: the points of a chart as a table, which scrolls by keyboard. Loads lazily. */
import { useEffect, useState } from 'react'
import { chartsText } from '../../messages/en/charts'
import { DataTable } from '../kit/data-table'
import { type ChartData, tableOf } from './chart-data'

const text = chartsText.chart

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
export default function ChartTable({ title, now, isLive }: ChartTableProps) {
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
