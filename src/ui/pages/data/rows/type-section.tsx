/** @file TypeSection: the type of a column, with the number of values that another type would lose. */
import { columnTypesText } from '../../../../messages/en/data/column-types'
import { rowEditsText as text } from '../../../../messages/en/data/row-edits'
import { rowNumber } from '../../../../data/row-number'
import { useMemo } from 'react'
import { cellText } from '../../../../data/cell-text'
import type { DataStep } from '../../../../data/dataset-edit'
import { Select } from '../../../kit/select'
import styles from './bar.module.css'
import type { ShownColumn } from './shown-columns'
import { type Loss, lossOf, type Type } from './values-lost-by-type'

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
export function TypeSection({ of, rows, to, onTo }: TypeSectionProps) {
  const { schema, column } = of
  const loss = useMemo(
    () => (to === schema.type ? undefined : lossOf(schema, column, rows, to)),
    [schema, column, rows, to],
  )
  return (
    <>
      <Select label={text.column.type} value={to} options={TYPES} onChange={onTo} />
      {loss && (
        <p role="status" className={styles.help}>
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
export function typeOf({ schema: { type } }: ShownColumn): Type | undefined {
  return type === 'image' || type === 'array' ? undefined : type
}

/** The edits that change the type. An ignored column that becomes a number or category is used as an input again. */
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
