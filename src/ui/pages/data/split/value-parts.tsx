/** @file Value parts: which part each value of a column stands for. */
import { useMemo } from 'react'
import { count } from '../../../../messages/format'
import type { SplitPick } from '../../../../catalog/plan'
import type { Dataset } from '../../../../data/dataset'
import { keysOf } from '../../../../data/row-keys'
import { partOfValue } from '../../../../data/split-column'
import { Segmented } from '../../../kit/segmented'
import styles from './split.module.css'

type Part = NonNullable<SplitPick['parts']>[string]

const OPTIONS: readonly { readonly value: Part; readonly title: string }[] = [
  { value: 'train', title: 'train' },
  { value: 'validation', title: 'val.' },
  { value: 'test', title: 'test' },
  { value: 'none', title: 'none' },
]
/** Values that can be told apart one by one. */
const MOST = 40

export interface ValuePartsProps {
  readonly dataset: Dataset
  readonly split: SplitPick
  readonly onChange: (parts: NonNullable<SplitPick['parts']>) => void
}

/** A choice for each value, with its rows. */
export function ValueParts({ dataset, split, onChange }: ValuePartsProps) {
  const { column = '' } = split
  const values = useMemo(() => valuesOf(dataset, column), [dataset, column])
  return (
    <ul className={styles.values} aria-label={`Part of each value of ${column}`}>
      {values.slice(0, MOST).map(({ name, rows }) => (
        <li key={name}>
          <span title={name}>
            {name} <i>{count(rows)}</i>
          </span>
          <Segmented
            label={`Part of ${name}`}
            layout="bare"
            value={partOfValue(name, split.parts) ?? 'none'}
            options={OPTIONS}
            onChange={(part) => onChange({ ...split.parts, [name]: part })}
          />
        </li>
      ))}
      {values.length > MOST && (
        <li className={styles.about}>
          {count(values.length - MOST)} more values are in no part; a column with so many seldom tells parts.
        </li>
      )}
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
