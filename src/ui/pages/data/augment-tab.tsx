/** @file The Augment tab: the list of augmentations and a preview of what they do. */

import { useMemo, useState } from 'react'
import { columnIndex } from '../../../catalog/dataset-schema'
import type { AugmentPick } from '../../../catalog/training-plan'
import { augmentations, findAugmentation, MAX_AUGMENTATIONS } from '../../../data/augment'
import { adversarial } from '../../../data/augment/adversarial'
import { augmentBatch, augmentNumbers } from '../../../data/augment/augment-batch'
import { makeAugmenter } from '../../../data/augment/augmenter'
import type { AugmentationDef } from '../../../data/augment/define-augmentation'
import { hasPaged } from '../../../data/column-values'
import { type Dataset, rowNumber, type Split } from '../../../data/dataset'
import { encodeRows } from '../../../data/encode-rows'
import { sampleOf } from '../../../data/findings/column-values'
import { fitPipeline } from '../../../data/fit-pipeline'
import { type FittedInput, type FittedOutput, sizeOf } from '../../../data/pipeline'
import { augmentText as text } from '../../../messages/en/data/augment'
import { fixed } from '../../../messages/format'
import { imageColumn } from '../../charts/dataset-row-text'
import { datasetLook } from '../../charts/paint-pixels'
import { RowImage } from '../../charts/pixel-image'
import { useLoadedRows } from '../../charts/use-loaded-rows'
import { Button } from '../../kit/button'
import { Menu } from '../../kit/menu'
import { useSelect } from '../../studio-context'
import { usePlan } from '../../training-plan/use-plan'
import kit from '../../kit/kit.module.css'
import pageStyles from '../pages.module.css'
import { Section } from '../section'
import styles from './augment/augment.module.css'
import { AdversarialSection } from './augment/adversarial-section'
import { StepForm } from './step-form'
import type { TabProps } from './tab-props'

export default function AugmentTab({ dataset, split }: TabProps) {
  const [{ augment = [], seed }, set] = usePlan()
  const hasImages = dataset.schema.columns.some(({ type }) => type === 'image')
  return (
    <div className={`${kit.columns} ${pageStyles.side}`}>
      <AugmentList
        picks={augment}
        hasImages={hasImages}
        onChange={(next) => set({ augment: next.length > 0 ? next : null })}
      />
      <div className={kit.stack}>
        {augment.some(({ kind }) => kind === adversarial.kind) && <AdversarialSection dataset={dataset} />}
        {hasImages ? (
          <ContactSheet dataset={dataset} split={split} picks={augment} seed={seed} />
        ) : (
          <NumbersSheet dataset={dataset} split={split} picks={augment} seed={seed} />
        )}
      </div>
    </div>
  )
}

interface AugmentListProps {
  readonly picks: readonly AugmentPick[]
  /** Whether the dataset has images. */
  readonly hasImages: boolean
  readonly onChange: (picks: readonly AugmentPick[]) => void
}

