/** @file Slice list: each slice with its condition, its row count in each set, and its buttons. */
import { useMemo } from 'react'
import { slicesText } from '../../../../messages/en/data/slices'
import { count } from '../../../../messages/format'
import type { Slice } from '../../../../data/condition'
import { maskOf, namesIn } from '../../../../data/evaluate-condition'
import { printCondition } from '../../../../data/condition-text'
import type { Dataset, Split } from '../../../../data/dataset'
import { SPLIT_NAMES } from '../../../../data/split-checks'
import { splitAsColumn } from '../../../../data/virtual-columns'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { useRunCommand } from '../../../studio-context'
import table from '../../../kit/table.module.css'
import styles from './slices.module.css'

export interface SliceListProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly slices: readonly Slice[]
  /** Columns that were dropped by an edit of the dataset. */
  readonly dropped: readonly string[]
}

/** A table with one row per slice. */
export function SliceList({ dataset, split, slices, dropped }: SliceListProps) {
  const run = useRunCommand()
  const counted = useMemo(
    () => slices.map((slice) => countSlice(slice, dataset, split, dropped)),
    [slices, dataset, split, dropped],
  )
  if (slices.length === 0) {
    return <p className={styles.none}>{slicesText.none}</p>
  }
  return (
    <div className={styles.scroll}>
      <table className={`${table.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{slicesText.name}</th>
            <th scope="col">{slicesText.condition}</th>
            <th scope="col">{slicesText.all}</th>
            {SPLIT_NAMES.map((part) => (
              <th key={part} scope="col">
                {slicesText.sets[part]}
              </th>
            ))}
            <th scope="col">
              <span className="only-spoken">{slicesText.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {counted.map(({ slice, text, rows, fault }) => (
            <tr key={slice.name}>
              <th scope="row" title={slice.name} translate="no">
                {slice.name}
              </th>
              <td className={styles.where} title={text}>
                <code translate="no">{text}</code>
                {fault && <p data-tone={fault.tone}>{fault.text}</p>}
              </td>
              {(['all', ...SPLIT_NAMES] as const).map((part) => (
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
                  {slicesText.show}
                </Button>
                <IconButton
                  icon="trash"
                  label={slicesText.remove({ slice: slice.name })}
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
  const mask = maskOf(slice.where, dataset, (name) => (name === 'split' ? splitAsColumn(split, dataset) : undefined))
  if (!mask.ok) {
    const { code, sentence } = mask.error
    const removed = [...namesIn(slice.where)].find((name) => dropped.includes(name) && !has(dataset, name))
    if (removed !== undefined)
      return { slice, text, fault: { tone: 'bad', text: slicesText.dropped({ column: removed }) } }
    // A condition on predictions is not treated as an error here, because the Rows tab can run the model.
    if (code === 'no-fact' || code === 'no-model-fact')
      return { slice, text, fault: { tone: 'info', text: slicesText.needsPredictions } }
    return { slice, text, fault: { tone: 'bad', text: sentence } }
  }
  const of = (rows: Uint32Array) => rows.reduce((sum, row) => sum + (mask.value[row] as number), 0)
  const { train, validation, test } = split
  const all = mask.value.reduce((sum, one) => sum + one, 0)
  return { slice, text, rows: { all, train: of(train), validation: of(validation), test: of(test) } }
}

function has({ schema }: Dataset, name: string): boolean {
  return schema.columns.some((column) => column.name === name)
}
