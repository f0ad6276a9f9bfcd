/** @file The Slices tab: the saved slices, and a form for a new one. */
import { datasetTabsText } from '../../../messages/en/data/overview'
import { useMemo } from 'react'
import { slicesOf } from '../../../studio/data/dataset-slices'
import { useSelect, useRunCommand } from '../../studio-context'
import { NewSlice } from './slices/new-slice'
import type { TabProps } from './tab-props'
import styles from '../pages.module.css'
import { slicesText } from '../../../messages/en/slices'
import { count } from '../../../messages/format'
import type { Slice } from '../../../data/condition'
import { maskOf, namesIn } from '../../../data/evaluate-condition'
import { printCondition } from '../../../data/condition-text'
import type { Dataset, Split } from '../../../data/dataset'
import { SPLIT_NAMES } from '../../../data/split-checks'
import { splitAsColumn } from '../../../data/virtual-columns'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import table from '../../kit/table.module.css'
import slicesCss from './slices/slices.module.css'

const text = datasetTabsText.slices

export default function SlicesTab({ def, dataset, split }: TabProps) {
  const slices = useSelect(slicesOf)
  const steps = useSelect(({ sets }) => sets.sets.find(({ id }) => id === def.schema.id)?.steps)
  const dropped = useMemo(
    () => (steps ?? []).flatMap(({ kind, columns }) => (kind === 'drop' ? (columns as readonly string[]) : [])),
    [steps],
  )
  return (
    <div className={styles.stack}>
      <section className={styles.part} aria-label={text.title}>
        <div className={styles.title}>
          <h3>{text.title}</h3>
          <span>{text.about}</span>
        </div>
        <SliceList dataset={dataset} split={split} slices={slices} dropped={dropped} />
        <NewSlice dataset={dataset} split={split} slices={slices} />
      </section>
    </div>
  )
}

interface SliceListProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly slices: readonly Slice[]
  /** Columns that were dropped by an edit of the dataset. */
  readonly dropped: readonly string[]
}

/** A table with one row per slice. */
function SliceList({ dataset, split, slices, dropped }: SliceListProps) {
  const run = useRunCommand()
  const counted = useMemo(
    () => slices.map((slice) => countSlice(slice, dataset, split, dropped)),
    [slices, dataset, split, dropped],
  )
  if (slices.length === 0) {
    return <p className={slicesCss.none}>{slicesText.none}</p>
  }
  return (
    <div className={slicesCss.scroll}>
      <table className={`${table.table} ${slicesCss.table}`}>
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
              <td className={slicesCss.where} title={text}>
                <code translate="no">{text}</code>
                {fault && <p data-tone={fault.tone}>{fault.text}</p>}
              </td>
              {(['all', ...SPLIT_NAMES] as const).map((part) => (
                <td key={part} className={slicesCss.count}>
                  {rows ? count(rows[part]) : '–'}
                </td>
              ))}
              <td className={slicesCss.does}>
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
