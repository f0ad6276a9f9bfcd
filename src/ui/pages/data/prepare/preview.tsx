/**
 * @file Preview: rows of a column before and after its steps, and the statistics that the steps computed from the
 * training set.
 */
import { useMemo, useState } from 'react'
import { type ColumnSchema, columnIndex } from '../../../../catalog/dataset-schema'
import type { PrepareStep } from '../../../../catalog/training-plan'
import { isPaged } from '../../../../data/column-values'
import { type Dataset, rowNumber, type Split } from '../../../../data/dataset'
import { sampleOf } from '../../../../data/findings/column-values'
import { readerOf } from '../../../../data/transforms/column-reader'
import { findTransform } from '../../../../data/transforms/index'
import { applySteps, chainOf, fitSteps, resolveSteps } from '../../../../data/transforms/step-chain'
import { orderProblem } from '../../../../data/transforms/windows'
import { type FittedColumn, type Form, formOf, sizeOfForm, type Values } from '../../../../data/transforms/transform'
import { prepareText } from '../../../../messages/en/data/prepare'
import { cellNumber } from '../../../../messages/format'
import { PixelImage } from '../../../charts/pixel-image'
import { useLoadedRows } from '../../../charts/use-loaded-rows'
import { Button } from '../../../kit/button'
import { useRunCommand, useSelect } from '../../../studio-context'
import kit from '../../../kit/kit.module.css'
import { Section } from '../../section'
import styles from './prepare.module.css'
import type { PredictedAs } from './step-rules'
import { embeddingsOf, formText, missingValueText, vocabularyEntries } from './step-text'
import { DataTable } from '../../../kit/data-table'

interface PreviewProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly column: ColumnSchema
  readonly steps: readonly PrepareStep[]
  /** Set if the column is predicted. */
  readonly predictedAs: PredictedAs | undefined
}

const text = prepareText.preview

/** Number of rows shown. */
const ROWS = 6
/**
 * Maximum number of values used to fit the steps for the preview (for text, the number of characters, assuming texts of
 * typical length); a run uses all rows.
 */
const MAX = 8_000_000
const TEXT = 100
/** Maximum number of values loaded from a dataset that is not in memory. */
const MAX_LOADED = 1_000_000

/** A table of a few training rows, with a button that shows other rows. */
export function Preview({ dataset, split, column, steps, predictedAs }: PreviewProps) {
  const [page, setPage] = useState(0)
  const some = useMemo(() => rowsFor(dataset, split, column, page), [dataset, split, column, page])
  const here = useLoadedRows(dataset, some.all)
  const shown = useMemo(() => here && previewOf(here, some, column, steps), [here, some, column, steps])
  if (!shown) return null
  const { fitted, rows, before, after, used } = shown
  const { forms } = chainOf(fitted)
  const end = forms.at(-1) as Form
  const form = formText(end)
  const missing = missingValueText(fitted)
  return (
    <Section
      title={text.title}
      about={
        predictedAs === 'number'
          ? text.toNumber({ form })
          : end.type !== 'ids'
            ? form
            : (predictedAs ? text.toText : text.toEmbedding)({ form })
      }
      actions={
        <Button size="small" tone="quiet" onClick={() => setPage((now) => now + 1)}>
          {text.others}
        </Button>
      }
    >
      <ul className={kit.below}>
        {fitted.steps.map((step, i) => {
          const def = findTransform(step.kind)
          const learned = def?.describeLearned?.(step)
          return learned ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a kind may occur twice, so its position identifies it
            <li key={`${i} ${step.kind}`}>
              <b>{def?.title}</b> {learned}
            </li>
          ) : null
        })}
      </ul>
      <p className={`${kit.caption} ${kit.below}`}>
        {used < split.train.length
          ? text.fittedOnSome({ used, rows: split.train.length })
          : text.fitted({ rows: split.train.length })}
      </p>
      {!predictedAs && missing && <p className={`${kit.caption} ${kit.below}`}>{missing}</p>}
      {predictedAs && <p className={`${kit.caption} ${kit.below}`}>{text.noTarget}</p>}
      {!predictedAs && used === split.train.length && <FewerEntries fitted={fitted} steps={steps} />}
      <DataTable
        className={styles.table}
        rows={[...rows.entries()]}
        rowKey={([, row]) => row}
        columns={[
          { head: text.row, heading: true, cell: ([, row]) => rowNumber(dataset, row) },
          { head: text.before, cell: ([i]) => <Cell values={before} form={forms[0] as Form} row={i} /> },
          {
            head: text.after,
            cell: ([i]) => <Cell values={after} form={end} row={i} missing={predictedAs ? text.skipped : text.zero} />,
          },
        ]}
      />
    </Section>
  )
}

interface SomeRows {
  /**
   * Training rows on which the steps are fitted, rows that are shown, and the union of both. If the dataset is not in
   * memory, only the union is loaded.
   */
  readonly fit: Uint32Array
  readonly show: Uint32Array
  readonly all: Uint32Array
}

