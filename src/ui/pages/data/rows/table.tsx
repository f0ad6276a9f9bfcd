/**
 * @file Table: rows and columns of any number, of which the page holds those in sight. The table itself has the focus and names
 * the cell that the keys are at, for a row that scrolls away takes its element with it.
 */
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { isSortable, type SortBy } from '../../../../data/row-order'
import { useSize } from '../../../charts/use-size'
import styles from './rows.module.css'
import { columnsIn } from './columns-in'
import { TableHead } from './table-head'
import { type At, AT_NUMBER, moved } from './table-keys'
import { NUMBER_WIDTH, TableRow } from './table-row'
import type { PlacedColumn, TableColumns } from './use-columns'
import { useLongScroll } from './use-long-scroll'
import type { RowsView } from './use-rows-view'

export interface TableProps {
  readonly label: string
  readonly columns: TableColumns
  readonly view: RowsView
  readonly lineHeight: number
  readonly target: string
  readonly sort: readonly SortBy[]
  readonly onSort: (name: string, how: 'alone' | 'beside') => void
  readonly at: At
  readonly onAt: (at: At) => void
  readonly isSelected: (row: number) => boolean
  /** A row's number was pressed; `on` with Shift: all up to it. */
  readonly onSelect: (place: number, how: 'alone' | 'also' | 'on') => void
  /** A key the table does not hear itself; true where it was heard. */
  readonly onKey: (event: KeyboardEvent) => boolean
  readonly onOpen: (place: number) => void
  readonly onEdit: (at: At) => void
  readonly onMenu: (at: At, point: { readonly x: number; readonly y: number }, back: HTMLElement) => void
  readonly onHeadMenu: (name: string, point: { readonly x: number; readonly y: number }, back: HTMLElement) => void
  /** What stands in the cell that the keys are at while it is edited. */
  readonly editor: ReactNode
}

export const HEAD_HEIGHT = 30

