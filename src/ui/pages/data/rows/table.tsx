/**
 * @file Table: any number of rows and columns, with only the visible ones in the DOM. The table itself has the focus
 * and announces the current cell, because a row's element disappears when the row scrolls out of view.
 */
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { isSortable, type SortBy } from '../../../../data/row-order'
import { useSize } from '../../../charts/canvas-hooks'
import styles from './rows.module.css'
import { type Point, pressedBy, type RowsProps } from './rows-view'
import type { PlacedColumn, TableColumns } from './table-columns'
import { AT_NUMBER, type At, moved } from './table-keyboard'
import { NUMBER_WIDTH, TableHead, TableRow } from './table-row'
import { useLongScroll } from './use-long-scroll'

export interface TableProps extends RowsProps {
  readonly columns: TableColumns
  readonly lineHeight: number
  readonly target: string
  readonly sort: readonly SortBy[]
  readonly onSort: (name: string, how: 'alone' | 'added') => void
  readonly at: At
  readonly onAt: (at: At) => void
  readonly onEdit: () => void
  readonly onHeadMenu: (name: string, point: Point, back: HTMLElement) => void
  /** The editor shown in place of the current cell while it is being edited. */
  readonly editor: ReactNode
}

export const HEAD_HEIGHT = 30

/** The table; the parent component stores the current cell `at`. */
export function Table(props: TableProps) {
  const { label, columns, view, lineHeight, target, sort, onSort, at, onAt, selection, editor } = props
  const [scroller, size] = useSize<HTMLDivElement>()
  const id = useId()
  const shape = { lines: view.count, height: lineHeight, view: size.height, above: HEAD_HEIGHT }
  const scroll = useLongScroll(scroller, shape)
  const [left, setLeft] = useState(0)
  const { from, to } = columnsIn(columns.shown, left, size.width - NUMBER_WIDTH)

  const { show } = scroll
  const position = Math.min(at.place, view.count - 1)
  useEffect(() => {
    if (position >= 0) show(position)
  }, [position, show])
  const chosen = columns.shown[at.column]
  useEffect(() => {
    const box = scroller.current
    if (!box || !chosen) return
    const space = size.width - NUMBER_WIDTH
    if (chosen.left < box.scrollLeft) box.scrollLeft = chosen.left
    else if (chosen.left + chosen.width > box.scrollLeft + space)
      box.scrollLeft = Math.min(chosen.left, chosen.left + chosen.width - space)
  }, [chosen, scroller, size.width])

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return
    if (menuByKey(event) || (position < 0 && chosen && headKey(event, chosen)) || props.onKey(event)) return
    const next = moved(
      event,
      { ...at, place: position },
      { rows: view.count, columns: columns.shown.length, page: scroll.page },
    )
    if (!next) return
    event.preventDefault()
    if (event.shiftKey && next.place !== position && next.place >= 0) selection.press(next.place, 'on')
    onAt(next)
  }
  /** Opens the menu of the current cell or header from the keyboard. */
  function menuByKey(event: KeyboardEvent<HTMLDivElement>): boolean {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return false
    const active = activeId(id, position, at.column, columns.shown, { from, to })
    const box = document.getElementById(active ?? '')?.getBoundingClientRect()
    if (!box) return false
    event.preventDefault()
    const point = { x: box.left + 12, y: box.bottom }
    if (position >= 0) props.onMenu(point, event.currentTarget)
    else if (chosen) props.onHeadMenu(chosen.schema.name, point, event.currentTarget)
    return true
  }
  /**
   * In the header, Enter sorts, Shift+Enter adds to the sort order, and Alt with an arrow key changes the column width.
   */
  function headKey(event: KeyboardEvent, { schema, width }: PlacedColumn): boolean {
    if (event.key === 'Enter' || event.key === ' ') {
      if (isSortable(schema)) onSort(schema.name, event.shiftKey ? 'added' : 'alone')
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
      aria-activedescendant={activeId(id, position, at.column, columns.shown, { from, to })}
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
        if (cell.column === AT_NUMBER) selection.press(cell.place, pressedBy(event))
        onAt(cell)
      }}
      onDoubleClick={(event) => {
        const cell = cellOf(event)
        if (!cell) return
        if (cell.column === AT_NUMBER) props.onOpen(cell.place)
        else props.onEdit()
      }}
      onContextMenu={(event) => {
        const cell = cellOf(event)
        if (!cell) return
        event.preventDefault()
        onAt(cell)
        props.onMenu({ x: event.clientX, y: event.clientY }, event.currentTarget)
      }}
    >
      <TableHead
        columns={columns.shown}
        {...{ from, to, target, sort, onSort, id }}
        width={columns.width}
        onResize={columns.resize}
        onMenu={props.onHeadMenu}
        at={position < 0 ? at.column : -1}
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
            selected={selection.has(view.rowAt(line))}
            at={line === position ? at.column : -1}
            editor={line === position ? editor : undefined}
          />
        ))}
      </div>
    </div>
  )
}

/** The element id of the current cell, if it is in the DOM. */
function activeId(
  id: string,
  position: number,
  column: number,
  columns: readonly PlacedColumn[],
  { from, to }: { readonly from: number; readonly to: number },
): string | undefined {
  if (column === AT_NUMBER) return position < 0 ? undefined : `${id}-${position}-n`
  if (column < from || column >= to || !columns[column]) return undefined
  return position < 0 ? `${id}-head-${column}` : `${id}-${position}-${column}`
}

/** Returns the index of the first visible column and the index after the last. */
function columnsIn(
  columns: readonly PlacedColumn[],
  left: number,
  width: number,
): { readonly from: number; readonly to: number } {
  const from = columns.findIndex((column) => column.left + column.width > left)
  if (from < 0) return { from: 0, to: columns.length }
  const after = columns.findIndex((column) => column.left >= left + width)
  return { from: Math.max(0, from - 1), to: after < 0 ? columns.length : Math.min(columns.length, after + 1) }
}
