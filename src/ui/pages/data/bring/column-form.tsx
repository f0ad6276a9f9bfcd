/** @file One column, corrected: its type, its name, the order of its dates, or left out. */
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import type { ColumnChoice, LookColumn } from '../../../../protocol/ingest-messages'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { TextField } from '../../../kit/text-field'
import styles from './bring.module.css'

export interface ColumnFormProps {
  readonly column: LookColumn
  readonly choice: ColumnChoice | undefined
  /** The order in which its dates are read. */
  readonly found: ColumnChoice['order'] | undefined
  readonly onCorrect: (change: ColumnChoice) => void
}

const TYPES = [
  { value: 'number', title: 'Number' },
  { value: 'category', title: 'Category' },
  { value: 'text', title: 'Text' },
  { value: 'time', title: 'Date or time' },
] as const
export const TYPE_WORDS: Readonly<Record<ColumnSchema['type'], string>> = {
  number: 'number',
  category: 'category',
  text: 'text',
  time: 'date',
  image: 'picture',
  array: 'numbers',
}
const ORDERS = [
  { value: 'ymd', title: 'Year, month, day' },
  { value: 'dmy', title: 'Day, month, year' },
  { value: 'mdy', title: 'Month, day, year' },
] as const

/** The form of a column. */
export function ColumnForm({ column: { name, schema, why }, choice, found, onCorrect }: ColumnFormProps) {
  const typed = TYPES.find(({ value }) => value === schema.type)
  return (
    <div className={styles.column}>
      {typed && (
        <Select label="Type" value={typed.value} options={TYPES} help={why} onChange={(type) => onCorrect({ type })} />
      )}
      {schema.type === 'time' && (
        <Select
          label="Order"
          value={choice?.order ?? found ?? 'ymd'}
          options={ORDERS}
          onChange={(order) => onCorrect({ type: 'time', order })}
        />
      )}
      <TextField
        label="Name"
        value={schema.name}
        {...(schema.name === name ? {} : { help: `"${name}" in the file` })}
        onChange={(text) => onCorrect({ name: text.trim() === '' ? name : text.trim() })}
      />
      <Switch label="Leave out" value={choice?.leaveOut === true} onChange={(leaveOut) => onCorrect({ leaveOut })} />
    </div>
  )
}
