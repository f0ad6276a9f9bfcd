/** @file maskOf: the rows that meet a condition, one byte a row. A row without a value meets no comparison, only `is missing`. */
import { ok, type Result } from '../base/result'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { isMissing } from './columns'
import type { Condition } from './condition'
import { type ConditionFault, faulty, nearNames } from './condition-fault'
import type { Value } from './condition-read'
import { momentOf } from './condition-time'
import { rowsContaining, textEquals } from './condition-text'
import type { Dataset } from './dataset'
import { ANSWERS, modelFact } from './model-fact'
import { rowNumber } from './row-number'

/** A column that is none of the set: what is known of rows beside it. */
export interface Fact {
  readonly schema: ColumnSchema
  readonly column: Column
}

/** What is known of the rows by name, of a saved model where one is named; undefined where nothing is yet. */
export type Facts = (name: FactName, model?: string) => Fact | undefined

/** A column of the set that is called the same comes first. */
export const FACTS = ['split', ...ANSWERS, 'row', 'number'] as const
export type FactName = (typeof FACTS)[number]

type Comparison = Extract<Condition, { column: string }>
export type Mask = Uint8Array<ArrayBuffer>
type Masked = Result<Mask, ConditionFault>

/** 1 for each row that meets the condition, or why it does not fit these columns. */
export function maskOf(condition: Condition, dataset: Dataset, facts: Facts = noFacts): Masked {
  const { rows } = dataset.schema
  if ('not' in condition) {
    const mask = maskOf(condition.not, dataset, facts)
    if (mask.ok) for (let i = 0; i < rows; i++) mask.value[i] = 1 - (mask.value[i] as number)
    return mask
  }
  if ('all' in condition || 'any' in condition) {
    const every = 'all' in condition
    const whole = new Uint8Array(rows).fill(every ? 1 : 0)
    for (const part of every ? condition.all : condition.any) {
      const mask = maskOf(part, dataset, facts)
      if (!mask.ok) return mask
      const { value } = mask
      if (every) for (let i = 0; i < rows; i++) whole[i] = (whole[i] as number) & (value[i] as number)
      else for (let i = 0; i < rows; i++) whole[i] = (whole[i] as number) | (value[i] as number)
    }
    return ok(whole)
  }
  const fact = findFact(condition.column, dataset, facts)
  return fact.ok ? compared(condition, fact.value, rows) : fact
}

/** The rows of a mask, rising. */
export function rowsOfMask(mask: Uint8Array): Uint32Array<ArrayBuffer> {
  let count = 0
  for (let i = 0; i < mask.length; i++) count += mask[i] as number
  const rows = new Uint32Array(count)
  let at = 0
  for (let i = 0; i < mask.length; i++) if (mask[i]) rows[at++] = i
  return rows
}

/** The names a condition asks for. */
export function namesIn(condition: Condition): ReadonlySet<string> {
  if ('not' in condition) return namesIn(condition.not)
  if ('column' in condition) return new Set([condition.column])
  const parts = 'all' in condition ? condition.all : condition.any
  return new Set(parts.flatMap((part) => [...namesIn(part)]))
}

/** Whether a name can be asked of a network or of where rows stand, were it no column. */
export function isFact(name: string): boolean {
  return FACTS.some((fact) => fact === name) || modelFact(name) !== undefined
}

function noFacts(): undefined {
  return undefined
}

function findFact(name: string, dataset: Dataset, facts: Facts): Result<Fact, ConditionFault> {
  const { schema, columns } = dataset
  const at = schema.columns.findIndex((column) => column.name === name)
  if (at >= 0) return ok({ schema: schema.columns[at] as ColumnSchema, column: columns[at] as Column })
  const known = FACTS.find((fact) => fact === name)
  if (known === 'row') return ok(countFact(known, schema.rows, (row) => row))
  if (known === 'number') return ok(countFact(known, schema.rows, (row) => rowNumber(dataset, row)))
  if (known) {
    const fact = facts(known)
    return fact ? ok(fact) : faulty('no-fact', { name })
  }
  const saved = modelFact(name)
  if (saved) {
    const fact = facts(saved.fact, saved.model)
    return fact ? ok(fact) : faulty('no-model-fact', { name: saved.fact, model: saved.model })
  }
  const names = schema.columns.map((column) => column.name)
  return faulty('unknown-name', { name, near: nearNames(name, [...names, ...FACTS]), columns: names })
}

function countFact(name: FactName, rows: number, of: (row: number) => number): Fact {
  const values = Float64Array.from({ length: rows }, (_, row) => of(row))
  return { schema: { name, type: 'number', wide: true }, column: { type: 'number', values } }
}

function compared(condition: Comparison, { schema, column }: Fact, rows: number): Masked {
  const mask = new Uint8Array(rows)
  if (condition.is === 'missing') {
    for (let i = 0; i < rows; i++) mask[i] = isMissing(column, schema, i) ? 1 : 0
    return ok(mask)
  }
  const values = Array.isArray(condition.value) ? (condition.value as readonly Value[]) : [condition.value as Value]
  const single = values[0]
  if (condition.is !== 'in' && (single === undefined || values.length !== 1))
    return faulty('malformed', { column: condition.column, is: condition.is })
  switch (column.type) {
    case 'number':
      return numbers(condition, column.values, values, mask)
    case 'category':
      return categories(condition, column.codes, (schema as { values: readonly string[] }).values, values, mask)
    case 'time':
      return times(condition, column.values, values, mask)
    case 'text':
      return texts(condition, column, values, mask)
    case 'image':
    case 'array':
      return faulty('only-missing', {
        column: condition.column,
        type: column.type,
      })
    default:
      return column satisfies never
  }
}

