/**
 * @file Columns: operations on columns of any type: create an empty column, select rows, concatenate columns, and count
 * bytes.
 */
import { assert } from '../base/assert'
import type { Column, ColumnSchema, Paged, PagedPart } from '../catalog/dataset-schema'
import { textRange } from './column-values'

export { textColumn } from '../catalog/dataset-schema'
export { textAt } from './column-values'

type TextColumn = Extract<Column, { type: 'text' }>
type NumberColumn = Extract<Column, { type: 'number' }>

/** Creates a column in which all `rows` values are missing; images are filled with black. */
export function emptyColumn(schema: ColumnSchema, rows: number): Column {
  switch (schema.type) {
    case 'image':
      return { type: 'image', pixels: new Uint8Array(rows * perRow(schema)) }
    case 'category':
      return { type: 'category', codes: new Int16Array(rows).fill(-1) }
    case 'number':
      return {
        type: 'number',
        values: (schema.wide ? new Float64Array(rows) : new Float32Array(rows)).fill(Number.NaN),
      }
    case 'text':
      return { type: 'text', bytes: new Uint8Array(0), ends: new Uint32Array(rows) }
    case 'time':
      return { type: 'time', values: new Float64Array(rows).fill(Number.NaN) }
    case 'array':
      return { type: 'array', values: new Float32Array(rows * perRow(schema)).fill(Number.NaN) }
    default:
      return schema satisfies never
  }
}

/** The number of values per row: the pixels of an image, the elements of an array, otherwise 1. */
export function perRow(schema: ColumnSchema): number {
  if (schema.type === 'image') return schema.height * schema.width * schema.channels
  return schema.type === 'array' ? schema.shape.reduce((size, axis) => size * axis, 1) : 1
}

/** The number of rows in a column, derived from its values. */
export function rowsIn(column: Column, schema: ColumnSchema): number {
  if ((column.type === 'image' || column.type === 'array') && column.paged) return pagedRows(column.paged)
  return column.type === 'text' ? column.ends.length : valuesOf(column).length / perRow(schema)
}

function pagedRows({ index, parts }: Pick<Paged, 'index' | 'parts'>): number {
  return index?.length ?? parts.reduce((sum, { rows }) => sum + rows, 0)
}

/** Returns a column's stored values: for text, the byte offset at which each row ends; for paged columns, nothing. */
export function valuesOf(column: Column) {
  switch (column.type) {
    case 'image':
      return column.pixels
    case 'category':
      return column.codes
    case 'text':
      return column.ends
    case 'number':
    case 'time':
    case 'array':
      return column.values
    default:
      return column satisfies never
  }
}

/** The number of bytes that a column occupies in memory. */
export function bytesIn(column: Column): number {
  const paged = column.type === 'image' || column.type === 'array' ? column.paged : undefined
  const extra = column.type === 'text' ? column.bytes : paged?.gaps
  return valuesOf(column).byteLength + (extra?.byteLength ?? 0) + (paged?.index?.byteLength ?? 0)
}

/** Returns a new column that contains the given rows, in the given order. */
export function takeRows(column: Column, schema: ColumnSchema, rows: ArrayLike<number>): Column {
  const size = perRow(schema)
  switch (column.type) {
    case 'text':
      return takeTexts(column, rows)
    case 'image':
      if (column.paged) return { ...column, paged: takePaged(column.paged, rows) }
      return { type: 'image', pixels: copyRows(column.pixels, new Uint8Array(rows.length * size), rows, size) }
    case 'array':
      if (column.paged) return { ...column, paged: takePaged(column.paged, rows) }
      return { type: 'array', values: copyRows(column.values, new Float32Array(rows.length * size), rows, size) }
    case 'category':
      return { type: 'category', codes: copyRows(column.codes, new Int16Array(rows.length), rows, 1) }
    case 'time':
      return { type: 'time', values: copyRows(column.values, new Float64Array(rows.length), rows, 1) }
    case 'number':
      return takeNumbers(column, rows)
    default:
      return column satisfies never
  }
}

/** Selects rows of a paged column by changing only its index, without reading any values. */
function takePaged(paged: Paged, rows: ArrayLike<number>): Paged {
  const { index } = paged
  return { ...paged, index: Uint32Array.from(rows, (row) => (index ? (index[row] as number) : row)) }
}

function takeNumbers({ values }: NumberColumn, rows: ArrayLike<number>): NumberColumn {
  return values instanceof Float64Array
    ? { type: 'number', values: copyRows(values, new Float64Array(rows.length), rows, 1) }
    : { type: 'number', values: copyRows(values, new Float32Array(rows.length), rows, 1) }
}

type Numbers = Uint8Array | Int16Array | Float32Array | Float64Array

