/** @file English text for the edit history of a dataset: what each step did. */
import { defineMessages, defineText } from '../define'
import { count, counted, list, number, identifier } from '../format'
import { type ColumnType, columnTypesText } from './data/column-types'

/** A value that a step sets; null for a missing value. */
type Value = string | number | null

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
const quoted = (text: string) => `"${short(text)}"`
const names = (all: readonly string[]) => list(all.map((name) => `"${name}"`))
const shown = (value: Value) =>
  value === null ? 'missing' : typeof value === 'number' ? number(value, 15) : quoted(value)
/** How images were collected, keyed by the words that the steps record. */
const ways = defineText('dataset-steps/ways', {
  'by pad': 'by drawing',
  'by camera': 'with the camera',
  'by file': 'from files',
})
const isWay = (way: string): way is keyof typeof ways => Object.hasOwn(ways, way)

const because = (why: string | undefined) => (why ? `: ${why}` : '')

export const datasetSteps = defineMessages('dataset-steps', {
  'step-did-exclude': (a: { rows: number; why?: string }) => `Excluded ${counted(a.rows, 'row')}${because(a.why)}`,
  'step-did-keep': (a: { rows: number; why?: string }) => `Kept only ${counted(a.rows, 'row')}${because(a.why)}`,
  /** `row` counts from 1 and is present if the step changed a single row. */
  'step-did-set': (a: { column: string; rows: number; row?: number; value: Value }) =>
    `Set "${a.column}" in ${a.row === undefined ? counted(a.rows, 'row') : `row ${identifier(a.row)}`} to ${shown(a.value)}`,
  'step-did-fill': (a: { column: string; value: string | number }) =>
    `Filled missing values in "${a.column}" with ${shown(a.value)}`,
  'step-did-missing': (a: { column: string; values: readonly (string | number)[] }) =>
    `Marked ${list(a.values.slice(0, 8).map(shown))} in "${a.column}" as missing`,
  'step-did-type': (a: { column: string; to: ColumnType; lost: number }) =>
    `Changed "${a.column}" to ${columnTypesText.holds[a.to]}${a.lost > 0 ? `; ${counted(a.lost, 'value')} did not fit and ${a.lost === 1 ? 'is' : 'are'} missing` : ''}`,
  'step-did-rename': (a: { column: string; to: string }) => `Renamed "${a.column}" to "${a.to}"`,
  'step-did-drop': (a: { columns: readonly string[] }) => `Dropped ${names(a.columns)}`,
  /**
   * `ignore` is present for old steps, which did not record the changed columns. It names all columns that are not
   * inputs.
   */
  'step-did-roles': (a: {
    target?: string
    newly?: readonly string[]
    freed?: readonly string[]
    ignore?: readonly string[]
  }) =>
    `Changed roles: ${[
      ...(a.target === undefined ? [] : [`target "${a.target}"`]),
      ...(a.newly ? [`not an input: ${names(a.newly)}`] : []),
      ...(a.freed ? [`input again: ${names(a.freed)}`] : []),
      ...(a.ignore ? [a.ignore.length === 0 ? 'all columns are inputs' : `not an input: ${names(a.ignore)}`] : []),
    ].join('; ')}`,
  'step-did-map': (a: { column: string; values: readonly (readonly [from: string, to: string | null])[] }) => {
    const pairs = a.values.slice(0, 4).map(([from, to]) => `${quoted(from)} to ${shown(to)}`)
    const others = a.values.length - pairs.length
    return `Changed ${list(others > 0 ? [...pairs, counted(others, 'other')] : pairs)} in "${a.column}"`
  },
  'step-did-off': (a: { column: string; values: readonly string[] }) =>
    `Turned off ${list(a.values.slice(0, 8).map(quoted))} in "${a.column}"`,
  'step-did-scale': (a: { column: string; factor: number; offset: number; where?: string; unit?: string }) =>
    `Multiplied "${a.column}" by ${number(a.factor, 15)}${a.offset === 0 ? '' : ` and added ${number(a.offset, 15)}`}${a.where === undefined ? '' : ` where ${a.where}`}${a.unit ? `; unit: ${a.unit}` : ''}`,
  /** `source` is what the step recorded: the name of a file, or what was collected. */
  'step-did-append': (a: { rows: number; source?: string }) => {
    const [, label = '', way = ''] = /^"(.*)" (by \w+)$/s.exec(a.source ?? '') ?? []
    return isWay(way)
      ? `Added ${counted(a.rows, 'image')} of "${label}" ${ways[way]}`
      : `Added ${counted(a.rows, 'row')}${because(a.source)}`
  },
  'step-did-add-class': (a: { source?: string }) => (a.source ? `Added ${a.source}` : 'Added nothing'),
  'step-did-unknown': (a: { kind: string }) => `Step from a newer version of Netloom (${a.kind})`,

  // Several equal steps shown as one.
  'steps-did-repeat': (a: { step: string; times: number }) => `${a.step}, ${count(a.times)} times`,
  /** `way` is how the samples were collected, as recorded by the step: "by pad". */
  'steps-did-collect': (a: { way: string; classes: readonly { readonly label: string; readonly rows: number }[] }) => {
    const rows = counted(
      a.classes.reduce((sum, one) => sum + one.rows, 0),
      isWay(a.way) ? 'image' : 'row',
    )
    const way = isWay(a.way) ? ways[a.way] : a.way
    const [first] = a.classes
    if (a.classes.length === 1 && first) return `Added ${rows} of "${first.label}" ${way}`
    const shown = a.classes.slice(0, 8).map((one) => `${count(one.rows)} ${one.label}`)
    const more = a.classes.length - shown.length
    return `Added ${rows} ${way} (${list(more > 0 ? [...shown, `${count(more)} more classes`] : shown)})`
  },
})
