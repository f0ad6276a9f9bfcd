/** @file Column dialog: a column called otherwise or of another type, its classes renamed, spellings of one merged by one name. */
import { useMemo, useState } from 'react'
import { count } from '../../../../messages/format'
import type { DataStep } from '../../../../data/step'
import { schemaOf } from '../../../../studio/network-subject'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { TextField } from '../../../kit/text-field'
import { useSelect } from '../../../studio-context'
import styles from './bar.module.css'
import type { ShownColumn } from './shown-columns'
import { TypePart, typeOf, typeSteps } from './type-part'

export interface ColumnDialogProps {
  readonly of: ShownColumn
  readonly onSteps: (steps: readonly DataStep[]) => void
  readonly onClose: () => void
}

/** Values listed; the search narrows them. */
const MOST = 200

/** The dialog; what is changed in it is one edit. */
export function ColumnDialog({ of, onSteps, onClose }: ColumnDialogProps) {
  const { schema, column } = of
  const [name, setName] = useState(schema.name)
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const [search, setSearch] = useState('')
  const values = useMemo(() => {
    if (schema.type !== 'category' || column.type !== 'category') return []
    const counts = new Float64Array(schema.values.length)
    for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] as number) + 1
    return schema.values.map((value, code) => ({ value, count: counts[code] as number }))
  }, [schema, column])
  const found = values.filter(({ value }) => value.toLowerCase().includes(search.trim().toLowerCase()))
  const changed = Object.entries(names).filter(([from, to]) => from !== to)
  const renamed = name.trim() !== '' && name.trim() !== schema.name
  const schemaNow = useSelect(schemaOf)
  const was = typeOf(of)
  const [to, setTo] = useState(was)
  const typed = was && to && to !== was
  const merges = changed.filter(([, to]) => values.some(({ value }) => value === to.trim())).length

  function save(): void {
    const map = changed.map(([from, to]) => [from, to.trim() === '' ? null : to.trim()] as const)
    onSteps([
      ...(map.length > 0 ? [{ kind: 'map', column: schema.name, values: map }] : []),
      ...(to ? typeSteps(of, to, schemaNow?.ignore ?? []) : []),
      ...(renamed ? [{ kind: 'rename', column: schema.name, to: name.trim() }] : []),
    ])
    onClose()
  }
  return (
    <Dialog
      open
      title={`Column ${schema.name}`}
      onClose={onClose}
      actions={
        <Button tone="primary" disabled={changed.length === 0 && !renamed && !typed} onClick={save}>
          Save
        </Button>
      }
    >
      <TextField label="Name" value={name} tell="typing" onChange={setName} />
      {to && schemaNow && <TypePart of={of} rows={schemaNow.rows} to={to} onTo={setTo} />}
      {values.length > 0 && (
        <>
          <p className={styles.help}>
            {merges > 0
              ? `${count(merges)} of them will be merged with another.`
              : 'Give two the same name and they are one; leave one empty and it is missing.'}
          </p>
          {values.length > 12 && (
            <TextField
              label="Find a value"
              layout="bare"
              placeholder="Find a value"
              tell="typing"
              value={search}
              onChange={setSearch}
            />
          )}
          <ul className={styles.values}>
            {found.slice(0, MOST).map(({ value, count: rows }) => (
              <li key={value}>
                <span title={value}>{value}</span>
                <i>{count(rows)}</i>
                <TextField
                  label={`New name of ${value}`}
                  layout="bare"
                  tell="typing"
                  value={names[value] ?? value}
                  onChange={(to) => setNames({ ...names, [value]: to })}
                />
              </li>
            ))}
          </ul>
          {found.length > MOST && <p className={styles.help}>and {count(found.length - MOST)} more: search for them</p>}
        </>
      )}
    </Dialog>
  )
}
