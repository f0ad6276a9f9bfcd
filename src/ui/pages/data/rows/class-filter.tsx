/**
 * @file Class filter: a list that shows only the images of one class, by adding an ordinary condition to the filter.
 */
import { rowsText as text } from '../../../../messages/en/data/rows'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { Select } from '../../../kit/select'
import styles from './rows.module.css'
import { conjuncts } from './row-conditions'

export interface ClassFilterProps {
  readonly of: Extract<ColumnSchema, { type: 'category' }>
  readonly where: Condition | undefined
  readonly onWhere: (parts: readonly Condition[]) => void
}

/** A value that cannot be a class name, because class names do not start with a space. */
// not text: a value of the list
const ALL = ' every class'

/** A select list of the classes. */
export function ClassFilter({ of: { name, values }, where, onWhere }: ClassFilterProps) {
  const parts = where ? conjuncts(where) : []
  const isMine = (part: Condition) => 'column' in part && part.column === name && part.is === '='
  const current = parts.find(isMine)
  const value = current && 'column' in current ? String(current.value) : ALL
  return (
    <div className={styles.class}>
      <Select
        label={text.classFilter.label}
        layout="bare"
        value={values.includes(value) ? value : ALL}
        options={[{ value: ALL, title: text.classFilter.all }, ...values.map((one) => ({ value: one, title: one }))]}
        onChange={(next) => {
          const others = parts.filter((part) => !isMine(part))
          onWhere(next === ALL ? others : [...others, { column: name, is: '=', value: next }])
        }}
      />
    </div>
  )
}
