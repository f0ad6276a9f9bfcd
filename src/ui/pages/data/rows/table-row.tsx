/** @file Table row: one row of the dataset, re-rendered only when it changes. */
import { memo, type ReactNode } from 'react'
import { CellValue } from './cell'
import styles from './rows.module.css'
import { AT_NUMBER } from './table-keyboard'
import type { PlacedColumn } from './use-columns'

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
          className={styles.cell}
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
