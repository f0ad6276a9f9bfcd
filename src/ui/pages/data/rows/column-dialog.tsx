/**
 * @file Column dialog: renames a column, changes its type, renames its classes, merges different spellings of a class,
 * and orders the classes.
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
import { IconButton } from '../../../kit/icon-button'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { SearchField, TextField } from '../../../kit/text-field'
import { useSelect } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import step from '../step-form.module.css'
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
  const was = isOrdered(of) ? orderOf(of) : undefined
  const [order, setOrder] = useState(was)
  const shown = order ? values.toSorted((a, b) => order.indexOf(a.value) - order.indexOf(b.value)) : values
  const result = shown.filter(({ value }) => value.toLowerCase().includes(search.trim().toLowerCase()))
  const changed = Object.entries(names).filter(([from, to]) => from !== to)
  const renamed = name.trim() !== '' && name.trim() !== schema.name
  const schemaNow = useSelect(schemaOf)
  const typeNow = typeOf(of)
  const [to, setTo] = useState(typeNow)
  const typed = typeNow && to && to !== typeNow
  const reordered = order?.join('\n') !== was?.join('\n')
  const merges = changed.filter(([, to]) => values.some(({ value }) => value === to.trim())).length

  function save(): void {
    const map = changed.map(([from, to]) => [from, to.trim() === '' ? null : to.trim()] as const)
    onSteps([
      ...(map.length > 0 ? [{ kind: 'map', column: schema.name, values: map }] : []),
      ...(reordered && !typed ? [orderStep(schema.name, order, names)] : []),
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
        <Button tone="primary" disabled={changed.length === 0 && !renamed && !typed && !reordered} onClick={save}>
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
          {values.length > 2 && (
            <Switch
              label={text.column.ordered}
              help={text.column.orderedHelp}
              value={order !== undefined}
              onChange={(on) => setOrder(on ? orderOf(of) : undefined)}
            />
          )}
          {values.length > 12 && <SearchField label={text.column.findValue} value={search} onChange={setSearch} />}
          <ul className={kit.above}>
            {result.slice(0, MAX).map(({ value, count: rows }) => (
              <li key={value}>
                <div className={kit.rowTight}>
                  <span className={kit.ellipsis} title={value} translate="no">
                    {value}
                  </span>
                  <i className={`${kit.faint} ${kit.grow}`}>{count(rows)}</i>
                  {order && <MoveButtons {...{ value, order }} onOrder={setOrder} />}
                </div>
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

interface MoveButtonsProps {
  readonly value: string
  readonly order: readonly string[]
  readonly onOrder: (order: readonly string[]) => void
}

/** Buttons that move a class up or down by one. */
function MoveButtons({ value, order, onOrder }: MoveButtonsProps) {
  const at = order.indexOf(value)
  const move = (to: number) => onOrder(order.toSpliced(at, 1).toSpliced(to, 0, value))
  const button = { icon: 'chevron', tone: 'quiet', size: 'small' } as const
  return (
    <>
      <IconButton
        {...button}
        className={step.earlier}
        label={text.column.earlier({ value })}
        disabled={at === 0}
        onClick={() => move(at - 1)}
      />
      <IconButton
        {...button}
        label={text.column.later({ value })}
        disabled={at === order.length - 1}
        onClick={() => move(at + 1)}
      />
    </>
  )
}

function isOrdered({ schema }: ShownColumn): boolean {
  return schema.type === 'category' && schema.ordered === true
}

/** The classes in their current order. */
function orderOf({ schema }: ShownColumn): readonly string[] {
  return schema.type === 'category' ? schema.values : []
}

/** The edit that orders the classes by their new names, or takes back that they are ordered. */
function orderStep(
  column: string,
  order: readonly string[] | undefined,
  names: Readonly<Record<string, string>>,
): DataStep {
  if (!order) return { kind: 'order', column }
  const values = new Set(order.map((value) => (names[value] ?? value).trim()).filter((value) => value !== ''))
  return { kind: 'order', column, values: [...values] }
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
