/** @file ParamField: the control for one parameter, selected by the type of its spec. */
import { inspectorText } from '../../messages/en/inspector'
import { optionName } from '../../messages/en/catalog/params'
import { useState } from 'react'
import { formatMessage } from '../../messages/message'
import { type ParamSpec, type ParamValue, problemOf } from '../../catalog/params'
import { NumberField } from '../kit/number-field'
import { Segmented } from '../kit/segmented'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { TextField } from '../kit/text-field'
import { useSteadyFocus } from '../kit/focus'
import styles from './inspector.module.css'
import { parseInts, parseWindow, windowText } from './param-values'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { schemaOf } from '../../studio/network/network-canvas-subject'
import { useSelect } from '../studio-context'

export interface ParamFieldProps {
  readonly spec: ParamSpec
  readonly value: ParamValue
  readonly onChange: (value: ParamValue) => void
}

/** A field that shows its help text while it has the focus. */
export function ParamField(props: ParamFieldProps) {
  const { help } = props.spec
  const { isFocused, onFocus, onBlur } = useSteadyFocus()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the control inside takes the focus, which shows the help
    <div className={styles.param} data-lit={isFocused ? '' : undefined} onFocus={onFocus} onBlur={onBlur}>
      <Control {...props} />
      {help && <p className={styles.help}>{help}</p>}
    </div>
  )
}

function Control({ spec, value, onChange }: ParamFieldProps) {
  switch (spec.type) {
    case 'int':
      return (
        <NumberField
          label={spec.label}
          integer
          min={spec.min}
          max={spec.max}
          value={Number(value)}
          onChange={onChange}
        />
      )
    case 'float': {
      const step = spec.step === undefined ? {} : { step: spec.step }
      return (
        <NumberField
          label={spec.label}
          min={spec.min}
          max={spec.max}
          {...step}
          value={Number(value)}
          onChange={onChange}
        />
      )
    }
    case 'flag':
      return <Switch label={spec.label} value={value === true} onChange={onChange} />
    case 'choice': {
      const options = spec.options.map((option) => ({
        value: option,
        title: spec.labels?.[option] ?? optionName(option),
      }))
      const isShort = options.length <= 3 && options.every(({ title }) => title.length <= 9)
      const Choice = isShort ? Segmented : Select
      return <Choice label={spec.label} value={String(value)} options={options} onChange={onChange} />
    }
    case 'window':
      return (
        <ParsedField
          spec={spec}
          shown={windowText(value as number | readonly number[], spec.axes)}
          parse={parseWindow}
          onChange={onChange}
        />
      )
    case 'ints':
      return (
        <ParsedField
          spec={spec}
          shown={(value as readonly number[]).join(' × ')}
          parse={parseInts}
          onChange={onChange}
        />
      )
    case 'text':
      return <ParsedField spec={spec} shown={String(value)} parse={(text) => text} onChange={onChange} />
    case 'columns':
      return <ColumnsField label={spec.label} value={value as readonly string[]} onChange={onChange} />
    default:
      return spec satisfies never
  }
}

interface TypedProps {
  readonly spec: ParamSpec
  readonly shown: string
  readonly parse: (text: string) => ParamValue
  readonly onChange: (value: ParamValue) => void
}

/** A text field for values that need parsing. Rejects invalid text and shows the reason. */
function ParsedField({ spec, shown, parse, onChange }: TypedProps) {
  const [problem, setProblem] = useState('')
  const commit = (text: string) => {
    const value = parse(text)
    const invalid = problemOf(spec, value)
    setProblem(invalid ? formatMessage(invalid) : '')
    if (!invalid) onChange(value)
  }
  return <TextField label={spec.label} value={shown} onChange={commit} {...(problem ? { problem } : {})} />
}

const text = inspectorText.columns
const TYPES: Partial<Record<ColumnSchema['type'], string>> = text.types

/**
 * The note next to a column: the column's type, unless it is a number or category, and whether the dataset ignores the
 * column.
 */
function columnNote({ columns, ignore }: DatasetSchema, name: string): string {
  const type = TYPES[columns.find((column) => column.name === name)?.type ?? 'number']
  if (!ignore.includes(name)) return type ?? ''
  return type === undefined ? text.ignored : text.ignoredOfType({ type })
}

interface ColumnsFieldProps {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Shows a checkbox for each column; hidden if there is only one column to choose from. */
function ColumnsField({ label, value, onChange }: ColumnsFieldProps) {
  const schema = useSelect(schemaOf)
  const target = useSelect((state) => state.project.plan.target)
  if (!schema) return null
  const targetName = target ?? schema.target
  // All columns, including excluded ones, because this field is the only way to add text and date columns.
  const offered = schema.columns.map(({ name }) => name).filter((name) => name !== targetName)
  const names = [...offered, ...value.filter((name) => !offered.includes(name))]
  if (names.length < 2) return null
  // Keep the order of the schema rather than the order of clicks.
  const toggled = (name: string) => names.filter((one) => (one === name) !== value.includes(one))
  return (
    <fieldset className={styles.columns}>
      <legend>
        {label}
        {value.length === 0 && <span className={styles.faint}> {text.all}</span>}
      </legend>
      {names.map((name) => (
        <label key={name} className={styles.tick}>
          <input type="checkbox" checked={value.includes(name)} onChange={() => onChange(toggled(name))} />
          <span translate="no">{name}</span>
          <span className={styles.faint}>{columnNote(schema, name)}</span>
        </label>
      ))}
    </fieldset>
  )
}
