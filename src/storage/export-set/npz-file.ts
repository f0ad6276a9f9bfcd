/** @file NPZ: an array a column. A category is its codes, with its names beside it; texts and names are numpy's fixed-width Unicode. */
import { message, Refusal } from '../../base/messages/message'
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { perRow, textAt, valuesOf } from '../../data/columns'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged'
import { writeNpy } from '../artifact/npz'
import { writeZip } from '../artifact/zip'
import type { Rest } from './rest'
import { plainNames } from './plain-names'

/** Fixed width makes one long text as wide as all of them. */
const MOST_TEXT_BYTES = 200_000_000

/** The set as numpy's archive. */
export async function toNpzFile({ schema, columns }: Dataset, rest: Rest): Promise<Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array>()
  const names = plainNames(schema.columns.map(({ name }) => name))
  for (const [i, of] of schema.columns.entries()) {
    const name = names[i] as string
    const column = columns[i] as Column
    files.set(`${name}.npy`, arrayOf(of, column, schema.rows))
    if (of.type === 'category') files.set(`${name}__names.npy`, unicode(of.name, of.values))
    await rest((i + 1) / schema.columns.length)
  }
  return writeZip(files)
}

function arrayOf(of: ColumnSchema, column: Column, rows: number): Uint8Array {
  switch (of.type) {
    case 'image':
      return writeNpy([rows, of.height, of.width, of.channels], whole(column, of, rows), '|u1')
    case 'array':
      return writeNpy([rows, ...of.shape], whole(column, of, rows), '<f4')
    case 'number':
      return writeNpy([rows], valuesOf(column), of.wide ? '<f8' : '<f4')
    case 'category':
      return writeNpy([rows], valuesOf(column), '<i2')
    case 'time':
      return writeNpy([rows], millis(valuesOf(column)), '<M8[ms]')
    case 'text':
      return column.type === 'text'
        ? unicode(
            of.name,
            Array.from({ length: rows }, (_, row) => textAt(column, row)),
          )
        : new Uint8Array(0)
    default:
      return of satisfies never
  }
}

/** All values of pictures or arrays, as they lie in memory, or gathered where they do not. */
function whole(column: Column, of: ColumnSchema, rows: number): ArrayBufferView {
  if ((column.type !== 'image' && column.type !== 'array') || !column.paged) return valuesOf(column)
  const size = perRow(of)
  const all = column.type === 'image' ? new Uint8Array(rows * size) : new Float32Array(rows * size)
  for (let row = 0; row < rows; row++) all.set(rowOf(column, size, row), row * size)
  return all
}

/** Numpy's "not a time" is the smallest of all. */
function millis(values: ArrayLike<number>): BigInt64Array {
  return BigInt64Array.from({ length: values.length }, (_, i) => {
    const value = values[i] as number
    return Number.isNaN(value) ? -(2n ** 63n) : BigInt(Math.round(value))
  })
}

/** Texts as UTF-32, each as wide as the longest. */
function unicode(column: string, texts: readonly string[]): Uint8Array {
  const letters = texts.map((text) => Array.from(text, (letter) => letter.codePointAt(0) as number))
  const width = Math.max(
    1,
    letters.reduce((most, { length }) => Math.max(most, length), 0),
  )
  const bytes = 4 * width * texts.length
  if (bytes > MOST_TEXT_BYTES) throw new Refusal(message('export-npz-text', { column, bytes, most: MOST_TEXT_BYTES }))
  const all = new Uint32Array(width * texts.length)
  for (const [i, points] of letters.entries()) all.set(points, i * width)
  return writeNpy([texts.length], all, `<U${width}`)
}
