/**
 * @file Completions: suggestions while the user writes a condition: columns, comparisons, values, and words that join
 * conditions.
 */
import { columnTypesText } from '../../../../messages/en/data/columns'
import { rowsText } from '../../../../messages/en/data/rows'
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { printCondition } from '../../../../data/condition-text'
import {
  PREDICTION_COLUMNS,
  type PredictionColumn,
  parseModelColumn,
  modelColumnName,
} from '../../../../data/virtual-columns'

export interface Completion {
  /** The text to insert. */
  readonly text: string
  readonly about: string
}

export interface Completions {
  /** Range of characters in the text that the suggestion replaces. */
  readonly from: number
  readonly to: number
  readonly offered: readonly Completion[]
}

const MAX = 12
const NUMBER_SIGNS = ['<', '<=', '=', '>=', '>', 'is missing']
const CLASS_SIGNS = ['=', '!=', 'in (', 'contains', 'is missing']
const TEXT_SIGNS = ['contains', '=', 'is missing']
const SIGNS: Readonly<Record<ColumnSchema['type'], readonly string[]>> = {
  number: NUMBER_SIGNS,
  time: NUMBER_SIGNS,
  category: CLASS_SIGNS,
  text: TEXT_SIGNS,
  image: ['is missing'],
  array: ['is missing'],
}
const PIECE = /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[<>=!≤≥≠]+|[(),]|[^\s"'<>=!≤≥≠(),]+/gu

/** Suggestions at the caret position. */
export function completionsAt(text: string, caret: number, columns: readonly ColumnSchema[]): Completions {
  const pieces = [...text.slice(0, caret).matchAll(PIECE)]
  const last = pieces.at(-1)
  const typing = last !== undefined && last.index + last[0].length === caret && !/^[<>=!≤≥≠(),]+$/u.test(last[0])
  const before = subjectsWhole((typing ? pieces.slice(0, -1) : pieces).map(([piece]) => piece))
  const from = typing ? last.index : caret
  const initial = (typing ? last[0] : '').replace(/^["']|["']$/g, '').toLowerCase()
  const fits = ({ text: offered }: Completion) => {
    const plain = offered.replace(/^"/, '').toLowerCase()
    return plain.includes(initial) && plain !== initial
  }
  const rank = ({ text: offered }: Completion) => (offered.replace(/^"/, '').toLowerCase().startsWith(initial) ? 0 : 1)
  const offered = next(before, columns)
    .filter(fits)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX)
  return { from, to: caret, offered }
}

/** Joins the three tokens that name a saved model's column into a single token: `mistake of "digits v3"`. */
function subjectsWhole(pieces: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (let i = 0; i < pieces.length; i++) {
    const [piece = '', of, model] = pieces.slice(i, i + 3)
    const fact = of?.toLowerCase() === 'of' ? PREDICTION_COLUMNS.find((answer) => answer === piece) : undefined
    if (!fact || model === undefined) whole.push(piece)
    else {
      whole.push(modelColumnName({ column: fact, model: unquoted(model) }))
      i += 2
    }
  }
  return whole
}

function next(before: readonly string[], columns: readonly ColumnSchema[]): Completion[] {
  const [last, sign] = [before.at(-1), before.at(-1)?.toLowerCase()]
  if (last === undefined || sign === 'and' || sign === 'or' || sign === 'not') return subjects(columns, sign !== 'not')
  const opened = before.lastIndexOf('(')
  const listing = opened > 0 && before[opened - 1]?.toLowerCase() === 'in' && !before.slice(opened).includes(')')
  if (sign === '(' || sign === ',')
    return listing ? valuesOf(columnNamed(before[opened - 2], columns)) : subjects(columns, true)
  if (/^[<>=!≤≥≠]+$/u.test(last) || sign === 'contains' || sign === 'is')
    return valuesOf(columnNamed(before.at(-2), columns))
  const fact = sign === 'of' ? PREDICTION_COLUMNS.find((answer) => answer === before.at(-2)) : undefined
  if (fact) return modelsOf(fact, columns)
  const named = columnNamed(last, columns)
  const isSubject = before.length === 1 || /^(?:and|or|not|\()$/i.test(before.at(-2) ?? '')
  if (named && isSubject) return SIGNS[named.type].map((text) => ({ text, about: '' }))
  if (listing) return [{ text: ')', about: rowsText.suggestion.closesList }]
  return ['and', 'or'].map((text) => ({ text, about: '' }))
}

function subjects(columns: readonly ColumnSchema[], withNot: boolean): Completion[] {
  const names = columns.map(({ name, type }) => ({ text: quotedName(name), about: columnTypesText.label[type] }))
  return withNot ? [...names, { text: 'not', about: rowsText.suggestion.negates }] : names
}

function valuesOf(column: ColumnSchema | undefined): Completion[] {
  if (column?.type !== 'category') return []
  return column.values.map((value) => ({
    text: quotedName(value),
    about: rowsText.suggestion.valueOf({ column: column.name }),
  }))
}

/** Suggests the saved models for which predictions are available. */
function modelsOf(column: PredictionColumn, columns: readonly ColumnSchema[]): Completion[] {
  const models = columns.map(({ name }) => parseModelColumn(name)).filter((of) => of?.column === column)
  return models.flatMap((of) => (of ? [{ text: JSON.stringify(of.model), about: rowsText.suggestion.savedModel }] : []))
}

function columnNamed(piece: string | undefined, columns: readonly ColumnSchema[]): ColumnSchema | undefined {
  const name = piece === undefined ? undefined : unquoted(piece)
  return columns.find((column) => column.name === name)
}

function unquoted(piece: string): string {
  return piece.replace(/^["']|["']$/g, '').replace(/\\(.)/g, '$1')
}

/** A name in the condition language, quoted if necessary. */
function quotedName(name: string): string {
  // not text: the condition language
  return printCondition({ column: name, is: 'missing' }).slice(0, -' is missing'.length)
}
