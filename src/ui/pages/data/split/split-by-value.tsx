/** @file Value parts: assigns each value of a column to a set. */
import { useMemo } from 'react'
import { splitText as text } from '../../../../messages/en/data/split'
import { count } from '../../../../messages/format'
import type { SplitPick } from '../../../../catalog/training-plan'
import type { Dataset } from '../../../../data/dataset'
import { keysOf } from '../../../../data/row-keys'
import { partOfValue } from '../../../../data/split-of-value'
import { Segmented } from '../../../kit/segmented'
import styles from './split.module.css'

type Part = NonNullable<SplitPick['parts']>[string]

const OPTIONS = (['train', 'validation', 'test', 'none'] as const satisfies readonly Part[]).map((value) => ({
  value,
  title: text.values.sets[value],
}))
/** Maximum number of values listed. */
const MAX = 40

export interface ValuePartsProps {
  readonly dataset: Dataset
  readonly split: SplitPick
  readonly onChange: (parts: NonNullable<SplitPick['parts']>) => void
}

/** A select field for each value, with its row count. */
export function ValueParts({ dataset, split, onChange }: ValuePartsProps) {
  const { column = '' } = split
  const values = useMemo(() => valuesOf(dataset, column), [dataset, column])
  return (
    <ul className={styles.values} aria-label={text.values.label({ column })}>
      {values.slice(0, MAX).map(({ name, rows }) => (
        <li key={name}>
          <span title={name} translate="no">
            {name} <i>{count(rows)}</i>
          </span>
          <Segmented
            label={text.values.setOf({ value: name })}
            layout="bare"
            value={partOfValue(name, split.parts) ?? 'none'}
            options={OPTIONS}
            onChange={(part) => onChange({ ...split.parts, [name]: part })}
          />
        </li>
      ))}
      {values.length > MAX && <li className={styles.about}>{text.values.more({ more: values.length - MAX })}</li>}
    </ul>
  )
}

function valuesOf(dataset: Dataset, column: string): readonly { readonly name: string; readonly rows: number }[] {
  const keys = keysOf(dataset, column)
  if (!keys) return []
  const counts = new Map<number, number>()
  for (const key of keys.keys) if (key >= 0) counts.set(key, (counts.get(key) ?? 0) + 1)
  return keys.names
    .map((name, key) => ({ name, rows: counts.get(key) ?? 0 }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows)
}
