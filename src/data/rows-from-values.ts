/**
 * @file rowsFromValues: converts rows passed by a form or a script to the columns of a schema: an image from its
 * pixels, a class from its name (a new name adds a class), and a time from milliseconds or text. A value that is not
 * passed is missing.
 */
import { valuesText as text } from '../messages/en/raw-values'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import type { Column, ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { emptyColumn, perRow, textColumn, valuesOf } from './column-operations'
import type { Dataset } from './dataset'

/** The values of a row, keyed by column name. */
export type RowValues = Readonly<Record<string, unknown>>

/**
 * Converts the rows to a dataset with the schema's columns; fails with a message about the first value that does not
 * fit.
 */
export function rowsFromValues(schema: DatasetSchema, rows: readonly RowValues[]): Result<Dataset, Message> {
  const names = schema.columns.map(({ name }) => name)
  const unknown = rows.flatMap((row) => Object.keys(row)).find((name) => !names.includes(name))
  if (unknown !== undefined) return fail(message('step-column', { column: unknown, columns: names }))
  const columns: Column[] = []
  const schemas: ColumnSchema[] = []
  for (const of of schema.columns) {
    const read = readColumn(
      of,
      rows.map((row) => row[of.name] ?? null),
    )
    if ('wrong' in read) return fail(misfit(of, read.wrong))
    columns.push(read.column)
    schemas.push(read.of)
  }
  return ok({ schema: { ...schema, columns: schemas, rows: rows.length, testRows: 0 }, columns })
}

type Read = { readonly of: ColumnSchema; readonly column: Column } | { readonly wrong: unknown }

function readColumn(schema: ColumnSchema, values: readonly unknown[]): Read {
  const wrong = values.find((value) => value !== null && !fitsColumn(schema, value))
  if (wrong !== undefined) return { wrong }
  switch (schema.type) {
    case 'category': {
      const named = [...new Set([...schema.values, ...values.filter((value) => value !== null).map(String)])]
      const codes = Int16Array.from(values, (value) => (value === null ? -1 : named.indexOf(String(value))))
      return { of: { ...schema, values: named }, column: { type: 'category', codes } }
    }
    case 'text':
      return { of: schema, column: textColumn(values.map((value) => (value === null ? '' : String(value)))) }
    case 'number':
    case 'time':
    case 'image':
    case 'array': {
      const column = emptyColumn(schema, values.length)
      const size = perRow(schema)
      values.forEach((value, row) => {
        if (value !== null) valuesOf(column).set(numbersOf(schema, value), row * size)
      })
      return { of: schema, column }
    }
    default:
      return schema satisfies never
  }
}

/** Whether a column can hold a value that is not missing. */
export function fitsColumn(schema: ColumnSchema, value: unknown): boolean {
  switch (schema.type) {
    case 'category':
    case 'text':
      return typeof value === 'string' && value.trim() !== ''
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'time':
      return !Number.isNaN(timeOf(value))
    case 'image':
    case 'array':
      return isNumbers(value) && value.length === perRow(schema)
    default:
      return schema satisfies never
  }
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) || (Array.isArray(value) && value.every((one) => typeof one === 'number'))
}

function numbersOf({ type }: ColumnSchema, value: unknown): ArrayLike<number> {
  if (type === 'time') return [timeOf(value)]
  return typeof value === 'number' ? [value] : (value as ArrayLike<number>)
}

/** Converts a number or a string to milliseconds since 1970. */
function timeOf(value: unknown): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
}

function misfit(schema: ColumnSchema, value: unknown): Message {
  const shown = isNumbers(value)
    ? text.numbers({ length: value.length, wants: perRow(schema) })
    : String(value).slice(0, 40)
  return message('step-value', { column: schema.name, type: schema.type, value: shown })
}
