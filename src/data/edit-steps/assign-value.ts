/**
 * @file assign: sets one value in some rows of a column; used to set cells, fill missing values and mark values as
 * missing.
 */
import { message, type Message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { textAt, textColumn } from '../column-operations'
import { dateRange } from '../date-range'
import type { Dataset } from '../dataset'
import { MAX_CATEGORIES } from './max-categories'
import {
  type ColumnMatch,
  fitsFloat32,
  wrongColumnType,
  shorten,
  type Value,
  toFloat64,
  withColumn,
} from './step-helpers'

/** Returns the dataset with this value set in each row where `rows` is 1. */
export function assign(dataset: Dataset, found: ColumnMatch, rows: Uint8Array, value: Value): Result<Dataset, Message> {
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
