/** @file Columns menu: which columns are shown; a search where there are many. */
import { useState } from 'react'
import { rowsText as text } from '../../../../messages/en/data/rows'
import { Button } from '../../../kit/button'
import { Popover } from '../../../kit/popover'
import { TextField } from '../../../kit/text-field'
import styles from './bar.module.css'
import { type ShownColumn, TYPE_MARKS } from './shown-columns'

export interface ColumnsMenuProps {
  readonly columns: readonly ShownColumn[]
  readonly hidden: readonly string[]
  readonly onHide: (names: readonly string[]) => void
}

/** Columns that are listed without a search field at most. */
const MANY = 12
/** Columns listed at most; the search narrows the list. */
const MOST = 200

/** A button with the number of visible columns, which opens the list. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { columns, hidden } = props
  const gone = columns.filter(({ schema }) => hidden.includes(schema.name)).length
  return (
    <Popover
      label={text.columns.label}
      trigger={
        <Button>
          {gone === 0 ? text.columns.all : text.columns.some({ shown: columns.length - gone, all: columns.length })}
        </Button>
      }
    >
      <Choices {...props} />
    </Popover>
  )
}

function Choices({ columns, hidden, onHide }: ColumnsMenuProps) {
  const [search, setSearch] = useState('')
  const found = columns.filter(({ schema }) => schema.name.toLowerCase().includes(search.trim().toLowerCase()))
  const names = found.map(({ schema }) => schema.name)
  return (
    <div className={styles.choices}>
      {columns.length > MANY && (
        <TextField
          label={text.columns.find}
          layout="bare"
          placeholder={text.columns.find}
          tell="typing"
          value={search}
          onChange={setSearch}
        />
      )}
      <div className={styles.both}>
        <Button size="small" onClick={() => onHide(hidden.filter((name) => !names.includes(name)))}>
          {text.columns.showAll}
        </Button>
        <Button size="small" onClick={() => onHide([...new Set([...hidden, ...names])])}>
          {text.columns.hideAll}
        </Button>
      </div>
      <ul>
        {found.slice(0, MOST).map(({ schema: { name, type } }) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={!hidden.includes(name)}
                onChange={(event) =>
                  onHide(event.target.checked ? hidden.filter((one) => one !== name) : [...hidden, name])
                }
              />
              <i aria-hidden="true">{TYPE_MARKS[type]}</i>
              <span title={name}>{name}</span>
            </label>
          </li>
        ))}
        {found.length > MOST && <li>{text.columns.more({ more: found.length - MOST })}</li>}
      </ul>
    </div>
  )
}
