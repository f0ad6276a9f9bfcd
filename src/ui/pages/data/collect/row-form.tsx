/** @file RowForm: one row of a table, typed in by its schema, and the newest rows. */
import { type FormEvent, useId, useState } from 'react'
import { count } from '../../../../messages/format'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { cellText } from '../../../../data/cell-words'
import type { Dataset } from '../../../../data/dataset'
import { Button } from '../../../kit/button'
import { useStudio } from '../../../studio-context'
import styles from './collect.module.css'

const NEWEST = 12
const HINTS: Readonly<Record<string, string>> = {
  number: '2.5',
  category: 'a word',
  text: 'a text',
  time: '2024-05-31',
}

export function RowForm({ set, dataset }: { readonly set: string; readonly dataset: Dataset }) {
  const studio = useStudio()
  const id = useId()
  const { schema, columns } = dataset
  const typed = schema.columns.filter(({ type }) => type !== 'image' && type !== 'array')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState<string>()
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = rowOf(typed, values)
    if (typeof read === 'string') return setProblem(read)
    setProblem(undefined)
    const first = event.currentTarget.querySelector('input')
    studio.run('collect.add', { set, rows: [read], source: 'a form' }).then(
      () => {
        setValues({})
        first?.focus()
      },
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    )
  }
  const rows = Array.from({ length: Math.min(NEWEST, schema.rows) }, (_, i) => schema.rows - 1 - i)
  return (
    <div className={styles.form}>
      <form onSubmit={add} aria-label="A row">
        <div className={styles.fields}>
          {typed.map((column, i) => (
            <div key={column.name}>
              <label htmlFor={`${id}-${i}`}>
                {column.name}
                {column.type === 'number' && column.unit ? `, ${column.unit}` : ''}
              </label>
              <input
                id={`${id}-${i}`}
                value={values[column.name] ?? ''}
                placeholder={HINTS[column.type]}
                autoComplete="off"
                inputMode={column.type === 'number' ? 'decimal' : 'text'}
                list={column.type === 'category' ? `${id}-${i}-values` : undefined}
                onChange={(event) => setValues({ ...values, [column.name]: event.target.value })}
              />
              {column.type === 'category' && (
                <datalist id={`${id}-${i}-values`}>
                  {column.values.slice(0, 200).map((value) => (
                    <option key={value} value={value} />
                  ))}
                </datalist>
              )}
            </div>
          ))}
        </div>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        <Button tone="primary" type="submit">
          Add the row
        </Button>
        <span className={styles.none}>What is left empty is missing.</span>
      </form>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus
        <section className={styles.newest} tabIndex={0} aria-label="Newest rows">
          <table>
            <caption>
              The newest of {count(schema.rows)}; all of them are in the Rows tab once the set is in use
            </caption>
            <thead>
              <tr>
                {schema.columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row}>
                  {schema.columns.map((of, i) => (
                    <td key={of.name}>{columns[i] ? (cellText(of, columns[i], row) ?? 'missing') : ''}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}

/** The row as it was typed, or what is wrong with it. */
export function rowOf(
  columns: readonly ColumnSchema[],
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string | number>> | string {
  const row: Record<string, string | number> = {}
  for (const { name, type } of columns) {
    const text = (values[name] ?? '').trim()
    if (text === '') continue
    if (type === 'number') {
      // A comma for the decimal point is what many keyboards have.
      const number = Number(/^[^.,]*,[^.,]*$/.test(text) ? text.replace(',', '.') : text)
      if (!Number.isFinite(number)) return `"${name}" takes a number, and "${text.slice(0, 40)}" is none.`
      row[name] = number
    } else if (type === 'time') {
      if (Number.isNaN(Date.parse(text)))
        return `"${name}" takes a date such as 2024-05-31 or 2024-05-31T14:30:00Z, and "${text.slice(0, 40)}" is none.`
      row[name] = text
    } else row[name] = text
  }
  return Object.keys(row).length === 0 ? 'The row is empty: fill in a column at least.' : row
}
