/** @file Cell bar: the cell that the keys are at with its whole value, and what can be made of it: only such rows, none of them. */
import { rowNumber } from '../../../../data/row-number'
import { cellText } from '../../../../data/cell-words'
import { isMissing, perRow } from '../../../../data/columns'
import type { Condition } from '../../../../data/condition'
import { useBroughtColumn } from '../../../charts/use-brought'
import { Button } from '../../../kit/button'
import styles from './rows.module.css'
import type { ShownColumn } from './shown-columns'

export interface CellBarProps {
  readonly of: ShownColumn | undefined
  readonly row: number | undefined
  /** Why what was typed into the cell does not fit. */
  readonly wrong?: string | undefined
  readonly onOnly: (condition: Condition) => void
  readonly children: React.ReactNode
}

/** Letters shown: a text of a million would hold the page. */
const MOST_LETTERS = 20_000

/** The line below the rows. */
export function CellBar({ of, row, wrong, onOnly, children }: CellBarProps) {
  const such = of && row !== undefined ? suchRows(of, row) : undefined
  return (
    <section className={styles.foot} aria-label="This cell" data-clear="">
      <div className={styles.value}>
        {wrong ? (
          <span className={styles.wrong} role="alert">
            {wrong}
          </span>
        ) : of && row !== undefined ? (
          <>
            <b>
              row {rowNumber(of, row)}, {of.schema.name}
            </b>
            <WholeValue of={of} row={row} />
          </>
        ) : (
          <span className={styles.missing}>The value of a cell is shown here whole.</span>
        )}
      </div>
      {such && (
        <>
          <Button size="small" onClick={() => onOnly(such)}>
            Only this
          </Button>
          <Button size="small" onClick={() => onOnly(opposite(such))}>
            Without this
          </Button>
        </>
      )}
      {children}
    </section>
  )
}

/** A value whole, as text. */
export function WholeValue({ of: { schema, column: kept }, row }: { readonly of: ShownColumn; readonly row: number }) {
  const column = useBroughtColumn(kept, schema, row)
  if (schema.type === 'image') return <span>{`${schema.height}×${schema.width} pixels`}</span>
  if (schema.type === 'array' && perRow(schema) > 200) return <span>{`${schema.shape.join('×')} numbers`}</span>
  if (!column) return null
  const text = cellText(schema, column, row)
  if (text === undefined) return <span className={styles.missing}>missing</span>
  const unit = schema.type === 'number' && schema.unit ? ` ${schema.unit}` : ''
  return (
    <span className={styles.whole}>
      {text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text}
      {unit}
    </span>
  )
}

/** The condition of having this value too; undefined for pictures and arrays that are there. */
export function suchRows({ schema, column }: ShownColumn, row: number): Condition | undefined {
  if (isMissing(column, schema, row)) return { column: schema.name, is: 'missing' }
  if (column.type === 'image' || column.type === 'array') return undefined
  const text = cellText(schema, column, row) ?? ''
  if (column.type === 'number') return { column: schema.name, is: '=', value: column.values[row] as number }
  if (column.type === 'time') return { column: schema.name, is: '=', value: text }
  return { column: schema.name, is: '=', value: text }
}

/** All but those rows, those without a value too. */
export function opposite(condition: Condition): Condition {
  return { not: condition }
}
