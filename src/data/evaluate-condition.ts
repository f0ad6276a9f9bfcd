/**
 * @file Evaluating conditions: determines which rows meet a condition, as one byte per row. A missing value fails every
 * comparison and matches only `is missing`.
 */
import { closeNames } from '../base/close-names'
import { ok, type Result } from '../base/result'
import type { Column } from '../catalog/dataset-schema'
import { isMissing } from './column-operations'
import { type Condition, type ConditionFault, failCondition } from './condition'
import type { Value } from './condition-text'
import type { Dataset } from './dataset'
import { dateRange } from './date-formats'
import { type FindVirtualColumn, findColumn, type VirtualColumn } from './virtual-columns'

type Comparison = Extract<Condition, { column: string }>
export type Mask = Uint8Array<ArrayBuffer>
type Masked = Result<Mask, ConditionFault>

/** Returns 1 for each row that meets the condition, or the reason why the condition does not fit these columns. */
export function maskOf(
  condition: Condition,
  dataset: Dataset,
  findVirtual: FindVirtualColumn = () => undefined,
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
  const column = findColumn(condition.column, dataset, findVirtual)
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
      return failCondition('unknown-value', { column, value, near: closeNames(value, labels), values: labels })
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

type TextColumn = Extract<Column, { type: 'text' }>

const utf8 = new TextEncoder()

/** Marks the rows whose text contains `part`. */
export function rowsContaining({ bytes, ends }: TextColumn, part: string, mask: Uint8Array): void {
  const target = utf8.encode(part).map(lowerCase)
  const [first] = target
  if (first === undefined) {
    for (let row = 0; row < mask.length; row++) mask[row] = ends[row] === (row === 0 ? 0 : ends[row - 1]) ? 0 : 1
    return
  }
  const folded = FOLDED
  let from = 0
  for (let row = 0; row < mask.length; row++) {
    const end = ends[row] as number
    const last = end - target.length
    for (let at = from; at <= last; at++) {
      if (folded[bytes[at] as number] !== first) continue
      let i = 1
      while (i < target.length && folded[bytes[at + i] as number] === target[i]) i++
      if (i === target.length) {
        mask[row] = 1
        break
      }
    }
    from = end
  }
}

/** Marks the rows whose text is exactly `text`. */
export function textEquals({ bytes, ends }: TextColumn, text: string, mask: Uint8Array): void {
  const target = utf8.encode(text)
  if (target.length === 0) return
  let from = 0
  for (let row = 0; row < mask.length; row++) {
    const end = ends[row] as number
    if (end - from === target.length) {
      let i = 0
      while (i < target.length && bytes[from + i] === target[i]) i++
      if (i === target.length) mask[row] = 1
    }
    from = end
  }
}

function lowerCase(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte
}

const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => lowerCase(byte))
