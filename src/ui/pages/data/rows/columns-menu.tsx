/** @file Columns menu: which columns are shown; a search where there are many. */
import { useState } from 'react'
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

/** Columns to choose from before one has to search. */
const MANY = 12
/** No longer list is drawn: the search narrows it. */
const MOST = 200

/** A button that says how many columns are hidden, and the list behind it. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { columns, hidden } = props
  const gone = columns.filter(({ schema }) => hidden.includes(schema.name)).length
  return (
    <Popover
      label="Columns shown"
      trigger={<Button>{gone === 0 ? 'Columns' : `Columns (${columns.length - gone} of ${columns.length})`}</Button>}
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
          label="Find a column"
          layout="bare"
          placeholder="Find a column"
          tell="typing"
          value={search}
          onChange={setSearch}
        />
      )}
      <div className={styles.both}>
        <Button size="small" onClick={() => onHide(hidden.filter((name) => !names.includes(name)))}>
          Show all
        </Button>
        <Button size="small" onClick={() => onHide([...new Set([...hidden, ...names])])}>
          Hide all
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
              <i aria-hidden="true">{TYPE_MARKS[type].mark}</i>
              <span title={name}>{name}</span>
            </label>
          </li>
        ))}
        {found.length > MOST && <li>and {found.length - MOST} more: search for them</li>}
      </ul>
    </div>
  )
}
