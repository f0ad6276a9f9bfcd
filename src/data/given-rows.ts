/**
 * @file Given rows: rows passed one by one by a form or a script, as columns of a dataset's schema: an image as its pixels, a class by
 * its name (a new name adds a class), a time as milliseconds or text. A value that is not passed is missing.
 */
import { valuesText as text } from '../messages/en/data/values'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import type { Column, ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { emptyColumn, perRow, textColumn, valuesOf } from './columns'
import type { Dataset } from './dataset'

/** Values by column. */
export type GivenRow = Readonly<Record<string, unknown>>

/** The rows as a dataset of the schema's columns, or what does not fit. */
export function givenRows(schema: DatasetSchema, rows: readonly GivenRow[]): Result<Dataset, Message> {
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

function readColumn(of: ColumnSchema, values: readonly unknown[]): Read {
  const wrong = values.find((value) => value !== null && !fits(of, value))
  if (wrong !== undefined) return { wrong }
  switch (of.type) {
    case 'category': {
      const named = [...new Set([...of.values, ...values.filter((value) => value !== null).map(String)])]
      const codes = Int16Array.from(values, (value) => (value === null ? -1 : named.indexOf(String(value))))
      return { of: { ...of, values: named }, column: { type: 'category', codes } }
    }
    case 'text':
      return { of, column: textColumn(values.map((value) => (value === null ? '' : String(value)))) }
    case 'number':
    case 'time':
    case 'image':
    case 'array': {
      const column = emptyColumn(of, values.length)
      const size = perRow(of)
      values.forEach((value, row) => {
        if (value !== null) valuesOf(column).set(numbersOf(of, value), row * size)
      })
      return { of, column }
    }
    default:
      return of satisfies never
  }
}

function fits(of: ColumnSchema, value: unknown): boolean {
  switch (of.type) {
    case 'category':
    case 'text':
      return typeof value === 'string' && value.trim() !== ''
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'time':
      return !Number.isNaN(timeOf(value))
    case 'image':
    case 'array':
      return isNumbers(value) && value.length === perRow(of)
    default:
      return of satisfies never
  }
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) || (Array.isArray(value) && value.every((one) => typeof one === 'number'))
}

function numbersOf({ type }: ColumnSchema, value: unknown): ArrayLike<number> {
  if (type === 'time') return [timeOf(value)]
  return typeof value === 'number' ? [value] : (value as ArrayLike<number>)
}

/** Milliseconds since 1970, from a number or from text. */
function timeOf(value: unknown): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
}

function misfit(of: ColumnSchema, value: unknown): Message {
  const shown = isNumbers(value)
    ? text.numbers({ length: value.length, wants: perRow(of) })
    : String(value).slice(0, 40)
  return message('step-value', { column: of.name, type: of.type, value: shown })
}
