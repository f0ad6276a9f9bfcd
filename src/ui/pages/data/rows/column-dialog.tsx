/**
 * @file Column dialog: renames a column, changes its type, renames its classes, and merges different spellings of a
 * class.
 */
import { useMemo, useState } from 'react'
import { cellText } from '../../../../data/cell-text'
import { rowNumber } from '../../../../data/dataset'
import type { DataStep } from '../../../../data/dataset-edit'
import { columnTypesText } from '../../../../messages/en/data/columns'
import { rowEditsText as text } from '../../../../messages/en/data/row-edits'
import { count } from '../../../../messages/format'
import { schemaOf } from '../../../../studio/data/data-session'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { Select } from '../../../kit/select'
import { SearchField, TextField } from '../../../kit/text-field'
import { useSelect } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import { type Loss, lossOf, type Type } from './parse-cell'
import type { ShownColumn } from './table-columns'

export interface ColumnDialogProps {
  readonly of: ShownColumn
  readonly onSteps: (steps: readonly DataStep[]) => void
  readonly onClose: () => void
}

/** Maximum number of values listed; the search field narrows them down. */
const MAX = 200

/** The dialog; all changes made in it form one edit. */
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
  const result = values.filter(({ value }) => value.toLowerCase().includes(search.trim().toLowerCase()))
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
      title={text.column.title({ column: schema.name })}
      onClose={onClose}
      actions={
        <Button tone="primary" disabled={changed.length === 0 && !renamed && !typed} onClick={save}>
          {text.column.save}
        </Button>
      }
    >
      <TextField label={text.column.name} value={name} reportOn="typing" onChange={setName} />
      {to && schemaNow && <TypeSection of={of} rows={schemaNow.rows} to={to} onTo={setTo} />}
      {values.length > 0 && (
        <>
          <p className={`${kit.caption} ${kit.apart}`}>
            {merges > 0 ? text.column.merged({ values: merges }) : text.column.mergeHint}
          </p>
          {values.length > 12 && <SearchField label={text.column.findValue} value={search} onChange={setSearch} />}
          <ul className={kit.above}>
            {result.slice(0, MAX).map(({ value, count: rows }) => (
              <li key={value}>
                <span className={kit.ellipsis} title={value} translate="no">
                  {value}
                </span>
                <i className={`${kit.faint} ${kit.end}`}>{count(rows)}</i>
                <TextField
                  label={text.column.newName({ value })}
                  layout="bare"
                  reportOn="typing"
                  value={names[value] ?? value}
                  onChange={(to) => setNames({ ...names, [value]: to })}
                />
              </li>
            ))}
          </ul>
          {result.length > MAX && (
            <p className={`${kit.caption} ${kit.apart}`}>{text.column.more({ more: result.length - MAX })}</p>
          )}
        </>
      )}
    </Dialog>
  )
}

const TYPES = (['number', 'category', 'text', 'time'] as const).map((value) => ({
  value,
  title: columnTypesText.label[value],
}))

interface TypeSectionProps {
  readonly of: ShownColumn
  readonly rows: number
  readonly to: Type
  readonly onTo: (to: Type) => void
}

/** A select field for the type, with the loss that the selected type would cause. */
function TypeSection({ of, rows, to, onTo }: TypeSectionProps) {
  const { schema, column } = of
  const loss = useMemo(
    () => (to === schema.type ? undefined : lossOf(schema, column, rows, to)),
    [schema, column, rows, to],
  )
  return (
    <>
      <Select label={text.column.type} value={to} options={TYPES} onChange={onTo} />
      {loss && (
        <p role="status" className={`${kit.caption} ${kit.apart}`}>
          {lossText(loss, of)}
        </p>
      )}
    </>
  )
}

function lossText(loss: Loss, of: ShownColumn): string {
  const { schema, column } = of
  if (!loss.ok) return loss.why
  if (loss.values === 0) return text.column.allFit({ values: loss.of })
  const value = loss.first === undefined ? undefined : cellText(schema, column, loss.first)
  const example = value === undefined ? undefined : { value: value.slice(0, 40), row: rowNumber(of, loss.first ?? 0) }
  return text.column.lost({ lost: loss.values, values: loss.of, example })
}

/** The type of a column whose type can be changed; undefined for images and arrays. */
function typeOf({ schema: { type } }: ShownColumn): Type | undefined {
  return type === 'image' || type === 'array' ? undefined : type
}

/** The edits that change the type. An ignored column that becomes a number or category is used as an input again. */
function typeSteps({ schema: { name, type } }: ShownColumn, to: Type, ignore: readonly string[]): readonly DataStep[] {
  if (to === type) return []
  const usable = (to === 'number' || to === 'category') && ignore.includes(name)
  return [
    { kind: 'type', column: name, to },
    ...(usable ? [{ kind: 'roles', ignore: ignore.filter((one) => one !== name) }] : []),
  ]
}
