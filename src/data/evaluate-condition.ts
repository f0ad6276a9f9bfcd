/**
 * @file maskOf: determines which rows meet a condition, as one byte per row. A missing value fails every comparison and
 * matches only `is missing`.
 */
import { ok, type Result } from '../base/result'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { isMissing } from './column-operations'
import type { Condition } from './condition'
import { type ConditionFault, failCondition, similarNames } from './condition-error'
import type { Value } from './parse-condition'
import { dateRange } from './date-range'
import { rowsContaining, textEquals } from './condition-text'
import type { Dataset } from './dataset'
import { PREDICTION_COLUMNS, parseModelColumn } from './model-prediction-columns'
import { rowNumber } from './row-number'

/** A column that is computed instead of stored in the dataset, such as the split or a prediction. */
export interface VirtualColumn {
  readonly schema: ColumnSchema
  readonly column: Column
}

/**
 * Finds a virtual column by name; undefined if it is not available yet. If `model` is given, the column is computed
 * with that saved model.
 */
export type FindVirtualColumn = (name: VirtualColumnName, model?: string) => VirtualColumn | undefined

/** The names of virtual columns. A dataset column with the same name takes precedence. */
export const VIRTUAL_COLUMNS = ['split', ...PREDICTION_COLUMNS, 'row', 'number'] as const
export type VirtualColumnName = (typeof VIRTUAL_COLUMNS)[number]

type Comparison = Extract<Condition, { column: string }>
export type Mask = Uint8Array<ArrayBuffer>
type Masked = Result<Mask, ConditionFault>

/** Returns 1 for each row that meets the condition, or the reason why the condition does not fit these columns. */
export function maskOf(
  condition: Condition,
  dataset: Dataset,
  findVirtual: FindVirtualColumn = noVirtualColumns,
): Masked {
  const { rows } = dataset.schema
  if ('not' in condition) {
    const mask = maskOf(condition.not, dataset, findVirtual)
    if (mask.ok) for (let i = 0; i < rows; i++) mask.value[i] = 1 - (mask.value[i] as number)
    return mask
  }
  if ('all' in condition || 'any' in condition) {
    const every = 'all' in condition
    const whole = new Uint8Array(rows).fill(every ? 1 : 0)
    for (const part of every ? condition.all : condition.any) {
      const mask = maskOf(part, dataset, findVirtual)
      if (!mask.ok) return mask
      const { value } = mask
      if (every) for (let i = 0; i < rows; i++) whole[i] = (whole[i] as number) & (value[i] as number)
      else for (let i = 0; i < rows; i++) whole[i] = (whole[i] as number) | (value[i] as number)
    }
    return ok(whole)
  }
  const column = resolveColumn(condition.column, dataset, findVirtual)
  return column.ok ? compared(condition, column.value, rows) : column
}

/** The numbers of the rows that a mask selects, ascending. */
export function rowsOfMask(mask: Uint8Array): Uint32Array<ArrayBuffer> {
  let count = 0
  for (let i = 0; i < mask.length; i++) count += mask[i] as number
  const rows = new Uint32Array(count)
  let at = 0
  for (let i = 0; i < mask.length; i++) if (mask[i]) rows[at++] = i
  return rows
}

/** The names of all columns that a condition uses. */
export function namesIn(condition: Condition): ReadonlySet<string> {
  if ('not' in condition) return namesIn(condition.not)
  if ('column' in condition) return new Set([condition.column])
  const parts = 'all' in condition ? condition.all : condition.any
  return new Set(parts.flatMap((part) => [...namesIn(part)]))
}

/** Whether the name refers to a virtual column. (A dataset column with the same name takes precedence.) */
export function isVirtualColumn(name: string): boolean {
  return VIRTUAL_COLUMNS.some((column) => column === name) || parseModelColumn(name) !== undefined
}

function noVirtualColumns(): undefined {
  return undefined
}

function resolveColumn(
  name: string,
  dataset: Dataset,
  findVirtual: FindVirtualColumn,
): Result<VirtualColumn, ConditionFault> {
  const { schema, columns } = dataset
  const at = schema.columns.findIndex((column) => column.name === name)
  if (at >= 0) return ok({ schema: schema.columns[at] as ColumnSchema, column: columns[at] as Column })
  const known = VIRTUAL_COLUMNS.find((column) => column === name)
  if (known === 'row') return ok(numericColumn(known, schema.rows, (row) => row))
  if (known === 'number') return ok(numericColumn(known, schema.rows, (row) => rowNumber(dataset, row)))
  if (known) {
    const column = findVirtual(known)
    return column ? ok(column) : failCondition('no-fact', { name })
  }
  const saved = parseModelColumn(name)
  if (saved) {
    const column = findVirtual(saved.column, saved.model)
    return column ? ok(column) : failCondition('no-model-fact', { name: saved.column, model: saved.model })
  }
  const names = schema.columns.map((column) => column.name)
  return failCondition('unknown-name', {
    name,
    near: similarNames(name, [...names, ...VIRTUAL_COLUMNS]),
    columns: names,
  })
}

