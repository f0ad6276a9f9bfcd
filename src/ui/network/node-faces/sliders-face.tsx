/**
 * @file SlidersFace: one slider, select, text field or series per column, for trying out the network on any input values.
 */
import { lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react'
import { textAt } from '../../../data/column-values'
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../../catalog/training-plan'
import { perRow } from '../../../data/column-operations'
import type { Column, Dataset } from '../../../data/dataset'
import { loadPagedColumn, rowOf } from '../../../data/paged-columns'
import { readerOf } from '../../../data/transforms/column-reader'
import { applySteps, fitSteps } from '../../../data/transforms/step-chain'
import { formOf } from '../../../data/transforms/transform'
import { nodeFacesText } from '../../../messages/en/inspector'
import { networkText } from '../../../messages/en/network'
import { cellNumber, dimensions } from '../../../messages/format'
import { rowsToTry } from '../../../studio/data/test-set-views'
import { Button } from '../../kit/button'
import { useOnChange } from '../../kit/use-on-change'
import { useSelect } from '../../studio-context'
import { columnOf, mostFrequent, type NumberRange, rangeOf } from './column-ranges'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'
import { useTrial } from './use-trial-input'

/** Loaded only for a network that has text inputs. */
const TextTokens = lazy(() => import('../../charts/text-tokens'))

type Value = number | string | readonly (number | null)[]
type Row = Readonly<Record<string, Value>>

type Control =
  | { readonly type: 'number'; readonly name: string; readonly unit?: string; readonly range: NumberRange }
  | { readonly type: 'category'; readonly name: string; readonly values: readonly string[]; readonly initial: string }
  | { readonly type: 'text'; readonly name: string; readonly initial: string }
  /** An array column, or a number column whose earlier values are gathered by the step `window`. */
  | { readonly type: 'array'; readonly name: string; readonly shape: readonly number[]; readonly window?: PrepareStep }

/** The sliders for a table input. */
export default function SlidersFace({
  label,
  columns,
}: {
  readonly label: string
  readonly columns: readonly string[]
}) {
  const dataset = useSelect((state) => (state.data.tag === 'ready' ? state.data.dataset : undefined))
  const [trial, setTrial] = useTrial(label)
  const prepare = useSelect((state) => state.project.plan.prepare)
  const names = columns.join('\n')
  const controls = useMemo(
    () => (dataset ? controlsOf(dataset, names.split('\n'), prepare) : []),
    [dataset, names, prepare],
  )
  const row = isRow(trial) ? trial : undefined
  const fits = row !== undefined && controls.every((control) => Object.hasOwn(row, control.name))

  useEffect(() => {
    if (!fits && controls.length > 0) setTrial(defaultRow(controls))
  }, [fits, controls, setTrial])

  if (controls.length === 0)
    return (
      <p className={`${kit.caption} ${styles.hint}`}>{dataset ? nodeFacesText.noControls : nodeFacesText.noSliders}</p>
    )
  const now = fits && row ? row : defaultRow(controls)
  const set = (name: string, value: Value) => setTrial({ ...now, [name]: value })
  return (
    <>
      <div className={`${styles.sliders} nodrag nopan nowheel`}>
        {controls.map((control) => (
          <ControlView key={control.name} control={control} value={now[control.name] ?? ''} onChange={set} />
        ))}
      </div>
      {controls.length > MAX_CONTROLS && (
        <p className={`${kit.caption} ${styles.hint}`}>{nodeFacesText.scrollForAll({ n: controls.length })}</p>
      )}
    </>
  )
}

/** Number of controls that fit on the node. */
const MAX_CONTROLS = 3

interface ControlProps {
  readonly control: Control
  readonly value: Value
  readonly onChange: (name: string, value: Value) => void
}

function ControlView({ control, value, onChange }: ControlProps) {
  const { name } = control
  switch (control.type) {
    case 'number': {
      const { low, high, step } = control.range
      const shown = cellNumber(Number(value), name)
      return (
        <label className={`${kit.caption} ${styles.slider}`} title={name}>
          <span className={kit.ellipsis} translate="no">
            {columnTitle(name)}
          </span>
          <output className={styles.value}>
            {shown}
            {control.unit && <span className={styles.unit}> {control.unit}</span>}
          </output>
          <input
            type="range"
            min={low}
            max={high}
            step={step}
            value={Number(value)}
            onChange={(event) => onChange(name, Number(event.currentTarget.value))}
          />
        </label>
      )
    }
    case 'category':
      return (
        <label className={`${kit.caption} ${styles.slider}`} title={name}>
          <span className={kit.ellipsis} translate="no">
            {columnTitle(name)}
          </span>
          <select
            className={styles.choice}
            value={String(value)}
            onChange={(event) => onChange(name, event.currentTarget.value)}
          >
            {control.values.map((one) => (
              <option key={one} translate="no">
                {one}
              </option>
            ))}
          </select>
        </label>
      )
    case 'text':
      return (
        <TextField
          name={name}
          label={columnTitle(name)}
          value={String(value)}
          onChange={(typed) => onChange(name, typed)}
        />
      )
    case 'array':
      return (
        <Suspense fallback={null}>
          <ArrayControl
            name={name}
            label={columnTitle(name)}
            shape={control.shape}
            window={control.window}
            values={Array.isArray(value) ? value : []}
            onChange={(values) => onChange(name, values)}
          />
        </Suspense>
      )
    default:
      return control satisfies never
  }
}

interface TextFieldProps {
  /** Name of the column in the dataset. */
  readonly name: string
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** The text field. It stores the typed text locally, because the value in the studio lags slightly behind. */
function TextField({ name, label, value, onChange }: TextFieldProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [typed, setTyped] = useState(value)
  useEffect(() => {
    if (document.activeElement !== field.current) setTyped(value)
  }, [value])
  return (
    <div className={`${kit.caption} ${styles.written}`}>
      <label htmlFor={id} className={kit.ellipsis} title={name} translate="no">
        {label}
      </label>
      <textarea
        id={id}
        ref={field}
        rows={3}
        maxLength={100_000}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          onChange(currentTarget.value)
        }}
      />
      <Suspense>
        <TextTokens column={name} text={typed} />
      </Suspense>
    </div>
  )
}

