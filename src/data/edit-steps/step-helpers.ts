/** @file Helpers for steps: find and replace columns, and check values that come from outside the program. */
import { fail, ok, type Result } from '../../base/result'
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import type { StepAction } from '../../messages/en/dataset-edits'
import { type Message, message } from '../../messages/message'
import { float32Text } from '../cell-text'
import type { Dataset } from '../dataset'
import type { DataStep } from '../dataset-edit'

export interface ColumnMatch {
  readonly index: number
  readonly of: ColumnSchema
  readonly column: Column
}

/** A value that a step sets; null means missing. */
export type Value = string | number | null

/** Finds the column with this name, or returns a message that the column does not exist. */
export function findColumn({ schema, columns }: Dataset, name: string): Result<ColumnMatch, Message> {
  const index = columnIndex(schema, name)
  const [of, column] = [schema.columns[index], columns[index]]
  if (!of || !column)
    return fail(message('step-column', { column: name, columns: schema.columns.map((one) => one.name) }))
  return ok({ index, of, column })
}

/** Returns the dataset with one column replaced. */
export function withColumn({ schema, columns }: Dataset, index: number, of: ColumnSchema, column: Column): Dataset {
  return {
    schema: { ...schema, columns: schema.columns.with(index, of) },
    columns: columns.with(index, column),
  }
}

/** Returns a failed result that explains why a step cannot be applied to a column of this type. */
export function wrongColumnType(
  what: StepAction,
  { name, type }: ColumnSchema,
): { readonly ok: false; readonly error: Message } {
  return fail(message('step-type', { what, column: name, type }))
}

/** Classes that a step left without rows. The step records them, and removes them whenever no row has them. */
export interface EmptiedClasses {
  readonly column: string
  readonly values: readonly string[]
}

/** The step with the classes of a column that had rows before it and have none after it, if there are any. */
export function withEmptied<S extends DataStep>(step: S, column: string, before: Dataset, after: Dataset): S {
  const [had, has] = [classesWithRows(before, column), classesWithRows(after, column)]
  const values = [...had].filter((value) => !has.has(value))
  return values.length > 0 ? { ...step, emptied: { column, values } } : step
}

/** The dataset without the classes that a step recorded as emptied, except those that a row has. */
export function withoutEmptied(dataset: Dataset, { emptied }: DataStep): Dataset {
  if (!isEmptied(emptied)) return dataset
  const index = columnIndex(dataset.schema, emptied.column)
  const [of, column] = [dataset.schema.columns[index], dataset.columns[index]]
  if (of?.type !== 'category' || column?.type !== 'category') return dataset
  const has = classesWithRows(dataset, of.name)
  const gone = new Set(emptied.values.filter((value) => !has.has(value)))
  const values = of.values.filter((value) => !gone.has(value))
  const codeOf = of.values.map((value) => values.indexOf(value))
  const codes = column.codes.map((code) => codeOf[code] ?? -1)
  return { ...dataset, ...withColumn(dataset, index, { ...of, values }, { type: 'category', codes }) }
}

/** Whether the part of a step, which may come from a file, lists emptied classes. */
export function isEmptied(value: unknown): value is EmptiedClasses {
  const { column, values } = (value ?? {}) as Partial<Record<keyof EmptiedClasses, unknown>>
  return typeof column === 'string' && Array.isArray(values) && values.every((one) => typeof one === 'string')
}

function classesWithRows({ schema, columns }: Dataset, name: string): ReadonlySet<string> {
  const index = columnIndex(schema, name)
  const [of, column] = [schema.columns[index], columns[index]]
  if (of?.type !== 'category' || column?.type !== 'category') return new Set()
  const has = new Set<number>(column.codes)
  return new Set(of.values.filter((_, code) => has.has(code)))
}

/** Converts a float32 column to float64 without adding digits: 0.1 stays 0.1. */
export function toFloat64(values: Float32Array | Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(values, values instanceof Float32Array ? (value) => Number(float32Text(value)) : undefined)
}

/** Whether float32 preserves the number as originally written. */
export function fitsFloat32(value: number): boolean {
  return Number.isNaN(value) || Number(float32Text(Math.fround(value))) === value
}

/** Whether a value can be the name of a column. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200
}

/** Shortens a long text for use in a sentence. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

export const MAX_CATEGORIES = 1000