function numericColumn(name: VirtualColumnName, rows: number, of: (row: number) => number): VirtualColumn {
  const values = Float64Array.from({ length: rows }, (_, row) => of(row))
  return { schema: { name, type: 'number', wide: true }, column: { type: 'number', values } }
}

function compared(condition: Comparison, { schema, column }: VirtualColumn, rows: number): Masked {
  const mask = new Uint8Array(rows)
  if (condition.is === 'missing') {
    for (let i = 0; i < rows; i++) mask[i] = isMissing(column, schema, i) ? 1 : 0
    return ok(mask)
  }
  const values = Array.isArray(condition.value) ? (condition.value as readonly Value[]) : [condition.value as Value]
  const single = values[0]
  if (condition.is !== 'in' && (single === undefined || values.length !== 1))
    return failCondition('malformed', { column: condition.column, is: condition.is })
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
      return failCondition('only-missing', {
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
  if (is === 'contains' || is === 'missing') return failCondition('no-letters', { column, type: 'number' })
  const targets: number[] = []
  for (const value of values) {
    const number = typeof value === 'number' ? value : Number(value.trim() === '' ? Number.NaN : value)
    if (Number.isNaN(number)) return failCondition('no-number', { column, value: String(value) })
    // Round the number to the column's precision, because 0.1 in float32 differs from 0.1 in float64.
    targets.push(of instanceof Float32Array ? Math.fround(number) : number)
  }
  if (is === 'in') {
    const set = new Set(targets)
    for (let i = 0; i < mask.length; i++) mask[i] = set.has(of[i] as number) ? 1 : 0
    return ok(mask)
  }
  within(of, is, targets[0] as number, targets[0] as number, mask)
  return ok(mask)
}

/** Compares each value with the range from `first` to `last` (inclusive) and marks the matches; NaN never matches. */
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

/** A date covers the full period it names: = 2024-03 matches any time in March, > 2024-03 matches April and later. */
function times({ column, is }: Comparison, of: Float64Array, values: readonly Value[], mask: Mask): Masked {
  if (is === 'contains' || is === 'missing') return failCondition('no-letters', { column, type: 'time' })
  for (const value of values) {
    const range = dateRange(value)
    if (!range) return failCondition('no-date', { column, value: String(value) })
    if (is !== 'in') within(of, is, range.first, range.last, mask)
    else
      for (let i = 0; i < mask.length; i++)
        if ((of[i] as number) >= range.first && (of[i] as number) <= range.last) mask[i] = 1
  }
  return ok(mask)
}

/** Evaluates the condition once per category label, then looks up the result for each row by its category code. */
function categories(
  { column, is }: Comparison,
  codes: Int16Array,
  labels: readonly string[],
  values: readonly Value[],
  mask: Mask,
): Masked {
  const meets = new Uint8Array(labels.length)
  const requested = new Set(values.map(String))
  if (is === '=' || is === '!=' || is === 'in') {
    for (const value of requested) {
      if (labels.includes(value)) continue
      return failCondition('unknown-value', { column, value, near: similarNames(value, labels), values: labels })
    }
    for (let i = 0; i < labels.length; i++) meets[i] = requested.has(labels[i] as string) === (is !== '!=') ? 1 : 0
  } else if (is === 'contains') {
    const part = String(values[0]).toLowerCase()
    for (let i = 0; i < labels.length; i++) meets[i] = (labels[i] as string).toLowerCase().includes(part) ? 1 : 0
  } else {
    // Labels that are all numbers are compared numerically: "7" is below "10".
    const numbers = Float64Array.from(labels, Number)
    const bound = Number(values[0])
    if (numbers.some(Number.isNaN) || Number.isNaN(bound))
      return failCondition('no-order', { column, is, type: 'category' })
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
  if (is !== '=' && is !== '!=' && is !== 'in') return failCondition('no-order', { column, is, type: 'text' })
  for (const value of values) textEquals(of, String(value), mask)
  if (is === '!=') {
    for (let i = 0; i < mask.length; i++) {
      const starts = i === 0 ? 0 : (of.ends[i - 1] as number)
      mask[i] = mask[i] || starts === of.ends[i] ? 0 : 1
    }
  }
  return ok(mask)
}
