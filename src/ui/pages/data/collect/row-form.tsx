/** @file RowForm: a form for adding one row to a table, and a list of the newest rows. */
import { collectText } from '../../../../messages/en/data/collect'
import { type FormEvent, useId, useState } from 'react'
import { fail, ok, type Result } from '../../../../base/result'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { cellText } from '../../../../data/cell-text'
import type { Column, Dataset } from '../../../../data/dataset'
import { Button } from '../../../kit/button'
import { useStudio } from '../../../studio-context'
import styles from './collect.module.css'

const NEWEST = 12
const text = collectText.row

export function RowForm({ set, dataset }: { readonly set: string; readonly dataset: Dataset }) {
  const studio = useStudio()
  const id = useId()
  const { schema, columns } = dataset
  const typed = schema.columns.filter(({ type }) => type !== 'image' && type !== 'array')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState<string>()
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = readRow(typed, values)
    if (!read.ok) return setProblem(read.error)
    setProblem(undefined)
    const first = event.currentTarget.querySelector('input')
    // not text: the record of the dataset keeps the source
    studio.run('collect.add', { dataset: set, rows: [read.value], source: 'a form' }).then(
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
      <form onSubmit={add} aria-label={text.label}>
        <div className={styles.fields}>
          {typed.map((column, i) => (
            <div key={column.name}>
              <label htmlFor={`${id}-${i}`}>
                {column.type === 'number' && column.unit
                  ? text.unit({ column: column.name, unit: column.unit })
                  : column.name}
              </label>
              <input
                id={`${id}-${i}`}
                value={values[column.name] ?? ''}
                placeholder={column.type === 'image' || column.type === 'array' ? undefined : text.hints[column.type]}
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
          {text.add}
        </Button>
        <span className={styles.none}>{text.empty}</span>
      </form>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region takes the focus
        <section className={styles.newest} tabIndex={0} aria-label={text.newest}>
          <table>
            <caption>{text.caption({ rows: schema.rows })}</caption>
            <thead>
              <tr>
                {schema.columns.map(({ name }) => (
                  <th key={name} scope="col" translate="no">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row}>
                  {schema.columns.map((of, i) => (
                    <td key={of.name}>
                      <Cell of={of} column={columns[i]} row={row} />
                    </td>
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

/** The value of a cell, or a label for a missing value. */
function Cell({
  of,
  column,
  row,
}: {
  readonly of: ColumnSchema
  readonly column: Column | undefined
  readonly row: number
}) {
  if (!column) return null
  const value = cellText(of, column, row)
  return value === undefined ? text.missing : <span translate="no">{value}</span>
}

/** Parses the typed values into a row, or returns what is wrong with them. */
function readRow(
  columns: readonly ColumnSchema[],
  values: Readonly<Record<string, string>>,
): Result<Readonly<Record<string, string | number>>, string> {
  const row: Record<string, string | number> = {}
  for (const { name, type } of columns) {
    const typed = (values[name] ?? '').trim()
    if (typed === '') continue
    if (type === 'number') {
      // Users of many languages type a comma as the decimal mark.
      const number = Number(/^[^.,]*,[^.,]*$/.test(typed) ? typed.replace(',', '.') : typed)
      if (!Number.isFinite(number)) return fail(text.notNumber({ column: name, typed: typed.slice(0, 40) }))
      row[name] = number
    } else if (type === 'time') {
      if (Number.isNaN(Date.parse(typed))) return fail(text.notDate({ column: name, typed: typed.slice(0, 40) }))
      row[name] = typed
    } else row[name] = typed
  }
  return Object.keys(row).length === 0 ? fail(text.noValues) : ok(row)
}
