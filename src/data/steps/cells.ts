/** @file One value set in some rows: a label corrected, missing values filled, values marked as missing. */
import { stepFaults } from '../../messages/en/dataset-edits'
import { message } from '../../messages/message'
import { isMissing, rowsIn } from '../columns'
import { cellText } from '../cell-words'
import { defineStep, type RowRanges } from '../step'
import { assign } from './assign'
import { findColumn, isName, otherType, type Value } from './step-helpers'
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

export const set = defineStep<SetStep>({
  kind: 'set',
  namesRows: true,
  record: ({ column, rows, value, number }) => {
    const [only] = rows
    const isOne = rows.length === 1 && only?.[0] === only?.[1]
    // The lasting number of a row is recorded where it differs from its place.
    const row = typeof number === 'number' ? number : (only?.[0] ?? 0) + 1
    return message('step-did-set', { column, rows: rowsCounted(rows), ...(isOne ? { row } : {}), value })
  },
  check: ({ column, rows, value }) =>
    isName(column) ? (rangesFault(rows) ?? (isValue(value) ? undefined : stepFaults.noValue)) : stepFaults.noColumn,
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
  record: ({ column, value }) => message('step-did-fill', { column, value }),
  check: ({ column, value }) =>
    isName(column) ? (isValue(value) && value !== null ? undefined : stepFaults.noValue) : stepFaults.noColumn,
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
  record: ({ column, values }) => message('step-did-missing', { column, values }),
  check: ({ column, values }) =>
    isName(column)
      ? Array.isArray(values) && values.length > 0 && values.every((value) => isValue(value) && value !== null)
        ? undefined
        : stepFaults.noValues
      : stepFaults.noColumn,
  apply(dataset, { column, values }) {
    const found = findColumn(dataset, column)
    if (!found.ok) return found
    const { of, column: cells } = found.value
    if (of.type === 'image' || of.type === 'array') return otherType('missing', of)
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
