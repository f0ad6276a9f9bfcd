/** @file Numbers sheet: some training rows as the network receives them, before and after augmentation. */
import { augmentText } from '../../../../messages/en/data/augment'
import { fixed } from '../../../../messages/format'
import { type Dataset, rowNumber, type Split } from '../../../../data/dataset'
import { useMemo } from 'react'
import type { AugmentPick } from '../../../../catalog/training-plan'
import { augmentNumbers } from '../../../../data/augment/augment-batch'
import { makeAugmenter } from '../../../../data/augment/augmenter'
import { encodeRows } from '../../../../data/encode-rows'
import { hasPaged } from '../../../../data/detect-paged-columns'
import { sizeOf } from '../../../../data/pipeline'
import { fitPipeline } from '../../../../data/fit-pipeline'
import { useLoadedRows } from '../../../charts/use-loaded-rows'
import { useSelect } from '../../../studio-context'
import pageStyles from '../../pages.module.css'
import styles from './augment.module.css'

const ROWS = 8
const COLUMNS = 8
const SOME = 1000

interface NumbersSheetProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly picks: readonly AugmentPick[]
  readonly seed: number
}

const text = augmentText.examples

/** Shows the first few numbers of the first input, before and after augmentation. */
export function NumbersSheet({ dataset: whole, split, picks, seed }: NumbersSheetProps) {
  const binding = useSelect((state) => state.report.binding)
  // If the dataset does not fit in memory, the preview fits the preprocessing on a sample of the rows; a run uses all
  // rows.
  const some = useMemo(() => (hasPaged(whole) ? split.train.slice(0, SOME) : split.train), [whole, split])
  const dataset = useLoadedRows(whole, some)
  const sheet = useMemo(() => {
    if (!dataset) return undefined
    const rows = split.train.slice(0, ROWS)
    const input = fitPipeline(dataset, binding, some).inputs.find(({ kind }) => kind === 'columns')
    if (!input) return undefined
    const width = sizeOf(input)
    const plain = encodeRows(input, dataset, rows)
    const augmented = plain.slice()
    const augmenter = makeAugmenter(picks, seed)
    if (augmenter) augmentNumbers(augmenter, augmented, width, (at) => ({ step: 0, at }))
    return { label: input.label, rows, width, plain, varied: augmented }
  }, [dataset, some, split, binding, picks, seed])
  if (!sheet) return null
  const { label, rows, width, plain, varied } = sheet
  const positions = Array.from({ length: Math.min(COLUMNS, width) }, (_, position) => position)
  return (
    <section className={pageStyles.part} aria-label={text.label}>
      <div className={pageStyles.title}>
        <h3>{text.title}</h3>
        <span>
          {(picks.length > 0 ? text.variedRows : text.plainRows)({ input: label, shown: positions.length, all: width })}
        </span>
      </div>
      <div className={styles.table}>
        <table>
          <tbody>
            {Array.from(rows, (row, i) => (
              <tr key={row}>
                <th scope="row">{text.row({ row: rowNumber(whole, row) })}</th>
                {positions.map((position) => (
                  <td key={position}>
                    {fixed(plain[i * width + position], 2)}
                    {picks.length > 0 && <b>{fixed(varied[i * width + position], 2)}</b>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
