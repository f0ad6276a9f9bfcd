/** @file The first rows as they are read: each column with its type and why, and a form behind its name to correct it. */
import { useEffect, useMemo } from 'react'
import { count } from '../../../../messages/format'
import type { ColumnChoice, Look, LookColumn, ReadOptions } from '../../../../protocol/ingest-messages'
import { Icon } from '../../../kit/icon'
import { Popover } from '../../../kit/popover'
import styles from './bring.module.css'
import { ColumnForm, TYPE_WORDS } from './column-form'

export interface LookTableProps {
  readonly look: Look
  readonly asked: ReadOptions
  readonly target: string | undefined
  readonly onCorrect: (name: string, change: ColumnChoice) => void
}

/** A page of more columns than these takes long to lay out, and nobody reads it. */
const MOST_COLUMNS = 60
const MOST_ROWS = 30

/** The table, dimmed while it is read anew. */
export function LookTable({ look, asked, target, onCorrect }: LookTableProps) {
  const columns = look.columns.slice(0, MOST_COLUMNS)
  const more = look.columns.length - columns.length
  const pictures = usePictures(look)
  const rows = look.rows.slice(0, MOST_ROWS)
  const choiceOf = (name: string) =>
    asked.columns && Object.hasOwn(asked.columns, name) ? asked.columns[name] : undefined
  return (
    <>
      {look.judged !== undefined && (
        <p className={styles.soft}>
          Types are those of the first {count(look.judged)} rows; the import goes by all, and says what it found
          otherwise.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus */}
      <section className={styles.table} tabIndex={0} aria-label="First rows, as they are read">
        <table>
          <thead>
            <tr>
              {pictures.length > 0 && <th scope="col">picture</th>}
              {columns.map((column) => (
                <ColumnHead
                  key={column.name}
                  column={column}
                  choice={choiceOf(column.name)}
                  found={look.options.columns?.[column.name]?.order}
                  predicted={column.schema.name === target}
                  onCorrect={(change) => onCorrect(column.name, change)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
              <tr key={place}>
                {pictures.length > 0 && (
                  <td>{pictures[place] && <img src={pictures[place]} alt={`Row ${place}`} height={36} />}</td>
                )}
                {columns.map(({ name, schema }, i) => (
                  <td key={name} data-type={schema.type} data-out={choiceOf(name)?.leaveOut ? 'yes' : undefined}>
                    {row[i] === undefined ? <span className={styles.missing}>missing</span> : row[i].slice(0, 80)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more > 0 && <p className={styles.soft}>and {more.toLocaleString('en-US')} more columns, which are read too</p>}
    </>
  )
}

interface ColumnHeadProps {
  readonly column: LookColumn
  readonly choice: ColumnChoice | undefined
  readonly found: ColumnChoice['order'] | undefined
  readonly predicted: boolean
  readonly onCorrect: (change: ColumnChoice) => void
}

function ColumnHead({ column, choice, found, predicted, onCorrect }: ColumnHeadProps) {
  const { schema, why } = column
  const out = choice?.leaveOut === true
  return (
    <th scope="col" data-out={out ? 'yes' : undefined}>
      <Popover
        label={`Correct ${schema.name}`}
        trigger={
          <button type="button" className={styles.head}>
            <span className={styles.name} title={schema.name}>
              {schema.name}
            </span>
            <span className={styles.type}>
              {out ? 'left out' : TYPE_WORDS[schema.type]}
              {predicted && !out && <em>predicted</em>}
              <Icon name="chevron" size={12} />
            </span>
          </button>
        }
      >
        <ColumnForm column={column} choice={choice} found={found} onCorrect={onCorrect} />
      </Popover>
      <span className={styles.why}>{why}</span>
    </th>
  )
}

/** Addresses of the pictures among the first rows, given back when they are not shown any more. */
function usePictures({ pictures }: Look): readonly string[] {
  const urls = useMemo(() => (pictures ?? []).map((picture) => URL.createObjectURL(picture)), [pictures])
  useEffect(
    () => () => {
      for (const url of urls) URL.revokeObjectURL(url)
    },
    [urls],
  )
  return urls
}
