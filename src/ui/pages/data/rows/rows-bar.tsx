/** @file Rows bar: search, filter, what is filtered and sorted by as chips, and how many rows are shown. */
import { count } from '../../../../messages/format'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { printCondition } from '../../../../data/condition-print'
import type { SortBy } from '../../../../data/row-order'
import { Icon } from '../../../kit/icon'
import { TextField } from '../../../kit/text-field'
import { ColumnsMenu, type ColumnsMenuProps } from './columns-menu'
import { FilterField } from './filter-field'
import { KeepSlice } from './keep-slice'
import styles from './bar.module.css'
import { conjuncts } from './search-condition'

export interface RowsBarProps extends ColumnsMenuProps {
  readonly search: string
  readonly onSearch: (text: string) => void
  /** Columns and facts that can be asked about. */
  readonly asked: readonly ColumnSchema[]
  readonly where: Condition | undefined
  readonly onWhere: (parts: readonly Condition[]) => void
  readonly misfit: (condition: Condition) => string | undefined
  readonly fault: string | undefined
  readonly sort: readonly SortBy[]
  readonly onSort: (sort: readonly SortBy[]) => void
  /** What the rows are that somebody sent here. */
  readonly title: string | undefined
  readonly onAll: () => void
  readonly children: React.ReactNode
}

/** The line above the rows. */
export function RowsBar(props: RowsBarProps) {
  const { search, onSearch, asked, where, onWhere, misfit, fault, sort, onSort, title, onAll, children } = props
  const parts = where ? conjuncts(where) : []
  const chips = parts.length + sort.length + (title === undefined ? 0 : 1)
  return (
    <div className={styles.bar}>
      <div className={styles.fields}>
        <div className={styles.search}>
          <TextField
            label="Search"
            layout="bare"
            placeholder="Search"
            tell="typing"
            value={search}
            onChange={onSearch}
          />
        </div>
        <FilterField
          columns={asked}
          onFilter={(condition) => onWhere([...parts, ...conjuncts(condition)])}
          misfit={misfit}
          fault={fault}
        />
        <ColumnsMenu columns={props.columns} hidden={props.hidden} onHide={props.onHide} />
        {children}
      </div>
      {chips > 0 && (
        <ul className={styles.chips} aria-label="Shown">
          {title !== undefined && <Chip words={title} what="the rows asked for" onRemove={onAll} strong />}
          {parts.map((part, i) => {
            const words = printCondition(part)
            return (
              <Chip
                key={words}
                words={words}
                what="this condition"
                onRemove={() => onWhere(parts.filter((_, j) => j !== i))}
              />
            )
          })}
          {where && (
            <li>
              <KeepSlice where={where} />
            </li>
          )}
          {sort.map((by) => (
            <Chip
              key={`by ${by.column}`}
              words={`by ${by.column} ${by.down ? '↓' : '↑'}`}
              what={`sorting by ${by.column}`}
              onRemove={() => onSort(sort.filter((one) => one !== by))}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

interface ChipProps {
  readonly words: string
  readonly what: string
  readonly onRemove: () => void
  readonly strong?: boolean
}

function Chip({ words, what, onRemove, strong = false }: ChipProps) {
  return (
    <li className={styles.chip} data-strong={strong ? 'yes' : 'no'}>
      <span title={words}>{words}</span>
      <button type="button" aria-label={`Remove ${what}: ${words}`} onClick={onRemove}>
        <Icon name="close" size={11} />
      </button>
    </li>
  )
}

/** "812 of 70,000 rows". */
export function shownWords(shown: number, of: number): string {
  if (shown === of) return `${count(of)} ${of === 1 ? 'row' : 'rows'}`
  return `${count(shown)} of ${count(of)} rows`
}
