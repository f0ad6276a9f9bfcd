/** @file The header and the rows of the table; each row is re-rendered only when it changes. */
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useRef } from 'react'
import { isSortable, type SortBy } from '../../../../data/row-order'
import { columnTypesText } from '../../../../messages/en/data/columns'
import { rowsText as text } from '../../../../messages/en/data/rows'
import { CellValue } from './cell'
import kit from '../../../kit/kit.module.css'
import styles from './rows.module.css'
import { columnTitle, type PlacedColumn, TYPE_MARKS } from './table-columns'
import { AT_NUMBER } from './table-keyboard'
import type { Point } from './rows-view'

export interface TableRowProps {
  /** Position of the row in the view, and its index in the dataset. */
  readonly place: number
  readonly row: number
  /** The row number shown to the user. */
  readonly number: number
  readonly top: number
  readonly height: number
  readonly width: number
  readonly columns: readonly PlacedColumn[]
  /** Range of visible columns: the index of the first visible column, and the index after the last. */
  readonly from: number
  readonly to: number
  readonly selected: boolean
  /**
   * Index of the current column; -1 if the current cell is in another row, -2 if the current cell is the row number.
   */
  readonly at: number
  /** The editor shown in place of the current cell while it is being edited. */
  readonly editor?: ReactNode
  readonly id: string
}

export const NUMBER_WIDTH = 84

/** The cells of the row; pointer events are handled by the table. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { place: position, row, number, top, height, width, columns, from, to, selected, at, editor, id } = props
  const before = columns[from]?.left ?? 0
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    // biome-ignore lint/a11y/useSemanticElements: rows of a list that is never whole in the page
    <div
      role="row"
      className={styles.row}
      aria-rowindex={position + 2}
      aria-selected={selected}
      data-odd={position % 2 === 1 ? 'yes' : 'no'}
      data-place={position}
      style={{ transform: `translateY(${top}px)`, height, width: width + NUMBER_WIDTH }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell */}
      {/* biome-ignore lint/a11y/useSemanticElements: as its row */}
      <div
        role="rowheader"
        className={styles.number}
        aria-colindex={1}
        data-at={at === AT_NUMBER ? 'yes' : 'no'}
        id={`${id}-${position}-n`}
        data-column={AT_NUMBER}
      >
        {number}
      </div>
      <div style={{ width: before, flex: 'none' }} />
      {columns.slice(from, to).map((column, i) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
        // biome-ignore lint/a11y/useSemanticElements: as its row
        <div
          key={column.schema.name}
          role="gridcell"
          className={`${kit.ellipsis} ${styles.cell}`}
          aria-colindex={from + i + 2}
          data-type={column.schema.type}
          data-at={at === from + i ? 'yes' : 'no'}
          data-column={from + i}
          id={`${id}-${position}-${from + i}`}
          style={{ width: column.width }}
          translate="no"
        >
          {at === from + i && editor ? editor : <CellValue of={column} row={row} />}
        </div>
      ))}
    </div>
  )
})

interface TableHeadProps {
  readonly columns: readonly PlacedColumn[]
  readonly from: number
  readonly to: number
  readonly width: number
  readonly target: string
  readonly sort: readonly SortBy[]
  /** 'alone' sorts by this column only; 'added' adds this column after the existing sort columns. */
  readonly onSort: (name: string, how: 'alone' | 'added') => void
  readonly onResize: (name: string, width: number) => void
  readonly onMenu: (name: string, point: Point, back: HTMLElement) => void
  /** Index of the column whose header is current; -1 if no header is current. */
  readonly at: number
  readonly id: string
}

/** The header row, which stays in view. */
export function TableHead(props: TableHeadProps) {
  const { columns, from, to, width, target, sort, onSort, onResize, onMenu, at, id } = props
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    // biome-ignore lint/a11y/useSemanticElements: heads of a list that is never whole in the page
    <div role="row" aria-rowindex={1} className={styles.heads} style={{ width: width + NUMBER_WIDTH }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: as its row */}
      {/* biome-ignore lint/a11y/useSemanticElements: as its row */}
      <div role="columnheader" aria-colindex={1} className={styles.corner}>
        {text.table.row}
      </div>
      <div style={{ width: columns[from]?.left ?? 0, flex: 'none' }} />
      {columns.slice(from, to).map((shown, i) => {
        const { schema, width: wide } = shown
        const name = columnTitle(shown)
        const by = sort.findIndex(({ column }) => column === schema.name)
        const down = sort[by]?.down === true
        const type = columnTypesText.label[schema.type]
        const unit = schema.type === 'number' ? schema.unit : undefined
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: as its row
          // biome-ignore lint/a11y/useSemanticElements: as its row
          <div
            key={schema.name}
            role="columnheader"
            aria-colindex={from + i + 2}
            aria-sort={by < 0 ? 'none' : down ? 'descending' : 'ascending'}
            className={styles.column}
            data-target={schema.name === target ? 'yes' : 'no'}
            data-type={schema.type}
            data-at={at === from + i ? 'yes' : 'no'}
            id={`${id}-head-${from + i}`}
            style={{ width: wide }}
            title={text.table.head({ column: name, type, unit, isTarget: schema.name === target })}
            onContextMenu={(event) => {
              event.preventDefault()
              onMenu(schema.name, { x: event.clientX, y: event.clientY }, event.currentTarget)
            }}
          >
            <button
              type="button"
              tabIndex={-1}
              disabled={!isSortable(schema)}
              onClick={(event) =>
                onSort(schema.name, event.shiftKey || event.ctrlKey || event.metaKey ? 'added' : 'alone')
              }
            >
              <i aria-hidden="true">{TYPE_MARKS[schema.type]}</i>
              <span translate={shown.at < 0 ? 'yes' : 'no'}>{name}</span>
              <span className="only-spoken">{type}</span>
              {by >= 0 && (
                <b aria-hidden="true">
                  {down ? '↓' : '↑'}
                  {sort.length > 1 && by + 1}
                </b>
              )}
            </button>
            <Edge name={schema.name} title={name} width={wide} onResize={onResize} />
          </div>
        )
      })}
    </div>
  )
}

interface EdgeProps {
  readonly name: string
  readonly title: string
  readonly width: number
  readonly onResize: (name: string, width: number) => void
}

function Edge({ name, title, width, onResize }: EdgeProps) {
  const began = useRef<{ x: number; width: number } | undefined>(undefined)
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    began.current = { x: event.clientX, width }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (began.current) onResize(name, began.current.width + event.clientX - began.current.x)
  }
  const end = () => {
    began.current = undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    onResize(name, width + (event.key === 'ArrowLeft' ? -16 : 16))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={text.table.widthOf({ column: title })}
      aria-valuenow={width}
      tabIndex={-1}
      className={styles.edge}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
    />
  )
}
