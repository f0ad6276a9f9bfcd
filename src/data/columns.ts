/** @file Columns: what can be done to any column whatever its type: made empty, taken rows of, put together, counted in bytes. */
import { assert } from '../base/assert'
import type { Column, ColumnSchema } from '../catalog/dataset-schema'

export { textColumn } from '../catalog/text-column'

type TextColumn = Extract<Column, { type: 'text' }>
type NumberColumn = Extract<Column, { type: 'number' }>

const utf8 = new TextDecoder()

/** A column of `rows` rows, every one of them missing; pictures are black. */
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

/** Numbers a row of the column holds: pixels, the numbers of an array, else one. */
export function perRow(schema: ColumnSchema): number {
  if (schema.type === 'image') return schema.height * schema.width * schema.channels
  return schema.type === 'array' ? schema.shape.reduce((size, axis) => size * axis, 1) : 1
}

/** The rows a column holds. */
export function rowsIn(column: Column, schema: ColumnSchema): number {
  return column.type === 'text' ? column.ends.length : valuesOf(column).length / perRow(schema)
}

/** The values themselves, as they lie in memory; of texts the ends. */
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

/** Bytes a column takes in memory. */
export function bytesIn(column: Column): number {
  return valuesOf(column).byteLength + (column.type === 'text' ? column.bytes.byteLength : 0)
}

/** The given rows of a column, in that order, as a column of its own. */
export function takeRows(column: Column, schema: ColumnSchema, rows: ArrayLike<number>): Column {
  const size = perRow(schema)
  switch (column.type) {
    case 'text':
      return takeTexts(column, rows)
    case 'image':
      return { type: 'image', pixels: gathered(column.pixels, new Uint8Array(rows.length * size), rows, size) }
    case 'array':
      return { type: 'array', values: gathered(column.values, new Float32Array(rows.length * size), rows, size) }
    case 'category':
      return { type: 'category', codes: gathered(column.codes, new Int16Array(rows.length), rows, 1) }
    case 'time':
      return { type: 'time', values: gathered(column.values, new Float64Array(rows.length), rows, 1) }
    case 'number':
      return takeNumbers(column, rows)
    default:
      return column satisfies never
  }
}

function takeNumbers({ values }: NumberColumn, rows: ArrayLike<number>): NumberColumn {
  return values instanceof Float64Array
    ? { type: 'number', values: gathered(values, new Float64Array(rows.length), rows, 1) }
    : { type: 'number', values: gathered(values, new Float32Array(rows.length), rows, 1) }
}

type Numbers = Uint8Array | Int16Array | Float32Array | Float64Array

function gathered<T extends Numbers>(from: T, to: T, rows: ArrayLike<number>, size: number): T {
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

function textRange({ ends }: TextColumn, row: number): readonly [number, number] {
  return [row === 0 ? 0 : (ends[row - 1] as number), ends[row] as number]
}

/** The text of a row; empty where missing. */
export function textAt(column: TextColumn, row: number): string {
  const [from, to] = textRange(column, row)
  return utf8.decode(column.bytes.subarray(from, to))
}

/** Columns of one schema put one behind the other. */
export function joinColumns(schema: ColumnSchema, parts: readonly Column[]): Column {
  if (schema.type === 'text') return joinTexts(parts)
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

/** Whether a row has no value there; a picture always has one, an array where a number of it is there. */
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
      const size = perRow(schema)
      return column.values.subarray(row * size, (row + 1) * size).every(Number.isNaN)
    }
    default:
      return column satisfies never
  }
}