/** The table; `at` is kept by whoever shows it. */
export function Table(props: TableProps) {
  const { label, columns, view, lineHeight, target, sort, onSort, at, onAt, isSelected, editor } = props
  const [scroller, size] = useSize<HTMLDivElement>()
  const id = useId()
  const shape = { lines: view.count, height: lineHeight, view: size.height, above: HEAD_HEIGHT }
  const scroll = useLongScroll(scroller, shape)
  const [left, setLeft] = useState(0)
  const { from, to } = columnsIn(columns.shown, left, size.width - NUMBER_WIDTH)

  const { show } = scroll
  const place = Math.min(at.place, view.count - 1)
  useEffect(() => {
    if (place >= 0) show(place)
  }, [place, show])
  const chosen = columns.shown[at.column]
  useEffect(() => {
    const box = scroller.current
    if (!box || !chosen) return
    const room = size.width - NUMBER_WIDTH
    if (chosen.left < box.scrollLeft) box.scrollLeft = chosen.left
    else if (chosen.left + chosen.width > box.scrollLeft + room)
      box.scrollLeft = Math.min(chosen.left, chosen.left + chosen.width - room)
  }, [chosen, scroller, size.width])

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return
    if (menuByKey(event) || (place < 0 && chosen && headKey(event, chosen)) || props.onKey(event)) return
    const next = moved(event, { ...at, place }, { rows: view.count, columns: columns.shown.length, page: scroll.page })
    if (!next) return
    event.preventDefault()
    if (event.shiftKey && next.place !== place && next.place >= 0) props.onSelect(next.place, 'on')
    onAt(next)
  }
  /** The menu of the cell, or the head, that the keys are at. */
  function menuByKey(event: KeyboardEvent<HTMLDivElement>): boolean {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false
    const active = activeId(id, place, at.column, columns.shown, { from, to })
    const box = document.getElementById(active ?? '')?.getBoundingClientRect()
    if (!box) return false
    event.preventDefault()
    const point = { x: box.left + 12, y: box.bottom }
    if (place >= 0) props.onMenu({ ...at, place }, point, event.currentTarget)
    else if (chosen) props.onHeadMenu(chosen.schema.name, point, event.currentTarget)
    return true
  }
  /** At a head Enter sorts, with Shift after the columns it is sorted by; Alt with an arrow makes it wider or narrower. */
  function headKey(event: KeyboardEvent, { schema, width }: PlacedColumn): boolean {
    if (event.key === 'Enter' || event.key === ' ') {
      if (isSortable(schema)) onSort(schema.name, event.shiftKey ? 'beside' : 'alone')
    } else if (event.altKey && event.key === 'ArrowLeft') columns.resize(schema.name, width - 16)
    else if (event.altKey && event.key === 'ArrowRight') columns.resize(schema.name, width + 16)
    else return false
    event.preventDefault()
    return true
  }
  function cellOf(event: MouseEvent): At | undefined {
    const cell = (event.target as Element).closest<HTMLElement>('[data-column]')
    const line = cell?.closest<HTMLElement>('[data-place]')
    return cell && line ? { place: Number(line.dataset.place), column: Number(cell.dataset.column) } : undefined
  }
  const lines = []
  for (let i = scroll.first; i < Math.min(scroll.end, view.count); i++) lines.push(i)

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are not in sight
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={view.count + 1}
      aria-colcount={columns.shown.length + 1}
      aria-multiselectable="true"
      aria-busy={view.busy}
      aria-activedescendant={activeId(id, place, at.column, columns.shown, { from, to })}
      tabIndex={0}
      className={styles.table}
      data-part="rows"
      onScroll={(event) => {
        setLeft(event.currentTarget.scrollLeft)
        scroll.onScroll()
      }}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        const cell = cellOf(event)
        if (!cell || event.button !== 0) return
        if (cell.column === AT_NUMBER)
          props.onSelect(cell.place, event.shiftKey ? 'on' : event.ctrlKey || event.metaKey ? 'also' : 'alone')
        onAt(cell)
      }}
      onDoubleClick={(event) => {
        const cell = cellOf(event)
        if (!cell) return
        if (cell.column === AT_NUMBER) props.onOpen(cell.place)
        else props.onEdit(cell)
      }}
      onContextMenu={(event) => {
        const cell = cellOf(event)
        if (!cell) return
        event.preventDefault()
        onAt(cell)
        props.onMenu(cell, { x: event.clientX, y: event.clientY }, event.currentTarget)
      }}
    >
      <TableHead
        columns={columns.shown}
        {...{ from, to, target, sort, onSort, id }}
        width={columns.width}
        onResize={columns.resize}
        onMenu={props.onHeadMenu}
        at={place < 0 ? at.column : -1}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: as the grid around it */}
      <div
        role="rowgroup"
        className={styles.lines}
        style={{ height: view.count === 0 ? 0 : scroll.height, width: columns.width + NUMBER_WIDTH }}
      >
        {lines.map((line) => (
          <TableRow
            key={line}
            place={line}
            row={view.rowAt(line)}
            number={view.numberAt(line)}
            top={line * lineHeight - scroll.base}
            height={lineHeight}
            width={columns.width}
            columns={columns.shown}
            {...{ from, to, id }}
            selected={isSelected(view.rowAt(line))}
            at={line === place ? at.column : -1}
            editor={line === place ? editor : undefined}
          />
        ))}
      </div>
    </div>
  )
}

/** The element of the active cell, where it is in the page. */
function activeId(
  id: string,
  place: number,
  column: number,
  columns: readonly PlacedColumn[],
  { from, to }: { readonly from: number; readonly to: number },
): string | undefined {
  if (column === AT_NUMBER) return place < 0 ? undefined : `${id}-${place}-n`
  if (column < from || column >= to || !columns[column]) return undefined
  return place < 0 ? `${id}-head-${column}` : `${id}-${place}-${column}`
}
