/** @file TypePart: what a column is taken for, to be chosen anew; how many values would then be missing is said before. */
import { rowNumber } from '../../../../data/row-number'
import { useMemo } from 'react'
import { count, counted } from '../../../../messages/format'
import { cellText } from '../../../../data/cell-words'
import type { DataStep } from '../../../../data/step'
import { Select } from '../../../kit/select'
import styles from './bar.module.css'
import type { ShownColumn } from './shown-columns'
import { type Loss, lossOf, type Type } from './type-loss'

const TYPES = [
  { value: 'number', title: 'Number' },
  { value: 'category', title: 'Category' },
  { value: 'text', title: 'Text' },
  { value: 'time', title: 'Date or time' },
] as const

interface TypePartProps {
  readonly of: ShownColumn
  readonly rows: number
  readonly to: Type
  readonly onTo: (to: Type) => void
}

/** The choice and its words. */
export function TypePart({ of, rows, to, onTo }: TypePartProps) {
  const { schema, column } = of
  const loss = useMemo(
    () => (to === schema.type ? undefined : lossOf(schema, column, rows, to)),
    [schema, column, rows, to],
  )
  return (
    <>
      <Select label="Type" value={to} options={TYPES} onChange={onTo} />
      {loss && (
        <p role="status" className={styles.help}>
          {lossWords(loss, of)}
        </p>
      )}
    </>
  )
}

function lossWords(loss: Loss, of: ShownColumn): string {
  const { schema, column } = of
  if (!loss.ok) return loss.why
  if (loss.values === 0) return `All ${counted(loss.of, 'value')} fit.`
  const example = loss.first === undefined ? undefined : cellText(schema, column, loss.first)
  const such =
    example === undefined ? '' : `, as "${example.slice(0, 40)}" in row ${count(rowNumber(of, loss.first ?? 0))}`
  return `${count(loss.values)} of ${counted(loss.of, 'value')} do not fit and will be missing${such}. Taking the edit back brings them again.`
}

/** Whether the type of such a column can be another. */
export function typeOf({ schema: { type } }: ShownColumn): Type | undefined {
  return type === 'image' || type === 'array' ? undefined : type
}

/** The edits: what becomes a number or a class is not set aside any more. */
export function typeSteps(
  { schema: { name, type } }: ShownColumn,
  to: Type,
  ignore: readonly string[],
): readonly DataStep[] {
  if (to === type) return []
  const usable = (to === 'number' || to === 'category') && ignore.includes(name)
  return [
    { kind: 'type', column: name, to },
    ...(usable ? [{ kind: 'roles', ignore: ignore.filter((one) => one !== name) }] : []),
  ]
}