/** Edits the list of augmentations, one entry at a time. */
function AugmentList({ picks, hasImages, onChange }: AugmentListProps) {
  return (
    <Section
      title={text.title}
      actions={
        <Menu
          trigger={
            <Button size="small" icon="plus" disabled={picks.length === MAX_AUGMENTATIONS}>
              {text.add}
            </Button>
          }
          items={augmentations
            .filter((def) => hasEffect(def, hasImages))
            .map(({ kind, title, summary }) => ({
              title,
              about: summary,
              onSelect: () => onChange([...picks, { kind }]),
            }))}
        />
      }
    >
      <p className={`${kit.caption} ${kit.below}`}>{picks.length === 0 ? text.none : text.some}</p>
      <ol className={kit.stack}>
        {picks.map((pick, at) => {
          const def = findAugmentation(pick.kind)
          const title = def?.title ?? pick.kind
          const others = picks.toSpliced(at, 1)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a kind may occur twice, so its position identifies it
            <li key={`${at} ${pick.kind}`}>
              <StepForm
                title={title}
                order="column"
                labels={{
                  earlier: text.earlier({ augmentation: title }),
                  later: text.later({ augmentation: title }),
                  remove: text.remove({ augmentation: title }),
                }}
                at={at}
                count={picks.length}
                onMove={(to) => onChange(others.toSpliced(to, 0, pick))}
                onRemove={() => onChange(others)}
                notes={[hasEffect(def, hasImages) ? def?.summary : text.imagesOnly]}
                {...(def && { specs: def.params })}
                values={pick}
                onChange={(name, value) => onChange(picks.with(at, { ...pick, [name]: value }))}
              />
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

/** Whether an augmentation changes data of this kind. */
function hasEffect(def: AugmentationDef | undefined, hasImages: boolean): boolean {
  return def !== undefined && (hasImages || def.shake !== undefined || def.mix !== undefined || def.isOfEngine === true)
}

const SAMPLES = 6
const VARIATIONS = 7

interface SheetProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly picks: readonly AugmentPick[]
  readonly seed: number
}

const { examples } = text

/**
 * Shows one line per example: the original followed by its variations, each with its mask below if the target is a
 * mask.
 */
function ContactSheet({ dataset: whole, split, picks, seed }: SheetProps) {
  const [page, setPage] = useState(0)
  const from = (page * SAMPLES) % Math.max(1, split.train.length - SAMPLES + 1)
  const rows = useMemo(() => split.train.slice(from, from + SAMPLES), [split, from])
  const dataset = useLoadedRows(whole, rows)
  const sheets = useMemo(() => (dataset ? variations(dataset, rows, picks, seed) : []), [dataset, rows, picks, seed])
  const image = imageColumn(whole)
  return (
    <section className={kit.section} aria-label={examples.label}>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <h3>{examples.title}</h3>
        <span className={kit.soft}>{examples.images({ steps: VARIATIONS })}</span>
        <div className={kit.grow} />
        <Button size="small" onClick={() => setPage(page + 1)}>
          {examples.next}
        </Button>
      </div>
      <div className={`${kit.stack} ${kit.scroll}`}>
        {Array.from(rows, (row, i) => (
          <div key={row} className={`${kit.row} ${kit.top} ${styles.line}`}>
            <RowImage
              dataset={whole}
              row={row}
              column={image}
              side={64}
              label={examples.original({ row: rowNumber(whole, row) })}
            />
            {sheets.map(({ inputs, targets }, step) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other key than its position
              <div key={step} className={`${kit.stackTight} ${styles.cell}`}>
                <RowImage
                  dataset={inputs}
                  look={datasetLook(whole)}
                  row={i}
                  side={64}
                  label={examples.varied({ row: rowNumber(whole, row), step: step + 1 })}
                />
                {targets && (
                  <RowImage
                    dataset={targets}
                    look={datasetLook(whole)}
                    row={i}
                    side={64}
                    label={examples.mask({ row: rowNumber(whole, row), step: step + 1 })}
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
function NumbersSheet({ dataset: whole, split, picks, seed }: SheetProps) {
  const binding = useSelect((state) => state.report.binding)
  // If the dataset does not fit in memory, the preview fits the preprocessing on a sample of the rows; a run uses all
  // rows.
  const some = useMemo(() => (hasPaged(whole) ? sampleOf(split.train, SOME) : split.train), [whole, split])
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
    <section className={kit.section} aria-label={examples.label}>
      <div className={`${kit.wrapWide} ${kit.below}`}>
        <h3>{examples.title}</h3>
        <span className={kit.soft}>
          {(picks.length > 0 ? examples.variedRows : examples.plainRows)({
            input: label,
            shown: positions.length,
            all: width,
          })}
        </span>
      </div>
      <div className={kit.scroll}>
        <table className={styles.table}>
          <tbody>
            {Array.from(rows, (row, i) => (
              <tr key={row}>
                <th scope="row">{examples.row({ row: rowNumber(whole, row) })}</th>
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
