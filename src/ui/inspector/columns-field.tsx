/** @file ColumnsField: which columns of the data in use; none chosen means all that are left. */
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { schemaOf } from '../../studio/network-subject'
import { useSelect } from '../studio-context'
import styles from './inspector.module.css'

const TYPES: Partial<Record<ColumnSchema['type'], string>> = { text: 'text', time: 'date', array: 'numbers' }

/** What is to know of a column before it is ticked: that it is no plain number or class, and that the set has it set aside. */
function wordsOf({ columns, ignore }: DatasetSchema, name: string): string {
  const type = TYPES[columns.find((column) => column.name === name)?.type ?? 'number']
  return [...(type ? [type] : []), ...(ignore.includes(name) ? ['set aside'] : [])].join(', ')
}

interface ColumnsFieldProps {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** A box to tick for each column; only where there is something to choose. */
export function ColumnsField({ label, value, onChange }: ColumnsFieldProps) {
  const schema = useSelect(schemaOf)
  const target = useSelect((state) => state.project.plan.target)
  if (!schema) return null
  const answer = target ?? schema.target
  // All of them, those set aside too: nothing else says how a text or a date gets in.
  const offered = schema.columns.map(({ name }) => name).filter((name) => name !== answer)
  const names = [...offered, ...value.filter((name) => !offered.includes(name))]
  if (names.length < 2) return null
  // In the schema's order, whatever the order they were ticked in.
  const toggled = (name: string) => names.filter((one) => (one === name) !== value.includes(one))
  return (
    <fieldset className={styles.columns}>
      <legend>
        {label}
        {value.length === 0 && <span className={styles.faint}> all that are left</span>}
      </legend>
      {names.map((name) => (
        <label key={name} className={styles.tick}>
          <input type="checkbox" checked={value.includes(name)} onChange={() => onChange(toggled(name))} />
          <span>{name}</span>
          <span className={styles.faint}>{wordsOf(schema, name)}</span>
        </label>
      ))}
    </fieldset>
  )
}
