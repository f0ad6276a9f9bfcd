/** @file Cell bar: the current cell's full value, and buttons that filter the rows by this value. */
import { rowsText } from '../../../../messages/en/data/rows'
import { rowNumber } from '../../../../data/dataset'
import { cellText } from '../../../../data/cell-text'
import { isMissing, perRow } from '../../../../data/column-operations'
import type { Condition } from '../../../../data/condition'
import { useLoadedColumn } from '../../../charts/use-loaded-rows'
import { Button } from '../../../kit/button'
import styles from './rows.module.css'
import type { ShownColumn } from './shown-columns'

export interface CellBarProps {
  readonly of: ShownColumn | undefined
  readonly row: number | undefined
  /** Why the text typed into the cell is invalid for its column. */
  readonly wrong?: string | undefined
  readonly onOnly: (condition: Condition) => void
  readonly children: React.ReactNode
}

/** Maximum number of characters shown; a million characters would block the page. */
const MAX_CHARACTERS = 20_000

/** The bar below the rows. */
export function CellBar({ of, row, wrong, onOnly, children }: CellBarProps) {
  const same = of && row !== undefined ? suchRows(of, row) : undefined
  return (
    <section className={styles.foot} aria-label={rowsText.cell.label} data-clear="">
      <div className={styles.value}>
        {wrong ? (
          <span className={styles.wrong} role="alert">
            {wrong}
          </span>
        ) : of && row !== undefined ? (
          <>
            <b>{rowsText.cell.at({ row: rowNumber(of, row), column: of.schema.name })}</b>
            <WholeValue of={of} row={row} />
          </>
        ) : (
          <span className={styles.missing}>{rowsText.cell.hint}</span>
        )}
      </div>
      {same && (
        <>
          <Button size="small" onClick={() => onOnly(same)}>
            {rowsText.filterBy}
          </Button>
          <Button size="small" onClick={() => onOnly(opposite(same))}>
            {rowsText.filterOut}
          </Button>
        </>
      )}
      {children}
    </section>
  )
}

/** The full value of a cell as text. */
export function WholeValue({ of: { schema, column: kept }, row }: { readonly of: ShownColumn; readonly row: number }) {
  const column = useLoadedColumn(kept, schema, row)
  if (schema.type === 'image') return <span>{rowsText.cell.pixels({ size: [schema.height, schema.width] })}</span>
  if (schema.type === 'array' && perRow(schema) > 200)
    return <span>{rowsText.cell.numbers({ shape: schema.shape })}</span>
  if (!column) return null
  const text = cellText(schema, column, row)
  if (text === undefined) return <span className={styles.missing}>{rowsText.missing}</span>
  const unit = schema.type === 'number' && schema.unit ? ` ${schema.unit}` : ''
  return (
    <span className={styles.whole} translate="no">
      {text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text}
      {unit}
    </span>
  )
}

/** A condition that matches rows with the same value; undefined for images and arrays, unless the value is missing. */
export function suchRows({ schema, column }: ShownColumn, row: number): Condition | undefined {
  if (isMissing(column, schema, row)) return { column: schema.name, is: 'missing' }
  if (column.type === 'image' || column.type === 'array') return undefined
  const text = cellText(schema, column, row) ?? ''
  if (column.type === 'number') return { column: schema.name, is: '=', value: column.values[row] as number }
  if (column.type === 'time') return { column: schema.name, is: '=', value: text }
  return { column: schema.name, is: '=', value: text }
}

/** Returns the opposite condition, which matches all other rows, including rows without a value. */
export function opposite(condition: Condition): Condition {
  return { not: condition }
}
