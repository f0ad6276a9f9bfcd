/**
 * @file Set, fill and missing steps: set one value in some rows, to correct a label, to fill in missing values, or to
 * mark values as missing.
 */
import { fail, ok, type Result } from '../../base/result'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { stepFaults } from '../../messages/en/dataset-edits'
import { type Message, message } from '../../messages/message'
import { cellText } from '../cell-text'
import { isMissing, rowsIn, textAt, textColumn } from '../column-operations'
import type { Condition } from '../condition'
import { printCondition } from '../condition-text'
import type { Dataset } from '../dataset'
import { defineStep, type RowRanges } from '../dataset-edit'
import { dateRange } from '../date-formats'
import { maskOf } from '../evaluate-condition'
import { replaceValues } from './class-steps'
import { countRows, rangesFault, rangesOutOfBounds } from './row-steps'
import {
  type ColumnMatch,
  findColumn,
  fitsFloat32,
  isName,
  MAX_CATEGORIES,
  shorten,
  toFloat64,
  type Value,
  withColumn,
  withEmptied,
  withoutEmptied,
  wrongColumnType,
} from './step-helpers'

interface SetStep {
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
  apply(dataset, step) {
    const { column, rows, value } = step
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const beyond = rangesOutOfBounds(dataset, rows)
    if (beyond) return fail(beyond)
    const mask = new Uint8Array(dataset.schema.rows)
    for (const [first, last] of rows) mask.fill(1, first, last + 1)
    const changed = assign(dataset, match.value, mask, value)
    return changed.ok ? ok(withoutEmptied(changed.value, step)) : changed
  },
  settle: (step, before, after) => withEmptied(step, step.column, before, after),
})

interface FillStep {
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

interface MissingStep {
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

/** Returns the dataset with this value set in each row where `rows` is 1. */
function assign(dataset: Dataset, found: ColumnMatch, rows: Uint8Array, value: Value): Result<Dataset, Message> {
  const { index, of, column } = found
  const put = (schema: ColumnSchema, changed: Column) => ok(withColumn(dataset, index, schema, changed))
  switch (column.type) {
    case 'number': {
      if (of.type !== 'number') return wrongColumnType('set', of)
      const number = value === null ? Number.NaN : value
      if (typeof number !== 'number') return valueProblem(of, value)
      const wide = of.wide === true || !fitsFloat32(number)
      const values = of.wide || !wide ? column.values.slice() : toFloat64(column.values)
      fillWhere(values, rows, number)
      return put(wide ? { ...of, wide: true } : of, { type: 'number', values })
    }
    case 'time': {
      const time = value === null ? Number.NaN : dateRange(value)?.first
      if (time === undefined) return valueProblem(of, value)
      const values = column.values.slice()
      fillWhere(values, rows, time)
      return put(of, { type: 'time', values })
    }
    case 'category': {
      if (of.type !== 'category') return wrongColumnType('set', of)
      if (value !== null && (typeof value !== 'string' || value === '')) return valueProblem(of, value)
      const known = value === null ? -1 : of.values.indexOf(value)
      const isNew = value !== null && known < 0
      if (isNew && of.values.length >= MAX_CATEGORIES)
        return fail(message('step-many-values', { column: of.name, most: MAX_CATEGORIES }))
      const codes = column.codes.slice()
      fillWhere(codes, rows, isNew ? of.values.length : known)
      return put(isNew ? { ...of, values: [...of.values, value] } : of, { type: 'category', codes })
    }
    case 'text': {
      if (value !== null && typeof value !== 'string') return valueProblem(of, value)
      return put(of, textColumn(Array.from(column.ends, (_, row) => (rows[row] ? (value ?? '') : textAt(column, row)))))
    }
    case 'image':
    case 'array':
      return wrongColumnType('set', of)
    default:
      return column satisfies never
  }
}

function fillWhere(values: Float32Array | Float64Array | Int16Array, rows: Uint8Array, value: number): void {
  for (let row = 0; row < rows.length; row++) if (rows[row]) values[row] = value
}

function valueProblem({ name, type }: ColumnSchema, value: Value): { readonly ok: false; readonly error: Message } {
  return fail(message('step-value', { column: name, type, value: shorten(String(value)) }))
}

interface ScaleStep {
  readonly kind: 'scale'
  readonly column: string
  readonly factor: number
  /** The offset to add after scaling. */
  readonly offset?: number
  readonly where?: Condition
  /** The unit of the column after the step. */
  readonly unit?: string
  readonly [part: string]: unknown
}

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value)

export const scale = defineStep<ScaleStep>({
  kind: 'scale',
  record({ column, factor, offset = 0, where, unit }) {
    const at = where ? { where: printCondition(where) } : {}
    return message('step-did-scale', { column, factor, offset, ...at, ...(unit ? { unit } : {}) })
  },
  check({ column, factor, offset, where, unit }) {
    if (!isName(column)) return stepFaults.noColumn
    if (!isNumber(factor) || factor === 0 || (offset !== undefined && !isNumber(offset))) return stepFaults.badFactor
    if (where !== undefined && (typeof where !== 'object' || where === null)) return stepFaults.badCondition
    return unit === undefined || typeof unit === 'string' ? undefined : stepFaults.badUnit
  },
  apply(dataset, { column, factor, offset = 0, where, unit }) {
    const match = findColumn(dataset, column)
    if (!match.ok) return match
    const { index, of: schema, column: cells } = match.value
    if (schema.type !== 'number' || cells.type !== 'number') return wrongColumnType('scale', schema)
    const mask = where && maskOf(where, dataset)
    if (mask && !mask.ok) return fail(message('step-condition', { why: mask.error.sentence }))
    const values = toFloat64(cells.values)
    for (let row = 0; row < values.length; row++)
      if (!mask || mask.value[row]) values[row] = (values[row] as number) * factor + offset
    return ok(
      withColumn(dataset, index, unit === undefined ? schema : { ...schema, unit }, {
        type: 'number',
        values: schema.wide ? values : Float32Array.from(values),
      }),
    )
  },
})
