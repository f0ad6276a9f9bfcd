/** @file Table row: one row of the set, drawn again only when something of it changed. */
import { memo, type ReactNode } from 'react'
import { CellValue } from './cell'
import styles from './rows.module.css'
import { AT_NUMBER } from './table-keys'
import type { PlacedColumn } from './use-columns'

export interface TableRowProps {
  /** Its place in what is shown, and the row of the set it is. */
  readonly place: number
  readonly row: number
  /** What the row is called. */
  readonly number: number
  readonly top: number
  readonly height: number
  readonly width: number
  readonly columns: readonly PlacedColumn[]
  /** Columns in sight: the first, and the one behind the last. */
  readonly from: number
  readonly to: number
  readonly selected: boolean
  /** The column that the keys are at; -1 where they are in another row, -2 at the row's number. */
  readonly at: number
  /** What stands in the place of that cell while it is edited. */
  readonly editor?: ReactNode
  readonly id: string
}

export const NUMBER_WIDTH = 84

/** Cells beside each other; the pointer is heard by the table. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { place, row, number, top, height, width, columns, from, to, selected, at, editor, id } = props
  const before = columns[from]?.left ?? 0
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    // biome-ignore lint/a11y/useSemanticElements: rows of a list that is never whole in the page
    <div
      role="row"
      className={styles.row}
      aria-rowindex={place + 2}
      aria-selected={selected}
      data-odd={place % 2 === 1 ? 'yes' : 'no'}
      data-place={place}
      style={{ transform: `translateY(${top}px)`, height, width: width + NUMBER_WIDTH }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell */}
      {/* biome-ignore lint/a11y/useSemanticElements: as its row */}
      <div
        role="rowheader"
        className={styles.number}
        aria-colindex={1}
        data-at={at === AT_NUMBER ? 'yes' : 'no'}
        id={`${id}-${place}-n`}
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
          id={`${id}-${place}-${from + i}`}
          style={{ width: column.width }}
        >
          {at === from + i && editor ? editor : <CellValue of={column} row={row} />}
        </div>
      ))}
    </div>
  )
})
