/**
 * @file Set, fill and missing steps: set one value in some rows, to correct a label, to fill in missing values, or to
 * mark values as missing.
 */
import { stepFaults } from '../../messages/en/dataset-edits'
import { message } from '../../messages/message'
import { isMissing, rowsIn } from '../column-operations'
import { cellText } from '../cell-text'
import { defineStep, type RowRanges } from '../dataset-edit'
import { assign } from './assign-value'
import { findColumn, isName, wrongColumnType, type Value } from './step-helpers'
import { rangesOutOfBounds, rangesFault, countRows } from './row-ranges'
import { fail } from '../../base/result'
import { replaceValues } from './class-steps'

export interface SetStep {
  readonly kind: 'set'
  readonly column: string
  readonly rows: RowRanges
  readonly value: Value
  readonly [part: string]: unknown
}

const isValue = (value: unknown) =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))

export const setValues = defineStep<SetStep>({
  kind: 'set',
  namesRows: true,
  record: ({ column, rows, value, number }) => {
    const [only] = rows
    const isOne = rows.length === 1 && only?.[0] === only?.[1]
    // The step stores the permanent row number if that differs from the index plus 1.
    const row = typeof number === 'number' ? number : (only?.[0] ?? 0) + 1
    return message('step-did-set', { column, rows: countRows(rows), ...(isOne ? { row } : {}), value })
  },
  check: ({ column, rows, value }) =>
    isName(column) ? (rangesFault(rows) ?? (isValue(value) ? undefined : stepFaults.noValue)) : stepFaults.noColumn,
  apply(dataset, { column, rows, value }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const beyond = rangesOutOfBounds(dataset, rows)
    if (beyond) return fail(beyond)
    const mask = new Uint8Array(dataset.schema.rows)
    for (const [first, last] of rows) mask.fill(1, first, last + 1)
    return assign(dataset, match.value, mask, value)
  },
})

export interface FillStep {
  readonly kind: 'fill'
  readonly column: string
  readonly value: string | number
  readonly [part: string]: unknown
}

export const fillMissing = defineStep<FillStep>({
  kind: 'fill',
  record: ({ column, value }) => message('step-did-fill', { column, value }),
  check: ({ column, value }) =>
    isName(column) ? (isValue(value) && value !== null ? undefined : stepFaults.noValue) : stepFaults.noColumn,
  apply(dataset, { column, value }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { of: schema, column: values } = match.value
    const mask = Uint8Array.from({ length: rowsIn(values, schema) }, (_, row) =>
      isMissing(values, schema, row) ? 1 : 0,
    )
    return assign(dataset, match.value, mask, value)
  },
})

export interface MissingStep {
  readonly kind: 'missing'
  readonly column: string
  /** Values as they are displayed in the table, such as -999 or "n/a". */
  readonly values: readonly (string | number)[]
  readonly [part: string]: unknown
}

export const markMissing = defineStep<MissingStep>({
  kind: 'missing',
  record: ({ column, values }) => message('step-did-missing', { column, values }),
  check: ({ column, values }) =>
    isName(column)
      ? Array.isArray(values) && values.length > 0 && values.every((value) => isValue(value) && value !== null)
        ? undefined
        : stepFaults.noValues
      : stepFaults.noColumn,
  apply(dataset, { column, values }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { of: schema, column: cells } = match.value
    if (schema.type === 'image' || schema.type === 'array') return wrongColumnType('missing', schema)
    const taken = new Set(values.map(String))
    if (schema.type === 'category')
      return replaceValues(dataset, match.value, new Map([...taken].map((value) => [value, null])))
    const mask = new Uint8Array(dataset.schema.rows)
    for (let row = 0; row < mask.length; row++) {
      const text = cellText(schema, cells, row)
      if (text !== undefined && taken.has(text)) mask[row] = 1
    }
    return assign(dataset, match.value, mask, null)
  },
})
