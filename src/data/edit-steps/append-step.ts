/**
 * @file Append step: adds rows from chunks that were imported later. The chunks must have exactly the same columns as
 * the dataset.
 */
import { fail, ok, type Result } from '../../base/result'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { stepFaults } from '../../messages/en/dataset-edits'
import { type Message, message } from '../../messages/message'
import { joinColumns, takeRows } from '../column-operations'
import type { Dataset, Origin } from '../dataset'
import { defineStep } from '../dataset-edit'
import { unpackChunk } from '../packed-chunk'
import { MAX_CATEGORIES, toFloat64 } from './step-helpers'

export interface AppendStep {
  readonly kind: 'append'
  readonly chunks: readonly { readonly sha256: string; readonly rows: number; readonly bytes: number }[]
  /** The columns in the chunks. */
  readonly columns: readonly ColumnSchema[]
  /** Where the rows came from, for the edit history. */
  readonly source?: string
  readonly [part: string]: unknown
}

export const append = defineStep<AppendStep>({
  kind: 'append',
  movesRows: true,
  record({ chunks, source }) {
    const from = source === undefined ? {} : { source }
    // A step without rows only adds a class that will get rows later.
    if (chunks.length === 0) return message('step-did-add-class', from)
    return message('step-did-append', { rows: chunks.reduce((sum, chunk) => sum + chunk.rows, 0), ...from })
  },
  check: ({ chunks, columns }) =>
    Array.isArray(chunks) && chunks.every((chunk) => typeof chunk?.sha256 === 'string' && chunk.rows >= 0)
      ? Array.isArray(columns)
        ? undefined
        : stepFaults.noChunkColumns
      : stepFaults.noChunks,
  apply(dataset, { chunks, columns }, added) {
    const misfit = columnMismatch(dataset.schema.columns, columns)
    if (misfit) return fail(misfit)
    const parts: Column[][] = []
    for (const { sha256, rows } of chunks) {
      const bytes = added.get(sha256)
      if (!bytes) return fail(message('append-gone', {}))
      const read = unpackChunk({ columns }, rows, bytes)
      if (!read.ok) return fail(message('append-damaged', { why: read.error }))
      parts.push(read.value)
    }
    const count = chunks.reduce((sum, { rows }) => sum + rows, 0)
    return appendChunks(dataset, columns, parts, count)
  },
})

/** Returns the reason why rows with these columns cannot be added, or undefined if they can. */
export function columnMismatch(existing: readonly ColumnSchema[], added: readonly ColumnSchema[]): Message | undefined {
  const names = (columns: readonly ColumnSchema[]) => columns.map(({ name }) => name)
  const missing = names(existing).filter((name) => !names(added).includes(name))
  const extra = names(added).filter((name) => !names(existing).includes(name))
  if (missing.length > 0 || extra.length > 0) return message('append-columns', { gone: missing, extra })
  for (const column of added) {
    const existingColumn = existing.find(({ name }) => name === column.name)
    if (!existingColumn || existingColumn.type !== column.type)
      return message('append-type', { column: column.name, here: existingColumn?.type ?? '', there: column.type })
    const same = (a: readonly number[], b: readonly number[]) => a.join('×') === b.join('×')
    const sizes = [sizeOf(existingColumn), sizeOf(column)] as const
    if (!same(...sizes))
      return message('append-size', { column: column.name, here: sizes[0].join('×'), there: sizes[1].join('×') })
  }
  return undefined
}

function sizeOf(column: ColumnSchema): readonly number[] {
  if (column.type === 'image') return [column.height, column.width, column.channels]
  return column.type === 'array' ? column.shape : []
}

function appendChunks(
  { schema, columns, origin }: Dataset,
  newColumns: readonly ColumnSchema[],
  parts: readonly (readonly Column[])[],
  count: number,
): Result<Dataset, Message> {
  // The dataset's test rows come last, so added rows are inserted before them.
  const before = schema.rows - schema.testRows
  const [head, tail] = [range(0, before), range(before, schema.rows)]
  const schemas: ColumnSchema[] = []
  const all: Column[] = []
  for (const [i, existingColumn] of schema.columns.entries()) {
    const at = newColumns.findIndex(({ name }) => name === existingColumn.name)
    const other = newColumns[at] as ColumnSchema
    const both = commonSchema(existingColumn, other)
    if (both.type === 'category' && both.values.length > MAX_CATEGORIES)
      return fail(message('step-many-values', { column: existingColumn.name, most: MAX_CATEGORIES }))
    const existing = columns[i] as Column
    const added = parts.map((part) => convertColumn(part[at] as Column, other, both))
    const here = convertColumn(existing, existingColumn, both)
    const pieces =
      schema.testRows === 0 ? [here, ...added] : [takeRows(here, both, head), ...added, takeRows(here, both, tail)]
    schemas.push(both)
    all.push(joinColumns(both, pieces))
  }
  const added = (row: number) => row >= before && row < before + count
  const was = (row: number) => (row < before ? row : row - count)
  const total = origin?.rowsEver ?? origin?.base.schema.rows ?? 0
  const rows = (from: Origin) =>
    Int32Array.from({ length: schema.rows + count }, (_, row) =>
      added(row) ? total + row - before : from.rows ? (from.rows[was(row)] as number) : was(row),
    )
  return ok({
    schema: { ...schema, columns: schemas, rows: schema.rows + count },
    columns: all,
    ...(origin && { origin: { ...origin, rows: rows(origin), rowsEver: total + count } }),
  })
}

function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, i) => from + i)
}

/**
 * Returns a column schema that can store the values of both columns: all classes of either, and the higher numeric
 * precision.
 */
function commonSchema(a: ColumnSchema, b: ColumnSchema): ColumnSchema {
  if (a.type === 'category' && b.type === 'category') return { ...a, values: [...new Set([...a.values, ...b.values])] }
  if (a.type === 'number' && b.type === 'number' && b.wide) return { ...a, wide: true }
  if (a.type === 'image' && b.type === 'image' && a.mask && !b.mask) {
    const { mask: _mask, ...plain } = a
    return plain
  }
  return a
}

function convertColumn(column: Column, from: ColumnSchema, to: ColumnSchema): Column {
  if (column.type === 'category' && from.type === 'category' && to.type === 'category') {
    const codeOf = from.values.map((value) => to.values.indexOf(value))
    return { type: 'category', codes: column.codes.map((code) => (code < 0 ? -1 : (codeOf[code] as number))) }
  }
  if (column.type === 'number' && to.type === 'number' && to.wide && column.values instanceof Float32Array)
    return { type: 'number', values: toFloat64(column.values) }
  return column
}
