/**
 * @file CollectView: a dataset that is being collected: image sources on the left, one panel per class on the right.
 */

import { type FormEvent, lazy, Suspense, useId, useState } from 'react'
import { errorMessage, fail, ok, type Result } from '../../../../base/result'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { cellText } from '../../../../data/cell-text'
import { classColumn, collectedClasses, imageColumn } from '../../../../data/collected-classes'
import type { Column, Dataset } from '../../../../data/dataset'
import { collectText } from '../../../../messages/en/collect'
import type { Collecting } from '../../../../studio/data/data-view-state'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { useIsHidden } from '../../../shell/unless-hidden'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { useUndoScope } from '../undo/use-undo-scope'
import { useShowDataset } from '../user-datasets'
import kit from '../../../kit/kit.module.css'
import table from '../../../kit/table.module.css'
import styles from './collect.module.css'
import { ImageCollector } from './image-collector'

const NEWEST = 12
/** With fewer images, the validation set has so few that its accuracy means little. */
const ENOUGH_EXAMPLES = 100
const rowText = collectText.row

function RowForm({ set, dataset }: { readonly set: string; readonly dataset: Dataset }) {
  const studio = useStudio()
  const id = useId()
  const { schema, columns } = dataset
  const typed = schema.columns.filter(({ type }) => type !== 'image' && type !== 'array')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState<string>()
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = readRow(typed, values)
    if (!read.ok) return setProblem(read.error)
    setProblem(undefined)
    const first = event.currentTarget.querySelector('input')
    // not text: the record of the dataset keeps the source
    studio.run('collect.add', { dataset: set, rows: [read.value], source: 'a form' }).then(
      () => {
        setValues({})
        first?.focus()
      },
      (error: unknown) => setProblem(errorMessage(error)),
    )
  }
  const rows = Array.from({ length: Math.min(NEWEST, schema.rows) }, (_, i) => schema.rows - 1 - i)
  return (
    <div className={kit.stackWide}>
      <form className={`${kit.card} ${kit.stackWide} ${kit.top}`} onSubmit={add} aria-label={rowText.label}>
        <div className={styles.fields}>
          {typed.map((column, i) => (
            <div className={kit.stackTight} key={column.name}>
              <label className={`${kit.soft} ${kit.ellipsis}`} htmlFor={`${id}-${i}`}>
                {column.type === 'number' && column.unit
                  ? rowText.unit({ column: column.name, unit: column.unit })
                  : column.name}
              </label>
              <input
                id={`${id}-${i}`}
                value={values[column.name] ?? ''}
                placeholder={
                  column.type === 'image' || column.type === 'array' ? undefined : rowText.hints[column.type]
                }
                autoComplete="off"
                inputMode={column.type === 'number' ? 'decimal' : 'text'}
                list={column.type === 'category' ? `${id}-${i}-values` : undefined}
                onChange={(event) => setValues({ ...values, [column.name]: event.target.value })}
              />
              {column.type === 'category' && (
                <datalist id={`${id}-${i}-values`}>
                  {column.values.slice(0, 200).map((value) => (
                    <option key={value} value={value} />
                  ))}
                </datalist>
              )}
            </div>
          ))}
        </div>
        {problem && (
          <p role="alert" className={kit.note} data-tone="bad">
            {problem}
          </p>
        )}
        <Button tone="primary" type="submit">
          {rowText.add}
        </Button>
        <span className={kit.soft}>{rowText.empty}</span>
      </form>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region takes the focus
        <section className={kit.scroll} tabIndex={0} aria-label={rowText.newest}>
          <table className={`${table.table} ${table.dense} ${styles.newest}`}>
            <caption>{rowText.caption({ rows: schema.rows })}</caption>
            <thead>
              <tr>
                {schema.columns.map(({ name }) => (
                  <th key={name} scope="col" translate="no">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row}>
                  {schema.columns.map((of, i) => (
                    <td key={of.name}>
                      <Cell of={of} column={columns[i]} row={row} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}

/** The value of a cell, or a label for a missing value. */
function Cell({
  of,
  column,
  row,
}: {
  readonly of: ColumnSchema
  readonly column: Column | undefined
  readonly row: number
}) {
  if (!column) return null
  const value = cellText(of, column, row)
  return value === undefined ? rowText.missing : <span translate="no">{value}</span>
}

/** Parses the typed values into a row, or returns what is wrong with them. */
function readRow(
  columns: readonly ColumnSchema[],
  values: Readonly<Record<string, string>>,
): Result<Readonly<Record<string, string | number>>, string> {
  const row: Record<string, string | number> = {}
  for (const { name, type } of columns) {
    const typed = (values[name] ?? '').trim()
    if (typed === '') continue
    if (type === 'number') {
      // Users of many languages type a comma as the decimal mark.
      const number = Number(/^[^.,]*,[^.,]*$/.test(typed) ? typed.replace(',', '.') : typed)
      if (!Number.isFinite(number)) return fail(rowText.notNumber({ column: name, typed: typed.slice(0, 40) }))
      row[name] = number
    } else if (type === 'time') {
      if (Number.isNaN(Date.parse(typed))) return fail(rowText.notDate({ column: name, typed: typed.slice(0, 40) }))
      row[name] = typed
    } else row[name] = typed
  }
  return Object.keys(row).length === 0 ? fail(rowText.noValues) : ok(row)
}

const CurvePart = lazy(() => import('../learning-curve/curve-section'))

const text = collectText.view

export default function CollectView({ collecting }: { readonly collecting: Collecting }) {
  const run = useRunCommand()
  const showDataset = useShowDataset()
  const { set, dataset, off, undo, redo } = collecting
  const { schema } = dataset
  useUndoScope(set, 'set', collecting)
  const inUse = useSelect((state) => state.data.tag === 'ready' && state.project.data.dataset === set)
  const project = useSelect((state) => state.project.name)
  // As with an import, if the open project was made for other data, its network is kept unless the user chooses to
  // replace it.
  const inNew = !useIsHidden('project.forSet') && !inUse
  const fits = useSelect((state) => state.report.checked !== undefined)
  const buckets = collectedClasses(dataset, off)
  const form = imageColumn(schema)
  const classes = classColumn(schema) !== undefined
  const filled = buckets.filter(({ rows, isOff }) => rows.length > 0 && !isOff)
  const enough = classes ? filled.length >= 2 : schema.rows >= 10
  const examples = filled.reduce((sum, { rows }) => sum + rows.length, 0)
  const isTry = classes && examples < ENOUGH_EXAMPLES
  const hint = !enough
    ? classes
      ? text.fewClasses
      : text.fewRows
    : isTry
      ? text.enoughToTry({ examples })
      : text.enough
  const change = (args: object) => run('collect.change', { dataset: set, ...args })
  const done = () => {
    run('data.collect', { dataset: null })
    showDataset(set)
  }
  return (
    <section
      className={`${kit.stackWide} ${kit.scroll} ${styles.view}`}
      aria-label={text.label({ dataset: schema.title })}
    >
      <div className={`${kit.wrapWide} ${styles.head}`}>
        <h2 className={kit.ellipsis} title={schema.title} translate="no">
          {schema.title}
        </h2>
        <p className={kit.soft} role="status">
          {form && classes
            ? text.classImages({ images: schema.rows, classes: buckets.length, off: off.length })
            : form
              ? text.images({ images: schema.rows })
              : text.classRows({ rows: schema.rows, off: off.length })}
        </p>
        <IconButton label={text.undo} icon="undo" disabled={!undo} onClick={() => change({ undo: true })} />
        <IconButton label={text.redo} icon="redo" disabled={!redo} onClick={() => change({ redo: true })} />
        <span className={kit.grow} />
        {inUse && fits ? (
          <>
            <span className={kit.soft}>{form ? text.newImages : text.newRows}</span>
            <Button tone="primary" icon="train" onClick={() => run('room.open', { room: 'train' })}>
              {text.train}
            </Button>
          </>
        ) : (
          <>
            <Button
              tone="primary"
              disabled={!enough}
              title={inNew ? text.inNewTip({ project }) : text.useTip}
              onClick={() =>
                inNew ? run('project.forSet', { dataset: set }) : run('data.use', { dataset: set, network: true })
              }
            >
              {inUse ? text.buildNetwork : inNew ? text.useInNew : text.use}
            </Button>
            {inNew && (
              <Button
                disabled={!enough}
                title={text.hereTip({ project })}
                onClick={() => run('data.use', { dataset: set, network: true })}
              >
                {text.useHere}
              </Button>
            )}
          </>
        )}
        <Button onClick={done}>{text.done}</Button>
      </div>
      {/* A line that disappears would move everything below it while the button for recording is held. */}
      <p className={kit.soft}>{hint}</p>
      {form && classes ? (
        <ImageCollector collecting={collecting} form={form} buckets={buckets} />
      ) : (
        <RowForm set={set} dataset={dataset} />
      )}
      {inUse && (
        <Suspense fallback={null}>
          <CurvePart />
        </Suspense>
      )}
    </section>
  )
}
