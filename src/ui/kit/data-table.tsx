/** @file DataTable: a table with one row per record, built from a list of columns. It scrolls sideways if it is too wide. */
import type { HTMLAttributes, Key, ReactNode } from 'react'
import { classNames } from './button'
import styles from './data-table.module.css'
import table from './table.module.css'

/** Attributes of an element, including its data attributes. */
type Attributes = HTMLAttributes<HTMLElement> & { readonly [data: `data-${string}`]: string | undefined }

export interface Column<Row> {
  /** The heading of the column; absent for a column without a heading. */
  readonly head?: string
  /** The tooltip of the heading. */
  readonly about?: string
  readonly cell: (row: Row) => ReactNode
  /** Whether the cells are the headings of their rows. */
  readonly heading?: true
  /** Whether the cells contain names, which are not translated and are shown in full as a tooltip. */
  readonly name?: true
  /** Whether long text in the cells is wrapped. */
  readonly wrap?: true
  /** More attributes of a cell. */
  readonly attributes?: (row: Row) => Attributes
}

export interface DataTableProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => Key
  /** More attributes of a row. */
  readonly rowAttributes?: (row: Row) => Attributes
  /** `figures` aligns all columns but the first to the right; the default is `text`. */
  readonly look?: 'text' | 'figures'
  readonly className?: string | undefined
  readonly caption?: ReactNode
}

/** Shows records as the rows of a table. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, rowAttributes, look = 'text', className, caption } = props
  return (
    <div className={styles.scroll}>
      <table className={classNames(look === 'text' ? table.table : table.figures, className)}>
        {caption !== undefined && <caption>{caption}</caption>}
        {columns.some(({ head }) => head !== undefined) && (
          <thead>
            <tr>
              {columns.map(({ head, about }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places
                <th key={i} scope="col" title={about}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} {...rowAttributes?.(row)}>
              {columns.map((column, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their places
                <Cell key={i} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const { cell, heading, name, wrap, attributes } = column
  const content = cell(row)
  const shared: Attributes = {
    ...(wrap ? { className: styles.wrap } : {}),
    ...(name ? { translate: 'no', ...(typeof content === 'string' ? { title: content } : {}) } : {}),
    ...attributes?.(row),
  }
  if (!heading) return <td {...shared}>{content}</td>
  return (
    <th scope="row" {...shared}>
      {content}
    </th>
  )
}
