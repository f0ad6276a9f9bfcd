/** @file Columns menu: selects the visible columns, with a search field if there are many columns. */
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

/** Maximum number of columns listed without a search field. */
const MANY = 12
/** Maximum number of columns listed; the search field narrows them down. */
const MAX = 200

/** A button that shows the number of visible columns and opens the list. */
export function ColumnsMenu(props: ColumnsMenuProps) {
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
      {columns.length > MANY && (
        <TextField
          label={text.columns.find}
          layout="bare"
          placeholder={text.columns.find}
          reportOn="typing"
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
        {result.slice(0, MAX).map(({ schema: { name, type } }) => (
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
              <span title={name} translate="no">
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
