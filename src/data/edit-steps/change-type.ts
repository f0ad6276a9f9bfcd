/** @file Type step: changes the type of a column. Values that do not fit become missing, and their number is recorded. */
import { fail, ok, type Result } from '../../base/result'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { stepFaults } from '../../messages/en/dataset-edits'
import { type Message, message } from '../../messages/message'
import { cellText } from '../cell-text'
import { isMissing, rowsIn, textColumn } from '../column-operations'
import { defineStep } from '../dataset-edit'
import {
  countDate,
  type DateOrder,
  dateOrder,
  dateRange,
  noDateCounts,
  parseDate,
  possibleDates,
} from '../date-formats'
import {
  type ColumnMatch,
  findColumn,
  fitsFloat32,
  isName,
  MAX_CATEGORIES,
  withColumn,
  wrongColumnType,
} from './step-helpers'

const TYPES = ['number', 'category', 'text', 'time'] as const
type TargetType = (typeof TYPES)[number]

export interface TypeStep {
  readonly kind: 'type'
  readonly column: string
  readonly to: TargetType
  /** Whether day or month comes first in dates that do not start with the year; absent if the values determine it. */
  readonly order?: DateOrder
  /** The number of values that did not fit the new type, once it is known. */
  readonly lost?: number
  readonly [part: string]: unknown
}

const ORDERS = ['dmy', 'mdy', 'ymd'] as const

export const changeType = defineStep<TypeStep>({
  kind: 'type',
  record: ({ column, to, lost = 0 }) => message('step-did-type', { column, to, lost }),
  check({ column, to, order }) {
    if (!isName(column)) return stepFaults.noColumn
    if (!TYPES.some((type) => type === to)) return stepFaults.noType({ types: TYPES })
    return order === undefined || ORDERS.some((one) => one === order)
      ? undefined
      : stepFaults.noDateOrder({ orders: ORDERS })
  },
  settle(step, before, after) {
    const lost = missingIn(after, step.column) - missingIn(before, step.column)
    const { lost: _lost, ...rest } = step
    return lost > 0 ? { ...rest, kind: 'type', column: step.column, to: step.to, lost } : step
  },
  apply(dataset, { column, to, order }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { index, of: schema } = match.value
    if (schema.type === 'image' || schema.type === 'array') return wrongColumnType('type', schema)
    if (schema.type === to) return ok(dataset)
    const changed = convert(match.value, to, order)
    return changed.ok ? ok(withColumn(dataset, index, changed.value.of, changed.value.column)) : changed
  },
})

function missingIn(dataset: Parameters<typeof findColumn>[0], name: string): number {
  const match = findColumn(dataset, name)
  if (!match.ok) return 0
  const { of: schema, column } = match.value
  let count = 0
  for (let row = 0; row < dataset.schema.rows; row++) if (isMissing(column, schema, row)) count++
  return count
}

type Changed = Result<{ readonly of: ColumnSchema; readonly column: Column }, Message>

function convert({ of, column }: ColumnMatch, to: TargetType, given: DateOrder | undefined): Changed {
  const rows = rowsIn(column, of)
  const about = of.type !== 'image' && of.type !== 'array' && of.about !== undefined ? { about: of.about } : {}
  const base = { name: of.name, ...about }
  const textOf = (row: number) => cellText(of, column, row)
  switch (to) {
    case 'number': {
      const read = cached((text) => parsePlainNumber(text) ?? Number.NaN)
      const values = Float64Array.from({ length: rows }, (_, row) =>
        column.type === 'time' ? (column.values[row] as number) : read(textOf(row)),
      )
      const narrow = values.every(fitsFloat32)
      return ok({
        of: narrow ? { ...base, type: 'number' } : { ...base, type: 'number', wide: true },
        column: { type: 'number', values: narrow ? Float32Array.from(values) : values },
      })
    }
    case 'time': {
      const values = column.type === 'number' ? timesOfNumbers(column.values) : timesOfTexts(rows, textOf, given)
      return ok({ of: { ...base, type: 'time' }, column: { type: 'time', values } })
    }
    case 'text':
      return ok({
        of: { ...base, type: 'text' },
        column: textColumn(Array.from({ length: rows }, (_, row) => textOf(row) ?? '')),
      })
    case 'category':
      return toCategory(base, column, rows, textOf)
    default:
      return to satisfies never
  }
}

/** Converts numbers to times, interpreting them as years or as milliseconds since 1970. */
function timesOfNumbers(values: Float32Array | Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(values, (value) =>
    Number.isNaN(value) ? Number.NaN : (dateRange(value)?.first ?? Number.NaN),
  )
}

/** Parses dates as the importer does, with a single order for all dates. A day above 12 determines the order. */
function timesOfTexts(
  rows: number,
  textOf: (row: number) => string | undefined,
  given: DateOrder | undefined,
): Float64Array<ArrayBuffer> {
  const counts = noDateCounts()
  if (given === undefined)
    for (let row = 0; row < rows; row++) {
      const dates = possibleDates(textOf(row)?.trim() ?? '')
      if (dates) countDate(counts, dates)
    }
  const order = given ?? dateOrder(counts).order
  const read = cached((text) => parseDate(text.trim(), order) ?? Number.NaN)
  return Float64Array.from({ length: rows }, (_, row) => read(textOf(row)))
}

function toCategory(
  base: { readonly name: string },
  column: Column,
  rows: number,
  textOf: (row: number) => string | undefined,
): Changed {
  const codeOf = new Map<string, number>()
  const codes = new Int16Array(rows).fill(-1)
  for (let row = 0; row < rows; row++) {
    const text = textOf(row)
    if (text === undefined) continue
    let code = codeOf.get(text)
    if (code === undefined) {
      code = codeOf.size
      if (code >= MAX_CATEGORIES) return fail(message('step-many-values', { column: base.name, most: MAX_CATEGORIES }))
      codeOf.set(text, code)
    }
    codes[row] = code
  }
  const found = [...codeOf.keys()]
  // Sort the values numerically if all of them are numbers, otherwise alphabetically; the order of the rows does not
  // matter.
  const values =
    column.type === 'number'
      ? found.toSorted((a, b) => Number(a) - Number(b))
      : found.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const indexOf = found.map((value) => values.indexOf(value))
  for (let row = 0; row < rows; row++) {
    const code = codes[row] as number
    if (code >= 0) codes[row] = indexOf[code] as number
  }
  return ok({ of: { ...base, type: 'category', values }, column: { type: 'category', codes } })
}

/** Caches results, because many rows may contain the same text. */
function cached(read: (text: string) => number): (text: string | undefined) => number {
  const known = new Map<string, number>()
  return (text) => {
    if (text === undefined) return Number.NaN
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    if (known.size < 10_000) known.set(text, value)
    return value
  }
}

/** Parses a plain number with a decimal point or comma; rejects 0x1F, 1e999, Infinity and empty strings. */
export function parsePlainNumber(text: string): number | undefined {
  const plain = text
    .trim()
    .replace('\u2212', '-')
    .replace(/^([+-]?\d*),(\d+)$/, '$1.$2')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i.test(plain)) return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}
