/** @file ColumnsField: selects columns of the dataset. An empty selection means all columns except the target. */
import { inspectorText } from '../../messages/en/inspector'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { schemaOf } from '../../studio/network-canvas-subject'
import { useSelect } from '../studio-context'
import styles from './inspector.module.css'

const text = inspectorText.columns
const TYPES: Partial<Record<ColumnSchema['type'], string>> = text.types

/**
 * The note next to a column: the column's type, unless it is a number or category, and whether the dataset ignores the
 * column.
 */
function columnNote({ columns, ignore }: DatasetSchema, name: string): string {
  const type = TYPES[columns.find((column) => column.name === name)?.type ?? 'number']
  if (!ignore.includes(name)) return type ?? ''
  return type === undefined ? text.ignored : text.ignoredOfType({ type })
}

interface ColumnsFieldProps {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Shows a checkbox for each column; hidden if there is only one column to choose from. */
export function ColumnsField({ label, value, onChange }: ColumnsFieldProps) {
  const schema = useSelect(schemaOf)
  const target = useSelect((state) => state.project.plan.target)
  if (!schema) return null
  const targetName = target ?? schema.target
  // All columns, including ignored ones, because this field is the only way to add text and date columns.
  const offered = schema.columns.map(({ name }) => name).filter((name) => name !== targetName)
  const names = [...offered, ...value.filter((name) => !offered.includes(name))]
  if (names.length < 2) return null
  // Keep the order of the schema rather than the order of clicks.
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
          <span translate="no">{name}</span>
          <span className={styles.faint}>{columnNote(schema, name)}</span>
        </label>
      ))}
    </fieldset>
  )
}
