/** @file Slice list: each slice with its condition, its rows in every part, and what can be done with it. */
import { useMemo } from 'react'
import { count } from '../../../../messages/format'
import type { Slice } from '../../../../data/condition'
import { maskOf, namesIn } from '../../../../data/condition-mask'
import { printCondition } from '../../../../data/condition-print'
import type { Dataset, Split } from '../../../../data/dataset'
import { PARTS } from '../../../../data/split-check'
import { splitFact } from '../../../../data/split-fact'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { useRun } from '../../../studio-context'
import table from '../../../kit/table.module.css'
import styles from './slices.module.css'

export interface SliceListProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly slices: readonly Slice[]
  /** Columns that an edit of the set dropped. */
  readonly dropped: readonly string[]
}

/** A table, a row a slice. */
export function SliceList({ dataset, split, slices, dropped }: SliceListProps) {
  const run = useRun()
  const counted = useMemo(
    () => slices.map((slice) => countSlice(slice, dataset, split, dropped)),
    [slices, dataset, split, dropped],
  )
  if (slices.length === 0) {
    return (
      <p className={styles.none}>
        None yet. Write a condition below, such as the rows you fear it does badly on, and give it a name.
      </p>
    )
  }
  return (
    <div className={styles.scroll}>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">slice</th>
            <th scope="col">rows with</th>
            <th scope="col">all</th>
            {PARTS.map((part) => (
              <th key={part} scope="col">
                {part}
              </th>
            ))}
            <th scope="col">
              <span className="only-spoken">what can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {counted.map(({ slice, text, rows, fault }) => (
            <tr key={slice.name}>
              <th scope="row" title={slice.name}>
                {slice.name}
              </th>
              <td className={styles.where} title={text}>
                <code>{text}</code>
                {fault && <p data-tone={fault.tone}>{fault.words}</p>}
              </td>
              {(['all', ...PARTS] as const).map((part) => (
                <td key={part} className={styles.count}>
                  {rows ? count(rows[part]) : '–'}
                </td>
              ))}
              <td className={styles.does}>
                <Button
                  size="small"
                  disabled={fault?.tone === 'bad'}
                  onClick={() => run('data.look', { where: slice.where, title: slice.name })}
                >
                  Show rows
                </Button>
                <IconButton
                  icon="trash"
                  label={`Remove ${slice.name}`}
                  onClick={() => run('data.slice', { name: slice.name, where: null })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function countSlice(slice: Slice, dataset: Dataset, split: Split, dropped: readonly string[]) {
  const text = printCondition(slice.where)
  const mask = maskOf(slice.where, dataset, (name) => (name === 'split' ? splitFact(split, dataset) : undefined))
  if (!mask.ok) {
    const { code, sentence } = mask.error
    const gone = [...namesIn(slice.where)].find((name) => dropped.includes(name) && !has(dataset, name))
    if (gone !== undefined) return { slice, text, fault: { tone: 'bad', words: droppedWords(gone) } }
    const words = code === 'no-fact' ? 'Counted in Evaluate, where a network has answered.' : sentence
    // What a saved model says is no fault: its rows are shown, for it is asked of them there.
    return { slice, text, fault: { tone: code === 'no-fact' || code === 'no-model-fact' ? 'told' : 'bad', words } }
  }
  const of = (rows: Uint32Array) => rows.reduce((sum, row) => sum + (mask.value[row] as number), 0)
  const { train, validation, test } = split
  const all = mask.value.reduce((sum, one) => sum + one, 0)
  return { slice, text, rows: { all, train: of(train), validation: of(validation), test: of(test) } }
}

function has({ schema }: Dataset, name: string): boolean {
  return schema.columns.some((column) => column.name === name)
}

function droppedWords(column: string): string {
  return `"${column}" was dropped from the set: take that edit back in Versions, or remove the slice.`
}
