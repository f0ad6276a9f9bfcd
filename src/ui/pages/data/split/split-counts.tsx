/** @file Split counts: the proportion of each class and each slice in every set, or the range of a numeric target. */
import { useMemo } from 'react'
import { splitText as text } from '../../../../messages/en/data/split'
import { count, significant } from '../../../../messages/format'
import { columnIndex } from '../../../../catalog/dataset-schema'
import type { Slice } from '../../../../data/condition'
import { maskOf } from '../../../../data/evaluate-condition'
import type { Dataset, Split, SplitName } from '../../../../data/dataset'
import { classesBySplit, SPLIT_NAMES } from '../../../../data/split-checks'
import table from '../../../kit/table.module.css'
import styles from './split.module.css'

export interface SplitCountsProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly target: string
  readonly slices: readonly Slice[]
}

interface Counted {
  readonly label: string
  readonly rows: Readonly<Record<SplitName, number>>
}

/** A table with one row per class and slice, and one column per set. */
export function SplitCounts({ dataset, split, target, slices }: SplitCountsProps) {
  const classes = useMemo(() => classesBySplit(dataset, split, target), [dataset, split, target])
  const ofSlices = useMemo(() => slicesBySplit(dataset, split, slices), [dataset, split, slices])
  const numbers = useMemo(() => numbersBySplit(dataset, split, target), [dataset, split, target])
  return (
    <div className={styles.scroll}>
      <table className={`${table.figures} ${styles.table}`}>
        <caption className="only-spoken">{text.counts.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{classes ? target : ''}</th>
            {SPLIT_NAMES.map((part) => (
              <th key={part} scope="col" data-part={part}>
                {text.counts.sets[part]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {classes?.map((one) => (
            <Row key={`class ${one.label}`} of={one} split={split} />
          ))}
          {numbers?.map(({ label, values }) => (
            <tr key={label}>
              <th scope="row" translate="no">
                {label}
              </th>
              {SPLIT_NAMES.map((part) => (
                <td key={part}>{split[part].length > 0 ? significant(values[part]) : text.counts.none}</td>
              ))}
            </tr>
          ))}
          {ofSlices.map((one) => (
            <Row key={`slice ${one.label}`} of={one} split={split} mark={text.counts.slice} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({
  of: { label, rows },
  split,
  mark,
}: {
  readonly of: Counted
  readonly split: Split
  readonly mark?: string
}) {
  return (
    <tr>
      <th scope="row" title={label} translate="no">
        {mark && <em>{mark}</em>}
        {label}
      </th>
      {SPLIT_NAMES.map((part) => {
        const share = rows[part] / Math.max(1, split[part].length)
        return (
          <td key={part} data-none={rows[part] === 0 ? 'yes' : 'no'}>
            <span className={styles.share} data-part={part} style={{ width: `${100 * share}%` }} aria-hidden="true" />
            {count(rows[part])} <i>{text.counts.share({ share })}</i>
          </td>
        )
      })}
    </tr>
  )
}

/** Row counts for slices that use only columns; slices based on predictions are omitted. */
function slicesBySplit(dataset: Dataset, split: Split, slices: readonly Slice[]): readonly Counted[] {
  return slices.flatMap(({ name, where }) => {
    const mask = maskOf(where, dataset)
    if (!mask.ok) return []
    const of = (part: SplitName) => split[part].reduce((sum, row) => sum + (mask.value[row] as number), 0)
    return [{ label: name, rows: { train: of('train'), validation: of('validation'), test: of('test') } }]
  })
}

function numbersBySplit({ schema, columns }: Dataset, split: Split, target: string) {
  const column = columns[columnIndex(schema, target)]
  if (column?.type !== 'number') return undefined
  const statistics = (part: SplitName) => {
    let [sum, squares, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const row of split[part]) {
      const value = column.values[row] as number
      sum += value
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    const n = Math.max(1, split[part].length)
    for (const row of split[part]) squares += ((column.values[row] as number) - sum / n) ** 2
    return { mean: sum / n, deviation: Math.sqrt(squares / n), low, high }
  }
  const [train, validation, test] = [statistics('train'), statistics('validation'), statistics('test')]
  const rows = [
    [text.counts.minimum, 'low'],
    [text.counts.mean({ column: target }), 'mean'],
    [text.counts.deviation, 'deviation'],
    [text.counts.maximum, 'high'],
  ] as const
  return rows.map(([label, key]) => ({
    label,
    values: { train: train[key], validation: validation[key], test: test[key] },
  }))
}
