/** @file Previews of augmentation: images, and rows of numbers, next to their originals. */
import { augmentText } from '../../../../messages/en/data/augment'
import { type Dataset, rowNumber, type Split } from '../../../../data/dataset'
import { useMemo, useState } from 'react'
import type { AugmentPick } from '../../../../catalog/training-plan'
import { columnIndex } from '../../../../catalog/dataset-schema'
import { augmentBatch, augmentNumbers } from '../../../../data/augment/augment-batch'
import { makeAugmenter } from '../../../../data/augment/augmenter'
import { type FittedInput, type FittedOutput, sizeOf } from '../../../../data/pipeline'
import { RowImage } from '../../../charts/pixel-image'
import { imageColumn } from '../../../charts/dataset-row-text'
import { useLoadedRows } from '../../../charts/use-loaded-rows'
import { Button } from '../../../kit/button'
import pageStyles from '../../pages.module.css'
import styles from './augment.module.css'
import { fixed } from '../../../../messages/format'
import { encodeRows } from '../../../../data/encode-rows'
import { hasPaged } from '../../../../data/column-values'
import { fitPipeline } from '../../../../data/fit-pipeline'
import { useSelect } from '../../../studio-context'

const SAMPLES = 6
const VARIATIONS = 7

interface SheetProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly picks: readonly AugmentPick[]
  readonly seed: number
}

const text = augmentText.examples

/**
 * Shows one line per example: the original followed by its variations, each with its mask below if the target is a
 * mask.
 */
export function ContactSheet({ dataset: whole, split, picks, seed }: SheetProps) {
  const [page, setPage] = useState(0)
  const from = (page * SAMPLES) % Math.max(1, split.train.length - SAMPLES + 1)
  const rows = useMemo(() => split.train.slice(from, from + SAMPLES), [split, from])
  const dataset = useLoadedRows(whole, rows)
  const sheets = useMemo(() => (dataset ? variations(dataset, rows, picks, seed) : []), [dataset, rows, picks, seed])
  const image = imageColumn(whole)
  return (
    <section className={pageStyles.part} aria-label={text.label}>
      <div className={pageStyles.title}>
        <h3>{text.title}</h3>
        <span>{text.images({ steps: VARIATIONS })}</span>
        <div className={pageStyles.grow} />
        <Button size="small" onClick={() => setPage(page + 1)}>
          {text.next}
        </Button>
      </div>
      <div className={styles.sheet}>
        {Array.from(rows, (row, i) => (
          <div key={row} className={styles.line}>
            <RowImage
              dataset={whole}
              row={row}
              column={image}
              side={64}
              label={text.original({ row: rowNumber(whole, row) })}
            />
            {sheets.map(({ inputs, targets }, step) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other key than its position
              <div key={step} className={styles.cell}>
                <RowImage
                  dataset={inputs}
                  row={i}
                  side={64}
                  label={text.varied({ row: rowNumber(whole, row), step: step + 1 })}
                />
                {targets && (
                  <RowImage
                    dataset={targets}
                    row={i}
                    side={64}
                    label={text.mask({ row: rowNumber(whole, row), step: step + 1 })}
                  />
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
    </section>
  )
}

interface Sheet {
  readonly inputs: Dataset
  /** The masks, as a dataset. */
  readonly targets?: Dataset
}

/** Returns several variations of the same rows, each augmented as a different training step would augment them. */
function variations(
  dataset: Dataset,
  rows: Uint32Array,
  picks: readonly AugmentPick[],
  seed: number,
): readonly Sheet[] {
  const augmenter = makeAugmenter(picks, seed)
  const column = dataset.schema.columns[imageColumn(dataset)]
  const target = dataset.schema.columns[columnIndex(dataset.schema, dataset.schema.target)]
  if (!augmenter || column?.type !== 'image') return []
  const shape = [column.height, column.width, column.channels]
  const end = { label: '', kind: 'image', column: column.name, shape, scale: 1 } as const
  const inputs: FittedInput[] = [end]
  const masks = target?.type === 'image' && target.mask
  const outputs: FittedOutput[] = masks ? [{ ...end, column: target.name, mask: true }] : []
  return Array.from({ length: VARIATIONS }, (_, step) => {
    const batch = augmentBatch(augmenter, { inputs, outputs }, dataset, rows, (at) => ({ step, at }))
    return { inputs: batch.inputs, ...(masks ? { targets: batch.targets } : {}) }
  })
}

const ROWS = 8
const COLUMNS = 8
const SOME = 1000

/** Shows the first few numbers of the first input, before and after augmentation. */
export function NumbersSheet({ dataset: whole, split, picks, seed }: SheetProps) {
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
          {(picks.length > 0 ? text.variedRows : text.plainRows)({
            input: label,
            shown: positions.length,
            all: width,
          })}
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
