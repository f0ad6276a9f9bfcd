/** @file Preview: real rows of a column before and after its steps, with what the steps learnt from the training rows. */
import { rowNumber } from '../../../../data/row-number'
import { useMemo, useState } from 'react'
import { count } from '../../../../messages/format'
import { type ColumnSchema, columnIndex } from '../../../../catalog/dataset-schema'
import type { PrepareStep } from '../../../../catalog/plan'
import type { Dataset, Split } from '../../../../data/dataset'
import { isPaged } from '../../../../data/is-paged'
import { applySteps, chainOf, fitSteps, linksOf } from '../../../../data/transforms/chain'
import { findTransform } from '../../../../data/transforms/index'
import { orderProblem } from '../../../../data/transforms/order-problem'
import { readerOf } from '../../../../data/transforms/read'
import { type Form, formOf, sizeOfForm, type Values } from '../../../../data/transforms/transform'
import { Pixels } from '../../../charts/picture'
import { numberWords } from '../../../charts/row-words'
import { useBroughtRows } from '../../../charts/use-brought'
import { Button } from '../../../kit/button'
import room from '../../pages.module.css'
import { formWords } from './form-words'
import type { Answered } from './column-steps'
import { FewerEntries } from './fewer-entries'
import { gapWords } from './gap-words'
import styles from './prepare.module.css'

interface PreviewProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly column: ColumnSchema
  readonly steps: readonly PrepareStep[]
  /** It is predicted. */
  readonly said: Answered | undefined
}

const LEARNT = ': the network learns it, and its answers are taken back'
const EMBEDDED = ': an Embedding of as many inputs comes next'
/** Rows shown. */
const ROWS = 6
/** Numbers, or texts by their usual length, that are fitted on here; a run fits all. */
const MOST = 8_000_000
const TEXT = 100
/** Of a set outside of memory. */
const MOST_BROUGHT = 1_000_000

/** A table of a few training rows; others can be asked for. */
export function Preview({ dataset, split, column, steps, said }: PreviewProps) {
  const [page, setPage] = useState(0)
  const some = useMemo(() => rowsFor(dataset, split, column, page), [dataset, split, column, page])
  const here = useBroughtRows(dataset, some.all)
  const shown = useMemo(() => here && previewOf(here, some, column, steps), [here, some, column, steps])
  if (!shown) return null
  const { fitted, rows, before, after, used } = shown
  const { forms } = chainOf(fitted)
  const end = forms.at(-1) as Form
  const gap = gapWords(fitted)
  return (
    <section className={room.part} aria-label="Before and after">
      <div className={room.title}>
        <h3>Before and after</h3>
        <span>
          {formWords(end)}
          {said === 'number'
            ? LEARNT
            : end.type !== 'ids'
              ? ''
              : said
                ? ': as many signs at each place, 0 where the text ends'
                : EMBEDDED}
        </span>
        <div className={room.grow} />
        <Button size="small" tone="quiet" onClick={() => setPage((now) => now + 1)}>
          Other rows
        </Button>
      </div>
      <ul className={styles.learned}>
        {fitted.steps.map((step, i) => {
          const def = findTransform(step.kind)
          const words = def?.words?.(step)
          return words ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a kind may stand twice, and its place is what it is
            <li key={`${i} ${step.kind}`}>
              <b>{def?.title}</b> {words}
            </li>
          ) : null
        })}
      </ul>
      <p className={styles.words}>
        Learnt from {used < split.train.length ? `the first ${count(used)} of ` : ''}
        {count(split.train.length)} training rows alone
        {used < split.train.length ? '; a run takes them all' : ''}. Other rows are only prepared by it.
      </p>
      {!said && gap && <p className={styles.words}>{gap}</p>}
      {said && <p className={styles.words}>A row with a gap here is not learnt from.</p>}
      {!said && used === split.train.length && <FewerEntries fitted={fitted} steps={steps} />}
      <div className={styles.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {Array.from(rows, (row, i) => (
              <tr key={row}>
                <th scope="row">{rowNumber(dataset, row)}</th>
                <td>
                  <Cell values={before} form={forms[0] as Form} row={i} />
                </td>
                <td>
                  <Cell values={after} form={end} row={i} missing={said ? 'not learnt from' : '0, for missing'} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface SomeRows {
  /** Training rows that are fitted on, rows that are shown, and both: of a set outside of memory no others are brought. */
  readonly fit: Uint32Array
  readonly show: Uint32Array
  readonly all: Uint32Array
}

function rowsFor(dataset: Dataset, { train }: Split, column: ColumnSchema, page: number): SomeRows {
  const from = formOf(column)
  const most = isPaged(dataset.columns[columnIndex(dataset.schema, column.name)]) ? MOST_BROUGHT : MOST
  const fit = train.subarray(0, Math.ceil(most / (from.type === 'text' ? TEXT : sizeOfForm(from))))
  // Spread over the set, whose rows often stand by class or by time.
  const apart = Math.max(1, Math.floor(train.length / ROWS))
  const places = Array.from({ length: Math.min(ROWS, train.length) }, (_, i) => (i * apart + page) % train.length)
  const show = Uint32Array.from(places, (place) => train[place] as number)
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
  if (!linksOf(column.name, from, steps).ok || orderProblem(column, steps, columns)) return undefined
  if (fit.length === 0 || columnIndex(dataset.schema, column.name) < 0) return undefined
  const read = readerOf(dataset, { column: column.name, from })
  const fitted = fitSteps(column.name, from, steps, read, fit)
  return { fitted, rows, used: fit.length, before: read(Int32Array.from(rows)), after: applySteps(fitted, read, rows) }
}

interface CellProps {
  readonly values: Values
  readonly form: Form
  /** Of those shown. */
  readonly row: number
  /** What stands for a number that is not there. */
  readonly missing?: string
}

/** Numbers told one by one. */
const TOLD = 48

function Cell({ values, form, row, missing = 'missing' }: CellProps) {
  if (!(values instanceof Float64Array)) return values[row] ? <q>{values[row]}</q> : <Missing />
  const size = sizeOfForm(form)
  const mine = values.subarray(row * size, (row + 1) * size)
  if (form.type === 'image') return <Shown values={mine} form={form} />
  const [only = Number.NaN] = mine
  if (form.type === 'category') return form.values?.[only] ?? <Missing />
  if (form.type === 'time') return Number.isNaN(only) ? <Missing /> : new Date(only).toISOString().replace('.000Z', 'Z')
  const words = Array.from(mine.subarray(0, TOLD), (value) => (Number.isNaN(value) ? missing : numberWords(value)))
  return (
    <span className={styles.numbers}>
      {words.join('  ')}
      {size > TOLD ? ` … ${count(size)} in all` : ''}
    </span>
  )
}

function Missing() {
  return <span className={room.faint}>missing</span>
}

/** Whatever its numbers are, from the least to the greatest. */
function Shown({ values, form }: { readonly values: Float64Array; readonly form: Form }) {
  const [least, greatest] = [Math.min(...values), Math.max(...values)]
  const whole = least >= 0 && greatest > 1
  const pixels = whole ? values : values.map((value) => (255 * (value - least)) / (greatest - least || 1))
  return (
    <span className={styles.pictured}>
      <Pixels pixels={pixels} shape={form.shape} side={64} label={`${form.shape.join('×')} pixels`} />
      <span className={room.soft}>
        {numberWords(least)} to {numberWords(greatest)}
      </span>
    </span>
  )
}
