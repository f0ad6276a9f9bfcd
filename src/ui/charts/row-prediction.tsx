/**
 * @file The prediction for a row of the data in use, with the probability of each class, and how it changes with other
 * values in the columns that the network reads.
 */
import { useState } from 'react'
import { errorMessage } from '../../base/result'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { rowsText } from '../../messages/en/data/rows'
import { networkText } from '../../messages/en/network'
import { cellNumber, list, percent, significant } from '../../messages/format'
import { isSealed } from '../../studio/data/test-set-views'
import type { Dataset } from '../../data/dataset'
import type { ColumnValues } from '../../studio/models/decode-prediction'
import { errorNotice } from '../../studio/notice'
import type { HeadAnswer } from '../../studio/state'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { useResult } from '../kit/use-on-change'
import { rangeOf } from '../network/node-faces/column-ranges'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { ImageBrush } from './image-brush'
import { PixelImage } from './pixel-image'

const text = rowsText.record

/** Puts a row, with other values in some columns, on the input nodes, and shows the network. */
export function usePutOnInput(): (row: number, changes?: ColumnValues) => void {
  const studio = useStudio()
  async function put(row: number, changes?: ColumnValues): Promise<void> {
    try {
      const { inputs } = await studio.run('trial.row', { row, changes })
      await studio.run('room.open', { room: 'build' })
      const { nodes } = studio.store.getState().project.drawing
      const node = nodes.find(({ label }) => label === inputs[0])
      if (node) await studio.run('canvas.goTo', { node: node.id })
    } catch (error) {
      await studio.run('notice.show', errorNotice(error))
    }
  }
  return (row, changes) => void put(row, changes)
}

interface RowPredictionProps {
  readonly row: number
  /** Other values of some columns. */
  readonly changes?: ColumnValues
}

/** Updates for each row and whenever the run progresses; renders nothing if no model can make a prediction. */
export function RowPrediction({ row, changes }: RowPredictionProps) {
  const studio = useStudio()
  const run = useSelect((state) => `${state.run.tag === 'idle' ? '' : state.run.id} ${state.run.tag}`)
  const sealed = useSelect(
    (state) => isSealed(state) && state.data.tag === 'ready' && state.data.split.test.includes(row),
  )
  // Another state of the run has other weights. A model that uses other columns has no prediction for this row.
  const {
    value: prediction,
    error,
    isCurrent,
  } = useResult([studio, row, run, sealed, changes], () =>
    sealed ? undefined : studio.run('data.answer', { row, changes }),
  )
  if (sealed) {
    return (
      <section aria-label={text.prediction}>
        <h4 className={kit.above}>{text.prediction}</h4>
        <p className={kit.missing}>{text.locked}</p>
      </section>
    )
  }
  if (changes && error) return <p className={kit.soft}>{errorMessage(error)}</p>
  // While a slider moves, the newest prediction stays until the next one is there.
  if (!prediction || (!isCurrent && !changes)) return null
  const title = changes ? text.changedPrediction : text.prediction
  return (
    <section aria-label={title} aria-live={changes && 'polite'}>
      <h4 className={kit.above}>{title}</h4>
      {!changes && <p className={kit.missing}>{prediction.by}</p>}
      {Object.entries(prediction.outputs).map(([label, head]) => (
        <div key={label}>
          <b translate="no">{label}</b>
          <HeadSays head={head} />
        </div>
      ))}
      {!changes && <OtherValues key={row} row={row} />}
    </section>
  )
}

/** A column whose value can be changed: a number or a category that the network reads. */
type Changeable = Of<'number'> | Of<'category'>
type Of<T extends 'number' | 'category'> = Extract<Column, { type: T }> & {
  readonly schema: Extract<ColumnSchema, { type: T }>
}

function useChangeable(): readonly Changeable[] {
  const dataset = useSelect(({ data }) => (data.tag === 'ready' ? data.dataset : undefined))
  const inputs = useSelect(({ report }) => report.binding.inputs)
  const read = new Set(inputs.flatMap(({ columns }) => columns))
  return (dataset?.schema.columns ?? []).flatMap((schema, i): readonly Changeable[] => {
    const column = dataset?.columns[i]
    if (!read.has(schema.name)) return []
    if (column?.type === 'number' && schema.type === 'number') return [{ ...column, schema }]
    return column?.type === 'category' && schema.type === 'category' ? [{ ...column, schema }] : []
  })
}

/** The places of the columns of images that the network reads. */
function useImages(dataset: Dataset | undefined): readonly number[] {
  const inputs = useSelect(({ report }) => report.binding.inputs)
  const read = new Set(inputs.flatMap(({ columns }) => columns))
  return [...(dataset?.schema.columns ?? []).entries()].flatMap(([at, { name, type }]) =>
    type === 'image' && read.has(name) ? [at] : [],
  )
}

