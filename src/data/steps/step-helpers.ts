/** @file Shared by steps: finding a column, replacing it, and checking values that came from outside. */
import type { StepAction } from '../../messages/en/dataset-edits'
import { message, type Message } from '../../messages/message'
import { fail, ok, type Result } from '../../base/result'
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { writtenSingle } from '../cell-words'
import type { Dataset } from '../dataset'

export interface Found {
  readonly index: number
  readonly of: ColumnSchema
  readonly column: Column
}

/** A value that a step sets; null where it is missing. */
export type Value = string | number | null

/** The column of this name, or why there is none. */
export function findColumn({ schema, columns }: Dataset, name: string): Result<Found, Message> {
  const index = columnIndex(schema, name)
  const [of, column] = [schema.columns[index], columns[index]]
  if (!of || !column)
    return fail(message('step-column', { column: name, columns: schema.columns.map((one) => one.name) }))
  return ok({ index, of, column })
}

/** The dataset with another column in that place. */
export function withColumn({ schema, columns }: Dataset, index: number, of: ColumnSchema, column: Column): Dataset {
  return {
    schema: { ...schema, columns: schema.columns.with(index, of) },
    columns: columns.with(index, column),
  }
}

/** Why a step cannot be applied to a column of this type. */
export function otherType(
  what: StepAction,
  { name, type }: ColumnSchema,
): { readonly ok: false; readonly error: Message } {
  return fail(message('step-type', { what, column: name, type }))
}

/** The numbers of a float32 column as they were written, as float64: so 0.1 stays 0.1. */
export function widened(values: Float32Array | Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(values, values instanceof Float32Array ? (value) => Number(writtenSingle(value)) : undefined)
}

/** Whether a float32 holds the number as it was written. */
export function isNarrow(value: number): boolean {
  return Number.isNaN(value) || Number(writtenSingle(Math.fround(value))) === value
}

/** Whether it can be the name of a column. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200
}

/** Text that may be long, shortened for a sentence. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