function copyRows<T extends Numbers>(from: T, to: T, rows: ArrayLike<number>, size: number): T {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    if (size === 1) to[i] = from[row] as number
    else to.set(from.subarray(row * size, (row + 1) * size), i * size)
  }
  return to
}

function takeTexts(column: TextColumn, rows: ArrayLike<number>): TextColumn {
  const ends = new Uint32Array(rows.length)
  let length = 0
  for (let i = 0; i < rows.length; i++) {
    const [from, to] = textRange(column, rows[i] as number)
    length += to - from
    ends[i] = length
  }
  const bytes = new Uint8Array(length)
  for (let i = 0; i < rows.length; i++) {
    const [from, to] = textRange(column, rows[i] as number)
    bytes.set(column.bytes.subarray(from, to), (ends[i] as number) - (to - from))
  }
  return { type: 'text', bytes, ends }
}

/** Concatenates columns of the same schema. */
export function joinColumns(schema: ColumnSchema, parts: readonly Column[]): Column {
  if (schema.type === 'text') return joinTexts(parts)
  if (parts.some((part) => (part.type === 'image' || part.type === 'array') && part.paged))
    return joinPaged(schema, parts)
  const rows = parts.reduce((sum, part) => sum + rowsIn(part, schema), 0)
  const whole = emptyColumn(schema, rows)
  const to = valuesOf(whole)
  let at = 0
  for (const part of parts) {
    assert(part.type === schema.type, `${schema.name} is of one type`)
    const values = valuesOf(part)
    to.set(values, at)
    at += values.length
  }
  return whole
}

/**
 * Concatenates columns if at least one of them is paged; the result is paged too. The values of in-memory columns are
 * stored in a blob, and parts that several columns share are listed only once.
 */
function joinPaged(schema: ColumnSchema, columns: readonly Column[]): Column {
  const parts: PagedPart[] = []
  const gaps: Uint8Array[] = []
  const offsets = new Map<readonly PagedPart[], number>()
  const index = new Uint32Array(columns.reduce((sum, column) => sum + rowsIn(column, schema), 0))
  let [total, at] = [0, 0]
  for (const column of columns) {
    const paged = asPaged(column, schema)
    const first = offsets.get(paged.parts) ?? total
    if (!offsets.has(paged.parts)) {
      const rows = pagedRows({ parts: paged.parts })
      offsets.set(paged.parts, first)
      parts.push(...paged.parts)
      gaps.push(paged.gaps ?? new Uint8Array(rows))
      total += rows
    }
    const rows = pagedRows(paged)
    for (let row = 0; row < rows; row++) index[at++] = first + (paged.index ? (paged.index[row] as number) : row)
  }
  const missing = concatBytes(gaps, total)
  const inOrder = index.length === total && index.every((position, row) => position === row)
  const paged = { parts, ...(inOrder ? {} : { index }), ...(missing.includes(1) ? { gaps: missing } : {}) }
  return schema.type === 'image'
    ? { type: 'image', pixels: new Uint8Array(0), paged }
    : { type: 'array', values: new Float32Array(0), paged }
}

function asPaged(column: Column, schema: ColumnSchema): Paged {
  assert(column.type === 'image' || column.type === 'array', `${schema.name} can be paged`)
  if (column.paged) return column.paged
  const rows = rowsIn(column, schema)
  const gaps = Uint8Array.from({ length: rows }, (_, row) => (isMissing(column, schema, row) ? 1 : 0))
  return { parts: [{ blob: new Blob([valuesOf(column)]), from: 0, rows }], gaps }
}

function concatBytes(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function joinTexts(parts: readonly Column[]): TextColumn {
  const texts = parts.filter((part) => part.type === 'text')
  const bytes = new Uint8Array(texts.reduce((sum, part) => sum + part.bytes.length, 0))
  const ends = new Uint32Array(texts.reduce((sum, part) => sum + part.ends.length, 0))
  let [at, row] = [0, 0]
  for (const part of texts) {
    bytes.set(part.bytes, at)
    for (const end of part.ends) ends[row++] = at + end
    at += part.bytes.length
  }
  return { type: 'text', bytes, ends }
}

/** Whether a value is missing in a row. An image is never missing; an array is missing if all its numbers are. */
export function isMissing(column: Column, schema: ColumnSchema, row: number): boolean {
  switch (column.type) {
    case 'image':
      return false
    case 'category':
      return (column.codes[row] as number) < 0
    case 'number':
    case 'time':
      return Number.isNaN(column.values[row] as number)
    case 'text': {
      const [from, to] = textRange(column, row)
      return from === to
    }
    case 'array': {
      if (column.paged) return column.paged.gaps?.[column.paged.index?.[row] ?? row] === 1
      const size = perRow(schema)
      return column.values.subarray(row * size, (row + 1) * size).every(Number.isNaN)
    }
    default:
      return column satisfies never
  }
}
