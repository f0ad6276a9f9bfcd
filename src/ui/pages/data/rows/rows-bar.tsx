/** @file Rows bar: search and filter, active filters and sort order as chips, and the number of rows displayed. */

import { useState } from 'react'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { printCondition } from '../../../../data/condition-text'
import type { SortBy } from '../../../../data/row-order'
import { rowsText as text } from '../../../../messages/en/data/rows'
import { Button } from '../../../kit/button'
import { Icon } from '../../../kit/icon'
import { Popover } from '../../../kit/popover'
import { Select } from '../../../kit/select'
import { SearchField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import styles from './bar.module.css'
import { FilterField } from './filter-field'
import { NameForm } from './row-actions'
import { conjuncts } from './row-conditions'
import rowsStyles from './rows.module.css'
import { type ShownColumn, TYPE_MARKS } from './table-columns'

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
  /** What "Save as slice" saves: the condition and the listed rows; undefined if all rows are shown. */
  readonly slice: Condition | undefined
  readonly onSelectAll: () => void
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
    slice,
    onSelectAll,
    children,
  } = props
  const parts = where ? conjuncts(where) : []
  const chips = parts.length + sort.length + (title === undefined ? 0 : 1)
  return (
    <div className={`${kit.stack} ${styles.bar}`}>
      <div className={kit.wrap}>
        <div className={styles.search}>
          <SearchField label={text.search} value={search} onChange={onSearch} />
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
        <ul className={kit.wrap} aria-label={text.chips.label}>
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
          {slice && (
            <li className={kit.row}>
              <SaveSlice where={slice} initial={title ?? ''} />
              <Button size="small" onClick={onSelectAll}>
                {text.selectAll}
              </Button>
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
    <li className={`${kit.tag} ${styles.chip}`} data-strong={strong ? 'yes' : 'no'}>
      <span className={kit.ellipsis} title={label} translate="no">
        {label}
      </span>
      <button type="button" aria-label={removal} onClick={onRemove}>
        <Icon name="close" size={11} />
      </button>
    </li>
  )
}

/** A button that asks for the name of the slice. */
export function SaveSlice(props: SliceNameProps) {
  return (
    <Popover label={text.slice.label} trigger={<Button size="small">{text.slice.button}</Button>}>
      <SliceName {...props} />
    </Popover>
  )
}

interface SliceNameProps {
  readonly where: Condition
  /** The suggested name. */
  readonly initial: string
}

function SliceName({ where, initial }: SliceNameProps) {
  const run = useRunCommand()
  const [saved, setSaved] = useState<string>()
  if (saved !== undefined) return <p className={`${kit.caption} ${kit.apart}`}>{text.slice.saved({ name: saved })}</p>
  const save = (name: string) => {
    run('data.slice', { name, where })
    setSaved(name)
  }
  return <NameForm label={text.slice.name} button={text.slice.save} {...{ initial }} maxLength={80} onName={save} />
}

interface ColumnsMenuProps {
  readonly columns: readonly ShownColumn[]
  readonly hidden: readonly string[]
  readonly onHide: (names: readonly string[]) => void
}

/** Maximum number of columns listed without a search field. */
const MANY = 12
/** Maximum number of columns listed; the search field narrows them down. */
const MAX = 200

/** A button that shows the number of visible columns and opens the list. */
function ColumnsMenu(props: ColumnsMenuProps) {
  const { columns, hidden } = props
  const hiddenCount = columns.filter(({ schema }) => hidden.includes(schema.name)).length
  return (
    <Popover
      label={text.columns.label}
      trigger={
        <Button>
          {hiddenCount === 0
            ? text.columns.all
            : text.columns.some({ shown: columns.length - hiddenCount, all: columns.length })}
        </Button>
      }
    >
      <Choices {...props} />
    </Popover>
  )
}

function Choices({ columns, hidden, onHide }: ColumnsMenuProps) {
  const [search, setSearch] = useState('')
  const result = columns.filter(({ schema }) => schema.name.toLowerCase().includes(search.trim().toLowerCase()))
  const names = result.map(({ schema }) => schema.name)
  return (
    <div className={styles.choices}>
      {columns.length > MANY && <SearchField label={text.columns.find} value={search} onChange={setSearch} />}
      <div className={kit.row}>
        <Button size="small" onClick={() => onHide(hidden.filter((name) => !names.includes(name)))}>
          {text.columns.showAll}
        </Button>
        <Button size="small" onClick={() => onHide([...new Set([...hidden, ...names])])}>
          {text.columns.hideAll}
        </Button>
      </div>
      <ul className={kit.scroll}>
        {result.slice(0, MAX).map(({ schema: { name, type } }) => (
          <li key={name}>
            <label className={kit.row}>
              <input
                type="checkbox"
                checked={!hidden.includes(name)}
                onChange={(event) =>
                  onHide(event.target.checked ? hidden.filter((one) => one !== name) : [...hidden, name])
                }
              />
              <i className={kit.faint} aria-hidden="true">
                {TYPE_MARKS[type]}
              </i>
              <span className={kit.ellipsis} title={name} translate="no">
                {name}
              </span>
            </label>
          </li>
        ))}
        {result.length > MAX && <li>{text.columns.more({ more: result.length - MAX })}</li>}
      </ul>
    </div>
  )
}

interface ClassFilterProps {
  readonly of: Extract<ColumnSchema, { type: 'category' }>
  readonly where: Condition | undefined
  readonly onWhere: (parts: readonly Condition[]) => void
}

/** A value that cannot be a class name, because class names do not start with a space. */
// not text: a value of the list
const ALL = ' every class'

/** A select list of the classes. */
export function ClassFilter({ of: { name, values }, where, onWhere }: ClassFilterProps) {
  const parts = where ? conjuncts(where) : []
  const isMine = (part: Condition) => 'column' in part && part.column === name && part.is === '='
  const current = parts.find(isMine)
  const value = current && 'column' in current ? String(current.value) : ALL
  return (
    <div className={rowsStyles.class}>
      <Select
        label={text.classFilter.label}
        layout="bare"
        value={values.includes(value) ? value : ALL}
        options={[{ value: ALL, title: text.classFilter.all }, ...values.map((one) => ({ value: one, title: one }))]}
        onChange={(next) => {
          const others = parts.filter((part) => !isMine(part))
          onWhere(next === ALL ? others : [...others, { column: name, is: '=', value: next }])
        }}
      />
    </div>
  )
}
