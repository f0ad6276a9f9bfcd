/**
 * @file ArrayControl: the values of an example's array, such as a series or a window of earlier rows, with a button that
 * shows the next example.
 */
import { useState } from 'react'
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import type { PrepareStep } from '../../../catalog/training-plan'
import { perRow } from '../../../data/column-operations'
import type { Column, Dataset } from '../../../data/dataset'
import { loadPagedColumn, rowOf } from '../../../data/paged-columns'
import { readerOf } from '../../../data/transforms/column-reader'
import { applySteps, fitSteps } from '../../../data/transforms/step-chain'
import { formOf } from '../../../data/transforms/transform'
import { networkText } from '../../../messages/en/network'
import { dimensions } from '../../../messages/format'
import { Button } from '../../kit/button'
import { useOnChange } from '../../kit/use-on-change'
import { useSelect } from '../../studio-context'
import { columnOf } from './column-ranges'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'

const text = networkText.input

interface ArrayControlProps {
  /** Name of the column in the dataset. */
  readonly name: string
  readonly label: string
  readonly shape: readonly number[]
  /** The step that gathers the array from earlier rows of a number column. */
  readonly window?: PrepareStep | undefined
  /** The values in order, null where one is missing. */
  readonly values: readonly (number | null)[]
  readonly onChange: (values: readonly (number | null)[]) => void
}

/** Loads when a network reads an array. */
export default function ArrayControl({ name, label, shape, window, values, onChange }: ArrayControlProps) {
  const data = useSelect((state) => (state.data.tag === 'ready' ? state.data : undefined))
  const [example, setExample] = useState(0)
  const show = async (nth: number): Promise<void> => {
    const schema = data?.schema.columns.find((column) => column.name === name)
    const column = data && columnOf(data.dataset, name)
    const rows = data && (data.split.test.length > 0 ? data.split.test : data.split.train)
    // Every 7th row, because neighboring rows of a stratified split often have the same class.
    const row = rows?.[(7 * nth) % rows.length]
    if (!schema || !column || row === undefined) return
    setExample(nth)
    // Waits in both cases, because the other inputs set their defaults in the same round of effects.
    const example = await (window ? windowAt(data.dataset, schema, window, row) : arrayAt(column, schema, row))
    onChange(Array.from(example, (value) => (Number.isNaN(value) ? null : value)))
  }
  // Shows an example at first, so that there is a prediction.
  useOnChange([data?.key, name], () => {
    if (values.every((value) => value === 0)) void show(0)
  })
  return (
    <div className={`${kit.caption} ${styles.written}`}>
      <span className={kit.ellipsis} translate="no">
        {label}
      </span>
      <Series values={values} channels={shape.length > 1 ? (shape.at(-1) ?? 1) : 1} />
      <Button size="small" tone="quiet" title={dimensions(shape)} onClick={() => void show(example + 1)}>
        {text.sample}
      </Button>
    </div>
  )
}

async function arrayAt(column: Column, schema: ColumnSchema, row: number): Promise<ArrayLike<number>> {
  const loaded = await loadPagedColumn(column, schema, [row])
  return loaded.type === 'array' ? rowOf(loaded, perRow(schema), row) : []
}

/** The values that a window gathers for a row; NaN for those before the first row. */
function windowAt(dataset: Dataset, schema: ColumnSchema, window: PrepareStep, row: number): Float64Array {
  const from = formOf(schema)
  const read = readerOf(dataset, { column: schema.name, from })
  const rows = Uint32Array.of(row)
  const values = applySteps(fitSteps(schema.name, from, [window], read, rows), read, rows)
  return values instanceof Float64Array ? values : new Float64Array(0)
}

const WIDTH = 118
const HEIGHT = 28
const MAX_CHANNELS = 4

/** Draws the first channels of a series as lines. */
function Series({ values, channels }: Pick<ArrayControlProps, 'values'> & { readonly channels: number }) {
  const steps = Math.max(1, Math.floor(values.length / channels))
  const [low, high] = values.reduce<readonly [number, number]>(
    ([least, most], value) => (value === null ? [least, most] : [Math.min(least, value), Math.max(most, value)]),
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
  const x = (step: number) => (steps > 1 ? (step * WIDTH) / (steps - 1) : WIDTH / 2)
  const y = (value: number) => HEIGHT - 1 - ((value - low) / (high - low || 1)) * (HEIGHT - 2)
  const lines = Array.from({ length: Math.min(channels, MAX_CHANNELS) }, (_, channel) =>
    Array.from({ length: steps }, (_, step) => {
      const value = values[step * channels + channel] ?? null
      return value === null ? [] : [`${x(step)},${y(value)}`]
    })
      .flat()
      .join(' '),
  )
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
      {lines.map((points, channel) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a channel is identified by its position
        <polyline key={channel} points={points} fill="none" stroke="var(--ink)" strokeOpacity={1 - 0.2 * channel} />
      ))}
    </svg>
  )
}
