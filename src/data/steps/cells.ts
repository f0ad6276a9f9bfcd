/** @file One value given to some rows: a label corrected; the gaps of a column filled; values that stand for "missing" taken away. */
import { counted, list } from '../../messages/format'
import { isMissing, rowsIn } from '../columns'
import { cellText } from '../cell-words'
import { defineStep, type RowRanges } from '../step'
import { assign } from './assign'
import { findColumn, isName, NO_COLUMN, otherType, type Value, valueWords } from './step-helpers'
import { rangesBeyond, rangesFault, rowsCounted } from './row-ranges'
import { fail } from '../../base/result'
import { merged } from './map'

export interface SetStep {
  readonly kind: 'set'
  readonly column: string
  readonly rows: RowRanges
  readonly value: Value
  readonly [part: string]: unknown
}

const isValue = (value: unknown) =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
const NO_VALUE = 'gives no value: a text, a finite number, or null for missing'

export const set = defineStep<SetStep>({
  kind: 'set',
  namesRows: true,
  words: ({ column, rows, value, number }) => {
    const [only] = rows
    const where =
      rows.length === 1 && only?.[0] === only?.[1]
        ? `row ${number ?? (only?.[0] ?? 0) + 1}`
        : counted(rowsCounted(rows), 'row')
    return `set "${column}" of ${where} to ${valueWords(value)}`
  },
  check: ({ column, rows, value }) =>
    isName(column) ? (rangesFault(rows) ?? (isValue(value) ? undefined : NO_VALUE)) : NO_COLUMN,
  apply(dataset, { column, rows, value }) {
    const found = findColumn(dataset, column)
    if (!found.ok) return found
    const beyond = rangesBeyond(dataset, rows)
    if (beyond) return fail(beyond)
    const mask = new Uint8Array(dataset.schema.rows)
    for (const [first, last] of rows) mask.fill(1, first, last + 1)
    return assign(dataset, found.value, mask, value)
  },
})

export interface FillStep {
  readonly kind: 'fill'
  readonly column: string
  readonly value: string | number
  readonly [part: string]: unknown
}

export const fill = defineStep<FillStep>({
  kind: 'fill',
  words: ({ column, value }) => `filled the missing values of "${column}" with ${valueWords(value)}`,
  check: ({ column, value }) =>
    isName(column) ? (isValue(value) && value !== null ? undefined : NO_VALUE) : NO_COLUMN,
  apply(dataset, { column, value }) {
    const found = findColumn(dataset, column)
    if (!found.ok) return found
    const { of, column: values } = found.value
    const mask = Uint8Array.from({ length: rowsIn(values, of) }, (_, row) => (isMissing(values, of, row) ? 1 : 0))
    return assign(dataset, found.value, mask, value)
  },
})

export interface MissingStep {
  readonly kind: 'missing'
  readonly column: string
  /** As they are written in the table: -999, "n/a". */
  readonly values: readonly (string | number)[]
  readonly [part: string]: unknown
}

export const missing = defineStep<MissingStep>({
  kind: 'missing',
  words: ({ column, values }) => `took ${list(values.slice(0, 8).map(valueWords))} in "${column}" for missing`,
  check: ({ column, values }) =>
    isName(column)
      ? Array.isArray(values) && values.length > 0 && values.every((value) => isValue(value) && value !== null)
        ? undefined
        : 'names no values'
      : NO_COLUMN,
  apply(dataset, { column, values }) {
    const found = findColumn(dataset, column)
    if (!found.ok) return found
    const { of, column: cells } = found.value
    if (of.type === 'image' || of.type === 'array') return otherType('take values away from', of)
    const taken = new Set(values.map(String))
    if (of.type === 'category') return merged(dataset, found.value, new Map([...taken].map((value) => [value, null])))
    const mask = new Uint8Array(dataset.schema.rows)
    for (let row = 0; row < mask.length; row++) {
      const text = cellText(of, cells, row)
      if (text !== undefined && taken.has(text)) mask[row] = 1
    }
    return assign(dataset, found.value, mask, null)
  },
})