/** Tries other values in the columns of a row: the prediction follows while a slider moves, or the brush draws. */
function OtherValues({ row }: { readonly row: number }) {
  const columns = useChangeable()
  const dataset = useSelect(({ data }) => (data.tag === 'ready' ? data.dataset : undefined))
  const images = useImages(dataset)
  const put = usePutOnInput()
  const [changes, setChanges] = useState<Readonly<Record<string, number | string | readonly number[]>>>()
  if (columns.length + images.length === 0) return null
  if (!changes)
    return (
      <Button size="small" className={kit.above} onClick={() => setChanges({})}>
        {text.whatIf}
      </Button>
    )
  const set = (name: string, value: number | string | readonly number[]) =>
    setChanges((before) => ({ ...before, [name]: value }))
  const drawn = images.flatMap((at) => {
    const name = dataset?.schema.columns[at]?.name ?? ''
    return Object.hasOwn(changes, name) ? [name] : []
  })
  const changed = columns.filter(({ schema }) => Object.hasOwn(changes, schema.name))
  return (
    <>
      <RowPrediction row={row} changes={changes} />
      <section aria-label={text.whatIf} className={`${kit.stack} ${kit.above}`}>
        {dataset &&
          images.map((at) => {
            const name = dataset.schema.columns[at]?.name ?? ''
            const value = changes[name]
            return (
              <ImageBrush
                key={name}
                {...{ dataset, at, row }}
                value={typeof value === 'object' ? value : undefined}
                onChange={(pixels) => set(name, pixels)}
              />
            )
          })}
        {columns.map((column) => {
          const { name } = column.schema
          const [own, value] = [rowValue(column, row), changes[name]]
          return (
            <ValueControl
              key={name}
              column={column}
              value={typeof value === 'object' ? own : (value ?? own)}
              onChange={set}
            />
          )
        })}
      </section>
      <p className={`${kit.soft} ${kit.above}`}>
        {drawn.length > 0 && `${text.changedImage({ columns: drawn })} `}
        {changed.length === 0
          ? drawn.length === 0 && text.unchanged
          : text.changed({
              what: list(changed.map((column) => `${column.schema.name}: ${shown(column, rowValue(column, row))}`)),
            })}
      </p>
      <div className={`${kit.wrap} ${kit.above}`}>
        <Button size="small" disabled={changed.length + drawn.length === 0} onClick={() => setChanges({})}>
          {text.reset}
        </Button>
        <Button size="small" onClick={() => put(row, changes)}>
          {rowsText.putOnInput}
        </Button>
      </div>
    </>
  )
}

interface ValueControlProps {
  readonly column: Changeable
  readonly value: number | string | undefined
  readonly onChange: (name: string, value: number | string) => void
}

function ValueControl({ column, value, onChange }: ValueControlProps) {
  const { name } = column.schema
  if (column.type === 'category')
    return (
      <Select
        label={name}
        layout="row"
        value={String(value ?? '')}
        options={[
          ...(value === undefined ? [{ value: '', title: text.missing }] : []),
          ...column.schema.values.map((one) => ({ value: one, title: one })),
        ]}
        onChange={(next) => onChange(name, next)}
      />
    )
  const { low, high, step, median } = rangeOf(column.values)
  return (
    <label className={kit.row}>
      {/* Long names wrap, because several columns can begin with the same words. */}
      <span className={kit.grow} style={{ overflowWrap: 'anywhere' }} translate="no">
        {name}
      </span>
      <output>{shown(column, value)}</output>
      <input
        type="range"
        min={low}
        max={high}
        step={step}
        value={value ?? median}
        onChange={(event) => onChange(name, Number(event.currentTarget.value))}
      />
    </label>
  )
}

/** The value of a row; undefined if it is missing. */
function rowValue(column: Changeable, row: number): number | string | undefined {
  if (column.type === 'category') return column.schema.values[column.codes[row] as number]
  const value = column.values[row] as number
  return Number.isNaN(value) ? undefined : Number(value.toPrecision(6))
}

function shown({ schema }: Changeable, value: number | string | undefined): string {
  if (value === undefined) return text.missing
  return typeof value === 'number' ? cellNumber(value, schema.name) : value
}

const MAX_CLASSES = 4
const predictionText = networkText.prediction

function HeadSays({ head }: { readonly head: HeadAnswer }) {
  switch (head.kind) {
    case 'number':
      return (
        <span>
          {significant(head.value)} {head.unit} {head.range && predictionText.range(head.range)}
        </span>
      )
    case 'sequence':
      return (
        <span>
          <q translate="no">{head.text}</q> {percent(head.probability)}
        </span>
      )
    case 'image':
      return <PixelImage pixels={head.pixels} shape={head.shape} side={120} label={text.predictedImage} />
    case 'classes':
      return (
        <ol className={kit.shares}>
          {Object.entries(head.probabilities)
            .sort((a, b) => b[1] - a[1])
            .slice(0, MAX_CLASSES)
            .map(([name, probability]) => (
              <li key={name}>
                <span className={kit.ellipsis} title={name} translate="no">
                  {name}
                </span>
                <i className={kit.bar}>
                  <b style={{ width: `${probability * 100}%` }} />
                </i>
                <span>{percent(probability)}</span>
              </li>
            ))}
        </ol>
      )
    default:
      return head satisfies never
  }
}