function numbers(
  { column, is }: Comparison,
  of: Float32Array | Float64Array,
  values: readonly Value[],
  mask: Mask,
): Masked {
  if (is === 'contains' || is === 'missing') return faulty('no-letters', { column, type: 'number' })
  const wanted: number[] = []
  for (const value of values) {
    const number = typeof value === 'number' ? value : Number(value.trim() === '' ? Number.NaN : value)
    if (Number.isNaN(number)) return faulty('no-number', { column, value: String(value) })
    // As the column keeps it: 0.1 in float32 is not 0.1 in float64.
    wanted.push(of instanceof Float32Array ? Math.fround(number) : number)
  }
  if (is === 'in') {
    const set = new Set(wanted)
    for (let i = 0; i < mask.length; i++) mask[i] = set.has(of[i] as number) ? 1 : 0
    return ok(mask)
  }
  within(of, is, wanted[0] as number, wanted[0] as number, mask)
  return ok(mask)
}

/** Marks the values that compare with what lies from `first` to `last`, both included; NaN never does. */
function within(
  of: Float32Array | Float64Array,
  is: Exclude<Comparison['is'], 'in' | 'contains' | 'missing'>,
  first: number,
  last: number,
  mask: Mask,
): void {
  const n = mask.length
  switch (is) {
    case '=':
      for (let i = 0; i < n; i++) mask[i] = (of[i] as number) >= first && (of[i] as number) <= last ? 1 : 0
      return
    case '!=':
      for (let i = 0; i < n; i++) mask[i] = (of[i] as number) < first || (of[i] as number) > last ? 1 : 0
      return
    case '<':
      for (let i = 0; i < n; i++) mask[i] = (of[i] as number) < first ? 1 : 0
      return
    case '<=':
      for (let i = 0; i < n; i++) mask[i] = (of[i] as number) <= last ? 1 : 0
      return
    case '>':
      for (let i = 0; i < n; i++) mask[i] = (of[i] as number) > last ? 1 : 0
      return
    case '>=':
      for (let i = 0; i < n; i++) mask[i] = (of[i] as number) >= first ? 1 : 0
      return
    default:
      is satisfies never
  }
}

/** A date stands for all its moments: = 2024-03 is any in March, > 2024-03 is April and later. */
function times({ column, is }: Comparison, of: Float64Array, values: readonly Value[], mask: Mask): Masked {
  if (is === 'contains' || is === 'missing') return faulty('no-letters', { column, type: 'time' })
  for (const value of values) {
    const moment = momentOf(value)
    if (!moment) return faulty('no-date', { column, value: String(value) })
    if (is !== 'in') within(of, is, moment.first, moment.last, mask)
    else
      for (let i = 0; i < mask.length; i++)
        if ((of[i] as number) >= moment.first && (of[i] as number) <= moment.last) mask[i] = 1
  }
  return ok(mask)
}

/** Asked once of each value the column can have, then looked up by code. */
function categories(
  { column, is }: Comparison,
  codes: Int16Array,
  labels: readonly string[],
  values: readonly Value[],
  mask: Mask,
): Masked {
  const meets = new Uint8Array(labels.length)
  const asked = new Set(values.map(String))
  if (is === '=' || is === '!=' || is === 'in') {
    for (const value of asked) {
      if (labels.includes(value)) continue
      return faulty('unknown-value', { column, value, near: nearNames(value, labels), values: labels })
    }
    for (let i = 0; i < labels.length; i++) meets[i] = asked.has(labels[i] as string) === (is !== '!=') ? 1 : 0
  } else if (is === 'contains') {
    const part = String(values[0]).toLowerCase()
    for (let i = 0; i < labels.length; i++) meets[i] = (labels[i] as string).toLowerCase().includes(part) ? 1 : 0
  } else {
    // Values that are all numbers have an order: "7" is below "10".
    const numbers = Float64Array.from(labels, Number)
    const bound = Number(values[0])
    if (numbers.some(Number.isNaN) || Number.isNaN(bound)) return faulty('no-order', { column, is, type: 'category' })
    within(numbers, is as '<', bound, bound, meets)
  }
  for (let i = 0; i < mask.length; i++) mask[i] = meets[codes[i] as number] ?? 0
  return ok(mask)
}

function texts(
  { column, is }: Comparison,
  of: Extract<Column, { type: 'text' }>,
  values: readonly Value[],
  mask: Mask,
): Masked {
  if (is === 'contains') {
    rowsContaining(of, String(values[0]), mask)
    return ok(mask)
  }
  if (is !== '=' && is !== '!=' && is !== 'in') return faulty('no-order', { column, is, type: 'text' })
  for (const value of values) textEquals(of, String(value), mask)
  if (is === '!=') {
    for (let i = 0; i < mask.length; i++) {
      const begins = i === 0 ? 0 : (of.ends[i - 1] as number)
      mask[i] = mask[i] || begins === of.ends[i] ? 0 : 1
    }
  }
  return ok(mask)
}
