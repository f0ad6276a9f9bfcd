/** @file Preview: real rows of a column before and after its steps, with what the steps learnt from the training rows. */
import { useMemo, useState } from 'react'
import { count } from '../../../../base/messages/words'
import { type ColumnSchema, columnIndex } from '../../../../catalog/dataset-schema'
import type { PrepareStep } from '../../../../catalog/plan'
import type { Dataset, Split } from '../../../../data/dataset'
import { applySteps, chainOf, fitSteps, linksOf } from '../../../../data/transforms/chain'
import { findTransform } from '../../../../data/transforms/index'
import { readerOf } from '../../../../data/transforms/read'
import { type Form, formOf, sizeOfForm, type Values } from '../../../../data/transforms/transform'
import { Pixels } from '../../../charts/picture'
import { numberWords } from '../../../charts/row-words'
import { Button } from '../../../kit/button'
import room from '../../rooms.module.css'
import { formWords } from './form-words'
import styles from './prepare.module.css'

interface PreviewProps {
  readonly dataset: Dataset
  readonly split: Split
  readonly column: ColumnSchema
  readonly steps: readonly PrepareStep[]
}

/** Rows shown. */
const ROWS = 6
/** Numbers, or texts by their usual length, that are fitted on here; a run fits all. */
const MOST = 8_000_000
const TEXT = 100

/** A table of a few training rows; others can be asked for. */
export function Preview({ dataset, split, column, steps }: PreviewProps) {
  const [page, setPage] = useState(0)
  const shown = useMemo(() => previewOf(dataset, split, column, steps, page), [dataset, split, column, steps, page])
  if (!shown) return null
  const { fitted, rows, before, after, used } = shown
  const { forms } = chainOf(fitted)
  const end = forms.at(-1) as Form
  return (
    <section className={room.part} aria-label="Before and after">
      <div className={room.title}>
        <h3>Before and after</h3>
        <span>
          {formWords(end)}
          {end.type === 'ids' ? ': an Embedding of as many inputs comes next' : ''}
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
                <th scope="row">{count(row + 1)}</th>
                <td>
                  <Cell values={before} form={forms[0] as Form} row={i} />
                </td>
                <td>
                  <Cell values={after} form={end} row={i} missing="0, for missing" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function previewOf(dataset: Dataset, split: Split, column: ColumnSchema, steps: readonly PrepareStep[], page: number) {
  const from = formOf(column)
  const { train } = split
  if (!linksOf(column.name, from, steps).ok || train.length === 0 || columnIndex(dataset.schema, column.name) < 0)
    return undefined
  const read = readerOf(dataset, { column: column.name, from })
  const used = Math.min(train.length, Math.ceil(MOST / (from.type === 'text' ? TEXT : sizeOfForm(from))))
  const fitted = fitSteps(column.name, from, steps, read, train.subarray(0, used))
  // Spread over the set, whose rows often stand by class or by time.
  const apart = Math.max(1, Math.floor(train.length / ROWS))
  const places = Array.from({ length: Math.min(ROWS, train.length) }, (_, i) => (i * apart + page) % train.length)
  const rows = Uint32Array.from(places, (place) => train[place] as number)
  return { fitted, rows, used, before: read(Int32Array.from(rows)), after: applySteps(fitted, read, rows) }
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
