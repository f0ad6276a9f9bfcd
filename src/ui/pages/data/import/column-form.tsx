/**
 * @file ColumnForm: lets the user correct how a column is read: its type, name and date order, or whether to leave the
 * column out.
 */
import { columnTypesText } from '../../../../messages/en/data/column-types'
import { importText } from '../../../../messages/en/data/import'
import type { ColumnChoice, PreviewColumn } from '../../../../protocol/ingest-messages'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { TextField } from '../../../kit/text-field'
import styles from './import.module.css'

export interface ColumnFormProps {
  readonly column: PreviewColumn
  readonly choice: ColumnChoice | undefined
  /** The detected order of day, month and year in the column's dates. */
  readonly detectedOrder: ColumnChoice['order'] | undefined
  readonly onCorrect: (change: ColumnChoice) => void
}

const text = importText.column

const TYPES = (['number', 'category', 'text', 'time'] as const).map((value) => ({
  value,
  title: columnTypesText.label[value],
}))
const ORDERS = (['ymd', 'dmy', 'mdy'] as const).map((value) => ({ value, title: text.orders[value] }))

/** The form for one column. */
export function ColumnForm({ column: { name, schema, why }, choice, detectedOrder, onCorrect }: ColumnFormProps) {
  const typed = TYPES.find(({ value }) => value === schema.type)
  return (
    <div className={styles.column}>
      {typed && (
        <Select
          label={text.type}
          value={typed.value}
          options={TYPES}
          help={why}
          onChange={(type) => onCorrect({ type })}
        />
      )}
      {schema.type === 'time' && (
        <Select
          label={text.order}
          value={choice?.order ?? detectedOrder ?? 'ymd'}
          options={ORDERS}
          onChange={(order) => onCorrect({ type: 'time', order })}
        />
      )}
      <TextField
        label={text.name}
        value={schema.name}
        {...(schema.name === name ? {} : { help: text.nameInFile({ name }) })}
        onChange={(typed) => onCorrect({ name: typed.trim() === '' ? name : typed.trim() })}
      />
      <Switch
        label={text.leaveOut}
        value={choice?.leaveOut === true}
        onChange={(leaveOut) => onCorrect({ leaveOut })}
      />
    </div>
  )
}
