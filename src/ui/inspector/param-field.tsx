/** @file ParamField: the control for one parameter, selected by the type of its spec. */
import { type ReactNode, useState } from 'react'
import { fail, ok, type Result } from '../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import { type ParamSpec, type ParamSpecs, type ParamValue, problemOf } from '../../catalog/params'
import { isLagged } from '../../data/bind-columns'
import type { DrawnNode } from '../../graph/drawing'
import { optionName } from '../../messages/en/catalog/params'
import { inspectorText } from '../../messages/en/inspector'
import { formatMessage, type Message } from '../../messages/message'
import { schemaOf } from '../../studio/data/data-session'
import { useSteadyFocus } from '../kit/focus'
import { NumberField } from '../kit/number-field'
import { Segmented } from '../kit/segmented'
import { Select } from '../kit/select'
import { Switch } from '../kit/switch'
import { TextField } from '../kit/text-field'
import { useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './inspector.module.css'

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
      {help && <p className={`${kit.faintCaption} ${styles.help}`}>{help}</p>}
    </div>
  )
}

interface ParamListProps {
  readonly specs: readonly (readonly [name: string, spec: ParamSpec])[]
  readonly children: (name: string, spec: ParamSpec) => ReactNode
}

/** A form with one field per parameter. Advanced parameters with good defaults are collapsed under "More". */
export function ParamList({ specs, children: field }: ParamListProps) {
  const fields = (isAdvanced: boolean) =>
    specs.filter(([, spec]) => (spec.advanced ?? false) === isAdvanced).map(([name, spec]) => field(name, spec))
  const advanced = fields(true)
  return (
    <div>
      {fields(false)}
      {advanced.length > 0 && (
        <details className={kit.above}>
          <summary>{inspectorText.more}</summary>
          {advanced}
        </details>
      )}
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
  const plan = useSelect((state) => state.project.plan)
  if (!schema) return null
  const targetName = plan.target ?? schema.target
  // All columns, including excluded ones, because this field is the only way to add text and date columns. A target is
  // an input only in a window of its earlier values.
  const offered = schema.columns.map(({ name }) => name).filter((name) => name !== targetName || isLagged(plan, name))
  const names = [...offered, ...value.filter((name) => !offered.includes(name))]
  if (names.length < 2) return null
  // Keep the order of the schema rather than the order of clicks.
  const toggled = (name: string) => names.filter((one) => (one === name) !== value.includes(one))
  return (
    <fieldset className={kit.apart}>
      <legend className={kit.soft}>
        {label}
        {value.length === 0 && <span className={kit.faint}> {text.all}</span>}
      </legend>
      {names.map((name) => (
        <label key={name} className={kit.row}>
          <input type="checkbox" checked={value.includes(name)} onChange={() => onChange(toggled(name))} />
          <span translate="no">{name}</span>
          <span className={kit.faint}>{columnNote(schema, name)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/**
 * The value shared by all nodes; undefined if the values differ. An unset parameter counts as the default of the node's
 * kind.
 */
export function commonValue(
  nodes: readonly DrawnNode[],
  name: string,
  spec: ParamSpec,
  specsOf: (node: DrawnNode) => ParamSpecs,
): ParamValue | undefined {
  // Kinds that share a parameter may have different defaults, such as a stride that defaults to 1 or to the window
  // size.
  const [first, ...others] = nodes.map((node) =>
    Object.hasOwn(node.params, name) ? node.params[name] : specsOf(node)[name]?.default,
  )
  const same = others.every((value) => JSON.stringify(value) === JSON.stringify(first))
  // A field cannot show a computed value or an invalid value from a file.
  return same && first !== undefined && isShowable(spec, first) ? first : undefined
}

/** Parses the text that the user typed into the field of a parameter whose value differs among the selected nodes. */
export function parseTyped(spec: ParamSpec, text: string): Result<ParamValue, Message> {
  const value = parseValue(spec, text)
  const problem = problemOf(spec, value)
  return problem ? fail(problem) : ok(value)
}

function parseValue({ type }: ParamSpec, text: string): ParamValue {
  if (type === 'window') return parseWindow(text)
  if (type === 'ints') return parseInts(text)
  return type === 'int' || type === 'float' ? parseNumber(text) : text
}

/** Parses a number. Empty text becomes NaN, not 0. */
function parseNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
}

function isShowable(spec: ParamSpec, value: ParamValue): boolean {
  const problem = problemOf(spec, value)
  return !problem || problem.code === 'param-range'
}

/** Formats 3 or [3, 5] as 3 × 3 or 3 × 5. */
export function windowText(value: number | readonly number[], axes: number): string {
  const each = typeof value === 'number' ? Array.from({ length: axes }, () => value) : value
  return each.join(' × ')
}

/**
 * Parses one number for all axes, or one number per axis. Anything that is not a number becomes NaN, so that the value
 * is rejected.
 */
export function parseWindow(text: string): number | readonly number[] {
  const numbers = parseInts(text)
  const [first = Number.NaN] = numbers
  return numbers.every((n) => n === first) ? first : numbers
}

/** Parses a list of integers with any separators: "28×28×1", "28, 28, 1" and "[28 28 1]" yield the same list. */
export function parseInts(text: string): readonly number[] {
  return (text.match(/[^\s×x*,;[\]()]+/giu) ?? []).map(Number)
}