/** Maximum length of a text field's initial text. */
const MAX_CHARACTERS = 500

function controlsOf(dataset: Dataset, names: readonly string[], prepare: Plan['prepare']): readonly Control[] {
  return names.flatMap((name): readonly Control[] => {
    const schema = dataset.schema.columns.find((column) => column.name === name)
    const column = columnOf(dataset, name)
    const window = prepare?.[name]?.find(({ kind }) => kind === 'window' || kind === 'timeWindow')
    if (window) return [{ type: 'array', name, shape: [Number(window.length ?? 0), 1], window }]
    if (schema?.type === 'number' && column?.type === 'number') {
      return [{ type: 'number', name, range: rangeOf(column.values), ...(schema.unit ? { unit: schema.unit } : {}) }]
    }
    if (schema?.type === 'category' && column?.type === 'category') {
      return [
        { type: 'category', name, values: schema.values, initial: schema.values[mostFrequent(column.codes)] ?? '' },
      ]
    }
    // The initial text comes from the first row.
    if (schema?.type === 'text' && column?.type === 'text')
      return [{ type: 'text', name, initial: textAt(column, 0).slice(0, MAX_CHARACTERS) }]
    if (schema?.type === 'array' && column?.type === 'array') return [{ type: 'array', name, shape: schema.shape }]
    return []
  })
}

function defaultRow(controls: readonly Control[]): Row {
  return Object.fromEntries(controls.map((control) => [control.name, defaultOf(control)]))
}

function defaultOf(control: Control): Value {
  switch (control.type) {
    case 'number':
      return control.range.median
    case 'category':
    case 'text':
      return control.initial
    // Replaced by the values of an example as soon as they are loaded.
    case 'array':
      return new Array<number>(control.shape.reduce((product, side) => product * side, 1)).fill(0)
    default:
      return control satisfies never
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The name of a column without its unit, which is shown next to the value: "Flipper_length (mm)" becomes "Flipper length". */
function columnTitle(name: string): string {
  return name.replace(/ \([^)]*\)$/, '').replaceAll('_', ' ')
}

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

/** The values of an example's array, such as a series or a window of earlier rows, with a button for the next example. */
function ArrayControl({ name, label, shape, window, values, onChange }: ArrayControlProps) {
  const data = useSelect((state) => (state.data.tag === 'ready' ? state.data : undefined))
  const rows = useSelect(rowsToTry)
  const [example, setExample] = useState(0)
  const show = async (nth: number): Promise<void> => {
    const schema = data?.schema.columns.find((column) => column.name === name)
    const column = data && columnOf(data.dataset, name)
    // Every 7th row, because neighboring rows of a stratified split often have the same class.
    const row = rows[(7 * nth) % rows.length]
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
        {networkText.input.sample}
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
