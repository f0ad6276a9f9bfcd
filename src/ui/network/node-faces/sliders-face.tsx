/**
 * @file SlidersFace: one slider, select, text field or series per column, for trying out the network on any input values.
 */
import { lazy, Suspense, useEffect, useId, useMemo, useRef, useState } from 'react'
import { textAt } from '../../../data/column-values'
import type { Plan, PrepareStep } from '../../../catalog/training-plan'
import type { Dataset } from '../../../data/dataset'
import { nodeFacesText } from '../../../messages/en/inspector'
import { cellNumber } from '../../../messages/format'
import { useSelect } from '../../studio-context'
import { columnOf, mostFrequent, type NumberRange, rangeOf } from './column-ranges'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'
import { useTrial } from './use-trial-input'

/** Loaded only for a network that has text inputs. */
const TextTokens = lazy(() => import('../../charts/text-tokens'))
/** Loaded only for a network that has arrays as inputs. */
const ArrayControl = lazy(() => import('./array-control'))

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
