/**
 * @file Packed chunks, the storage format for rows: one block per column in the schema's order, each starting at a
 * multiple of 8 bytes so that it can be read without copying. All values are little-endian. An image is stored as its
 * bytes, a category as int16 (-1 if missing), a number as float32 or (if wide) float64, a time as float64, and an array
 * as float32 values. A text column is stored as the end offset of each row in uint32, the total length in bytes, and
 * then the bytes.
 */
import { filesText } from '../messages/en/storage'
import { fail, ok, type Result } from '../base/result'
import type { Column, ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { perRow, rowsIn, valuesOf } from './column-operations'

const { chunk: faults } = filesText

const WORD = 8

interface PackedRows {
  readonly schema: Pick<DatasetSchema, 'columns' | 'rows'>
  readonly columns: readonly Column[]
}

/** Packs all rows of a dataset into the bytes of one chunk. */
export function packChunk({ schema, columns }: PackedRows): Uint8Array<ArrayBuffer> {
  const blocks = columns.flatMap((column) => {
    if (column.type !== 'text') return [bytesOf(valuesOf(column))]
    return [bytesOf(column.ends), bytesOf(Uint32Array.of(column.bytes.length, 0)), column.bytes]
  })
  const out = new Uint8Array(blocks.reduce((sum, block) => sum + padded(block.length), 0))
  let at = 0
  for (const block of blocks) {
    out.set(block, at)
    at += padded(block.length)
  }
  for (const [i, column] of columns.entries()) {
    const of = schema.columns[i] as ColumnSchema
    if (rowsIn(column, of) !== schema.rows) throw new Error(`${of.name} has ${schema.rows} rows`)
  }
  return out
}

/**
 * Returns the columns of a chunk of `rows` rows as views into the chunk's bytes. An error completes the sentence "the
 * chunk is damaged: ___".
 */
export function unpackChunk(
  schema: Pick<DatasetSchema, 'columns'>,
  rows: number,
  chunk: Uint8Array<ArrayBuffer>,
): Result<Column[], string> {
  // Typed array views require alignment, so a chunk at an unaligned offset is copied.
  const bytes = chunk.byteOffset % WORD === 0 ? chunk : chunk.slice()
  let at = 0
  const next = (length: number): Uint8Array<ArrayBuffer> | undefined => {
    const from = at
    at += padded(length)
    return at <= bytes.length ? bytes.subarray(from, from + length) : undefined
  }
  const columns: Column[] = []
  for (const of of schema.columns) {
    const read = of.type === 'text' ? readTexts(of.name, rows, next) : readValues(of, rows, next)
    if (read === undefined) return fail(faults.endsWithin({ column: of.name }))
    if (typeof read === 'string') return fail(read)
    columns.push(read)
  }
  return at === bytes.length ? ok(columns) : fail(faults.wrongLength({ bytes: bytes.length, wants: at }))
}

type Next = (length: number) => Uint8Array<ArrayBuffer> | undefined

function readTexts(column: string, rows: number, next: Next): Column | string | undefined {
  const endBytes = next(4 * rows)
  const lengthBytes = next(WORD)
  if (!endBytes || !lengthBytes) return undefined
  const ends = new Uint32Array(endBytes.buffer, endBytes.byteOffset, rows)
  const length = new Uint32Array(lengthBytes.buffer, lengthBytes.byteOffset, 1)[0] as number
  const bytes = next(length)
  if (!bytes) return undefined
  let before = 0
  for (const end of ends) {
    if (end < before) return faults.textOrder({ column })
    before = end
  }
  return before === length ? { type: 'text', bytes, ends } : faults.textLength({ column })
}

function readValues(
  schema: Exclude<ColumnSchema, { type: 'text' }>,
  rows: number,
  next: Next,
): Column | string | undefined {
  const count = rows * perRow(schema)
  const block = next(count * cellBytes(schema))
  if (!block) return undefined
  const { buffer, byteOffset } = block
  switch (schema.type) {
    case 'image':
      return { type: 'image', pixels: block }
    case 'category': {
      const codes = new Int16Array(buffer, byteOffset, count)
      const max = schema.values.length
      return codes.every((code) => code >= -1 && code < max)
        ? { type: 'category', codes }
        : faults.badCode({ column: schema.name, values: max })
    }
    case 'number':
      return {
        type: 'number',
        values: schema.wide ? new Float64Array(buffer, byteOffset, count) : new Float32Array(buffer, byteOffset, count),
      }
    case 'time':
      return { type: 'time', values: new Float64Array(buffer, byteOffset, count) }
    case 'array':
      return { type: 'array', values: new Float32Array(buffer, byteOffset, count) }
    default:
      return schema satisfies never
  }
}

function cellBytes(schema: Exclude<ColumnSchema, { type: 'text' }>): number {
  if (schema.type === 'image') return 1
  if (schema.type === 'category') return 2
  return schema.type === 'time' || (schema.type === 'number' && schema.wide) ? 8 : 4
}

function padded(length: number): number {
  return WORD * Math.ceil(length / WORD)
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
