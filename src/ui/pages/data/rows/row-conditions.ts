/**
 * @file Conditions that filter rows: from a search, a class, or the predictions of a model, checked before use, with
 * suggestions while the user writes them.
 */

import { useMemo } from 'react'
import { errorMessage } from '../../../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Condition } from '../../../../data/condition'
import { printCondition } from '../../../../data/condition-text'
import type { Dataset } from '../../../../data/dataset'
import { dateRange } from '../../../../data/date-formats'
import { maskOf, namesIn } from '../../../../data/evaluate-condition'
import { type Notation, notationOf } from '../../../../data/parse-entered-values'
import {
  type FindVirtualColumn,
  isVirtualColumn,
  modelColumnName,
  PREDICTION_COLUMNS,
  type PredictionColumn,
  parseModelColumn,
} from '../../../../data/virtual-columns'
import { columnTypesText } from '../../../../messages/en/data/columns'
import { rowsText } from '../../../../messages/en/data/rows'
import { useResult } from '../../../kit/use-on-change'
import { useSelect, useStudio } from '../../../studio-context'

/** A condition that matches the search text; undefined for empty text. */
export function searchCondition(typed: string, { columns }: DatasetSchema): Condition | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  const number = Number(text.replace('−', '-'))
  const parts = columns.flatMap(({ name, type }): Condition[] => {
    if (type === 'text' || type === 'category') return [{ column: name, is: 'contains', value: text }]
    if (type === 'number' && Number.isFinite(number)) return [{ column: name, is: '=', value: number }]
    if (type === 'time' && dateRange(text)) return [{ column: name, is: '=', value: text }]
    return []
  })
  return { any: parts }
}

/** Combines conditions with AND; undefined if there are none. */
export function allOf(...parts: readonly (Condition | undefined)[]): Condition | undefined {
  const flat = parts.flatMap((part): readonly Condition[] => (part === undefined ? [] : conjuncts(part)))
  return flat.length < 2 ? flat[0] : { all: flat }
}

/** Splits a condition into the parts that are joined by AND. */
export function conjuncts(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all : [condition]
}

/**
 * Why the condition does not apply; undefined if it does. `asked` also includes the columns of the models' class
 * predictions, so that class names in the condition are checked too.
 */
export function conditionMisfit(
  condition: Condition,
  dataset: Dataset,
  {
    facts,
    asked: requested,
    trained,
  }: { readonly facts: FindVirtualColumn; readonly asked: readonly ColumnSchema[]; readonly trained: boolean },
): string | undefined {
  const allFacts: FindVirtualColumn = (fact, model) => {
    const known = model === undefined ? facts(fact) : undefined
    if (known || fact === 'split' || fact === 'row' || fact === 'number') return known
    const name = model === undefined ? fact : modelColumnName({ column: fact, model })
    const schema = requested.find((one) => one.name === name)
    return schema && { schema, column: { type: 'category', codes: new Int16Array(dataset.schema.rows).fill(-1) } }
  }
  const mask = maskOf(condition, dataset, allFacts)
  if (mask.ok || mask.error.code === 'no-model-fact' || (mask.error.code === 'no-fact' && trained)) return undefined
  return mask.error.sentence
}

/** Returns the notation; empty if no files determine it, as for a built-in dataset. */
export function useNotation(): Notation {
  const id = useSelect(({ project }) => project.data.dataset)
  const read = useSelect(({ sets }) => sets.sets.find((record) => record.id === id)?.read)
  return useMemo(() => notationOf(read), [read])
}

interface PredictionFilter {
  /** Whether the condition uses predictions; if so, `rows` contains the result. */
  readonly asks: boolean
  readonly rows: readonly number[]
  readonly busy: boolean
  readonly fault: string | undefined
}

/** Virtual columns that need no model. */
const KNOWN: ReadonlySet<string> = new Set(['split', 'row', 'number'])
const NO_ROWS: readonly number[] = []

/** Re-evaluates the condition when the data or the weights change. */
export function usePredictionFilter(where: Condition | undefined, schema: DatasetSchema): PredictionFilter {
  const studio = useStudio()
  const usesModel = useMemo(() => where !== undefined && asksModel(where, schema), [where, schema])
  const weights = useSelect((state) => `${state.run.tag === 'idle' ? '' : state.run.id} ${state.run.tag}`)
  const key = useSelect((state) => (state.data.tag === 'ready' ? state.data.key : ''))
  const { value, error, isCurrent } = useResult([studio, usesModel, where, key, weights], () =>
    usesModel && where ? studio.run('data.find', { where }) : undefined,
  )
  return {
    asks: usesModel,
    rows: (isCurrent && value) || NO_ROWS,
    busy: usesModel && !isCurrent,
    fault: usesModel && isCurrent && error !== undefined ? errorMessage(error) : undefined,
  }
}

function asksModel(where: Condition, { columns }: DatasetSchema): boolean {
  const others = [...namesIn(where)].filter((name) => !columns.some((column) => column.name === name))
  return others.some((name) => isVirtualColumn(name) && !KNOWN.has(name))
}

interface Completion {
  /** The text to insert. */
  readonly text: string
  readonly about: string
}

interface Completions {
  /** Range of characters in the text that the suggestion replaces. */
  readonly from: number
  readonly to: number
  readonly offered: readonly Completion[]
}

const MAX_COMPLETIONS = 12
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
    .slice(0, MAX_COMPLETIONS)
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
