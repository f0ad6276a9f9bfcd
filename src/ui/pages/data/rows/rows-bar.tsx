/** @file Rows bar: search and filter, active filters and sort order as chips, and the number of rows displayed. */
import { rowsText as text } from '../../../../messages/en/data/rows'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { printCondition } from '../../../../data/format-condition'
import type { SortBy } from '../../../../data/row-order'
import { Icon } from '../../../kit/icon'
import { TextField } from '../../../kit/text-field'
import { ColumnsMenu, type ColumnsMenuProps } from './columns-menu'
import { FilterField } from './filter-field'
import { SaveSlice } from './save-slice'
import styles from './bar.module.css'
import { conjuncts } from './search-condition'

export interface RowsBarProps extends ColumnsMenuProps {
  readonly search: string
  readonly onSearch: (text: string) => void
  /** The columns and virtual columns that a condition can use. */
  readonly asked: readonly ColumnSchema[]
  readonly where: Condition | undefined
  readonly onWhere: (parts: readonly Condition[]) => void
  readonly misfit: (condition: Condition) => string | undefined
  readonly fault: string | undefined
  readonly sort: readonly SortBy[]
  readonly onSort: (sort: readonly SortBy[]) => void
  /** Title of the row list, if another page requested that these rows be shown. */
  readonly title: string | undefined
  readonly onAll: () => void
  readonly children: React.ReactNode
}

/** The bar above the rows. */
export function RowsBar(props: RowsBarProps) {
  const {
    search,
    onSearch,
    asked: requested,
    where,
    onWhere,
    misfit,
    fault,
    sort,
    onSort,
    title,
    onAll,
    children,
  } = props
  const parts = where ? conjuncts(where) : []
  const chips = parts.length + sort.length + (title === undefined ? 0 : 1)
  return (
    <div className={styles.bar}>
      <div className={styles.fields}>
        <div className={styles.search}>
          <TextField
            label={text.search}
            layout="bare"
            placeholder={text.search}
            reportOn="typing"
            value={search}
            onChange={onSearch}
          />
        </div>
        <FilterField
          columns={requested}
          onFilter={(condition) => onWhere([...parts, ...conjuncts(condition)])}
          misfit={misfit}
          fault={fault}
        />
        <ColumnsMenu columns={props.columns} hidden={props.hidden} onHide={props.onHide} />
        {children}
      </div>
      {chips > 0 && (
        <ul className={styles.chips} aria-label={text.chips.label}>
          {title !== undefined && (
            <Chip label={title} removal={text.chips.removeRows({ title })} onRemove={onAll} strong />
          )}
          {parts.map((part, i) => {
            const condition = printCondition(part)
            return (
              <Chip
                key={condition}
                label={condition}
                removal={text.chips.removeCondition({ condition })}
                onRemove={() => onWhere(parts.filter((_, j) => j !== i))}
              />
            )
          })}
          {where && (
            <li>
              <SaveSlice where={where} />
            </li>
          )}
          {sort.map((by) => (
            <Chip
              key={`by ${by.column}`}
              label={text.chips.sort({ column: by.column, isDescending: by.down === true })}
              removal={text.chips.removeSort({ column: by.column })}
              onRemove={() => onSort(sort.filter((one) => one !== by))}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

interface ChipProps {
  readonly label: string
  /** Accessible name of the button that removes the chip. */
  readonly removal: string
  readonly onRemove: () => void
  readonly strong?: boolean
}

function Chip({ label, removal, onRemove, strong = false }: ChipProps) {
  return (
    <li className={styles.chip} data-strong={strong ? 'yes' : 'no'}>
      <span title={label} translate="no">
        {label}
      </span>
      <button type="button" aria-label={removal} onClick={onRemove}>
        <Icon name="close" size={11} />
      </button>
    </li>
  )
}
