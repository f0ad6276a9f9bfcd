/** @file ColumnsField: which columns of the dataset in use; none chosen means all other columns. */
import { inspectorText } from '../../messages/en/inspector'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { schemaOf } from '../../studio/network-subject'
import { useSelect } from '../studio-context'
import styles from './inspector.module.css'

const text = inspectorText.columns
const TYPES: Partial<Record<ColumnSchema['type'], string>> = text.types

/** What to know of a column before choosing it: its type, unless it is a plain number or class, and whether the dataset ignores it. */
function noteOf({ columns, ignore }: DatasetSchema, name: string): string {
  const type = TYPES[columns.find((column) => column.name === name)?.type ?? 'number']
  if (!ignore.includes(name)) return type ?? ''
  return type === undefined ? text.ignored : text.ignoredOfType({ type })
}

interface ColumnsFieldProps {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** A checkbox for each column; only where there is something to choose. */
export function ColumnsField({ label, value, onChange }: ColumnsFieldProps) {
  const schema = useSelect(schemaOf)
  const target = useSelect((state) => state.project.plan.target)
  if (!schema) return null
  const answer = target ?? schema.target
  // All of them, ignored ones too: this is the only way for a text or a date to get in.
  const offered = schema.columns.map(({ name }) => name).filter((name) => name !== answer)
  const names = [...offered, ...value.filter((name) => !offered.includes(name))]
  if (names.length < 2) return null
  // In the order of the schema, not of the clicks.
  const toggled = (name: string) => names.filter((one) => (one === name) !== value.includes(one))
  return (
    <fieldset className={styles.columns}>
      <legend>
        {label}
        {value.length === 0 && <span className={styles.faint}> {text.all}</span>}
      </legend>
      {names.map((name) => (
        <label key={name} className={styles.tick}>
          <input type="checkbox" checked={value.includes(name)} onChange={() => onChange(toggled(name))} />
          <span>{name}</span>
          <span className={styles.faint}>{noteOf(schema, name)}</span>
        </label>
      ))}
    </fieldset>
  )
}
