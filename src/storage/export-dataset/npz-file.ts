/**
 * @file NPZ: one array per column. A category column is stored as codes, with a second array for the names; text and
 * names use numpy's fixed-width Unicode.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { perRow, textAt, valuesOf } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import { message, Refusal } from '../../messages/message'
import { npyHead } from '../model-artifact/zip'
import { plainNames, type Rest, type Sink, zipParts } from './sink'

/** Maximum size of a text column in bytes: with a fixed width, every string takes as many bytes as the longest one. */
const MOST_TEXT_BYTES = 200_000_000
/** Size of a chunk, in bytes. */
const CHUNK = 1_000_000

/** Writes the dataset as a numpy archive, chunk by chunk. */
export async function toNpzFile({ schema, columns }: Dataset, sink: Sink, rest: Rest): Promise<void> {
  const zip = zipParts(sink)
  const names = plainNames(schema.columns.map(({ name }) => name))
  for (const [i, of] of schema.columns.entries()) {
    const name = names[i] as string
    const column = columns[i] as Column
    zip.add(`${name}.npy`, arrayOf(of, column, schema.rows))
    if (of.type === 'category')
      zip.add(
        `${name}__names.npy`,
        unicode(of.name, of.values.length, (at) => of.values[at] ?? ''),
      )
    await rest((i + 1) / schema.columns.length)
  }
  zip.end()
}

type Chunks = () => Iterable<Uint8Array>

function arrayOf(of: ColumnSchema, column: Column, rows: number): Chunks {
  switch (of.type) {
    case 'image':
      return gathered(npyHead([rows, of.height, of.width, of.channels], '|u1'), column, of, rows)
    case 'array':
      return gathered(npyHead([rows, ...of.shape], '<f4'), column, of, rows)
    case 'number':
      return inMemory(npyHead([rows], of.wide ? '<f8' : '<f4'), valuesOf(column))
    case 'category':
      return inMemory(npyHead([rows], '<i2'), valuesOf(column))
    case 'time':
      return millis(npyHead([rows], '<M8[ms]'), valuesOf(column))
    case 'text':
      return unicode(of.name, rows, (row) => (column.type === 'text' ? textAt(column, row) : ''))
    default:
      return of satisfies never
  }
}

/** The bytes of an array that is in memory, without copying them. */
function inMemory(head: Uint8Array, { buffer, byteOffset, byteLength }: ArrayBufferView): Chunks {
  return function* () {
    yield head
    for (let from = 0; from < byteLength; from += CHUNK)
      yield new Uint8Array(buffer, byteOffset + from, Math.min(CHUNK, byteLength - from))
  }
}

/** All values of an image or array column, taken directly from memory or gathered row by row. */
function gathered(head: Uint8Array, column: Column, of: ColumnSchema, rows: number): Chunks {
  if ((column.type !== 'image' && column.type !== 'array') || !column.paged) return inMemory(head, valuesOf(column))
  const size = perRow(of)
  return function* () {
    yield head
    for (let row = 0; row < rows; row++) {
      const values = rowOf(column, size, row)
      yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    }
  }
}

/** Times as milliseconds; numpy's "not a time" is the smallest 64-bit integer. */
function millis(head: Uint8Array, values: ArrayLike<number>): Chunks {
  return function* () {
    yield head
    for (let from = 0; from < values.length; from += CHUNK / 8) {
      const some = BigInt64Array.from({ length: Math.min(CHUNK / 8, values.length - from) }, (_, i) => {
        const value = values[from + i] as number
        return Number.isNaN(value) ? -(2n ** 63n) : BigInt(Math.round(value))
      })
      yield new Uint8Array(some.buffer)
    }
  }
}

/** Writes strings as UTF-32, all with the width of the longest string. */
function unicode(column: string, count: number, at: (i: number) => string): Chunks {
  let width = 1
  for (let i = 0; i < count; i++) width = Math.max(width, lettersIn(at(i)))
  const bytes = 4 * width * count
  if (bytes > MOST_TEXT_BYTES) throw new Refusal(message('export-npz-text', { column, bytes, most: MOST_TEXT_BYTES }))
  const together = Math.max(1, Math.floor(CHUNK / (4 * width)))
  return function* () {
    yield npyHead([count], `<U${width}`)
    for (let from = 0; from < count; from += together) {
      const texts = Math.min(together, count - from)
      const points = new Uint32Array(width * texts)
      for (let i = 0; i < texts; i++) {
        let place = i * width
        for (const letter of at(from + i)) points[place++] = letter.codePointAt(0) as number
      }
      yield new Uint8Array(points.buffer)
    }
  }
}

function lettersIn(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