function rowsFor(dataset: Dataset, { train }: Split, column: ColumnSchema, page: number): SomeRows {
  const from = formOf(column)
  const max = isPaged(dataset.columns[columnIndex(dataset.schema, column.name)]) ? MAX_LOADED : MAX
  const fit = sampleOf(train, Math.ceil(max / (from.type === 'text' ? TEXT : sizeOfForm(from))))
  // Spread the rows over the dataset, because datasets are often ordered by class or time.
  const spacing = Math.max(1, Math.floor(train.length / ROWS))
  const positions = Array.from({ length: Math.min(ROWS, train.length) }, (_, i) => (i * spacing + page) % train.length)
  const show = Uint32Array.from(positions, (position) => train[position] as number)
  const all = new Uint32Array(fit.length + show.length)
  all.set(fit)
  all.set(show, fit.length)
  return { fit, show, all }
}

function previewOf(
  dataset: Dataset,
  { fit, show: rows }: SomeRows,
  column: ColumnSchema,
  steps: readonly PrepareStep[],
) {
  const from = formOf(column)
  const { columns } = dataset.schema
  if (!resolveSteps(column.name, from, steps).ok || orderProblem(column, steps, columns)) return undefined
  if (fit.length === 0 || columnIndex(dataset.schema, column.name) < 0) return undefined
  const read = readerOf(dataset, { column: column.name, from })
  const fitted = fitSteps(column.name, from, steps, read, fit)
  return { fitted, rows, used: fit.length, before: read(Int32Array.from(rows)), after: applySteps(fitted, read, rows) }
}

interface CellProps {
  readonly values: Values
  readonly form: Form
  /** Position among the displayed rows. */
  readonly row: number
  /** Text shown for a missing number. */
  readonly missing?: string
}

/** Maximum length of a list of numbers. */
const MAX_LISTED = 48

function Cell({ values, form, row, missing = text.missing }: CellProps) {
  if (!(values instanceof Float64Array)) return values[row] ? <q translate="no">{values[row]}</q> : <Missing />
  const size = sizeOfForm(form)
  const current = values.subarray(row * size, (row + 1) * size)
  if (form.type === 'image') return <ImageCell values={current} form={form} />
  const [only = Number.NaN] = current
  if (form.type === 'category') {
    const value = form.values?.[only]
    return value === undefined ? <Missing /> : <span translate="no">{value}</span>
  }
  if (form.type === 'time') return Number.isNaN(only) ? <Missing /> : new Date(only).toISOString().replace('.000Z', 'Z')
  const numbers = Array.from(current.subarray(0, MAX_LISTED), (value) =>
    Number.isNaN(value) ? missing : cellNumber(value),
  )
  return (
    <span className={styles.numbers}>
      {numbers.join('  ')}
      {size > MAX_LISTED ? ` ${text.more({ total: size })}` : ''}
    </span>
  )
}

function Missing() {
  return <span className={kit.faint}>{text.missing}</span>
}

/** Shows any numeric array as an image, scaled from its smallest to its largest value. */
function ImageCell({ values, form }: { readonly values: Float64Array; readonly form: Form }) {
  const [min, greatest] = [Math.min(...values), Math.max(...values)]
  const whole = min >= 0 && greatest > 1
  const pixels = whole ? values : values.map((value) => (255 * (value - min)) / (greatest - min || 1))
  return (
    <span className={kit.row}>
      <PixelImage pixels={pixels} shape={form.shape} side={64} label={text.pixels({ shape: form.shape })} />
      <span className={kit.soft}>{text.range({ low: min, high: greatest })}</span>
    </span>
  )
}

const vocabularyText = prepareText.vocabulary

/** Renders nothing if the vocabulary and the Embedding layer already have the right size. */
function FewerEntries({ fitted, steps }: { readonly fitted: FittedColumn; readonly steps: readonly PrepareStep[] }) {
  const run = useRunCommand()
  const drawing = useSelect((state) => state.project.drawing)
  const inputs = useSelect((state) => state.report.binding.inputs)
  const needed = vocabularyEntries(fitted)
  const tables = embeddingsOf(drawing, inputs, fitted.column).filter(
    ({ params }) => params.inputDim !== needed?.entries,
  )
  if (!needed || (needed.most === needed.known && tables.length === 0)) return null
  const { at, known, most: max, entries } = needed
  async function use(): Promise<void> {
    const next = steps.with(at, { ...(steps[at] as PrepareStep), most: known })
    if (max !== known) await run('data.prepare', { column: fitted.column, steps: next })
    const edits = tables.map(({ id }) => ({ type: 'set' as const, node: id, params: { inputDim: entries } }))
    if (edits.length > 0) await run('graph.edit', { edits })
  }
  return (
    <p className={`${kit.caption} ${kit.below}`}>
      {(fitted.steps[at]?.kind === 'words' ? vocabularyText.words : vocabularyText.characters)({
        known,
        entries,
      })}{' '}
      {tables.length > 0 &&
        vocabularyText.tables({
          tables: tables.map(({ label, params }) => ({ label, entries: Number(params.inputDim) })),
        })}{' '}
      <Button size="small" title={vocabularyText.tip} onClick={() => void use()}>
        {vocabularyText.use({ entries })}
      </Button>
    </p>
  )
}
