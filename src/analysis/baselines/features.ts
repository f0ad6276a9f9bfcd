/**
 * @file Features: the columns of a set as the plain numbers a simple model takes: numbers and times as they are, categories a place a
 * value, pictures and series averaged down to few places, texts as counts of their words. Standardised over the rows learnt from.
 */
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { perRow, textAt } from '../../data/columns'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged'

/** Sides of a picture and points of a series at most. */
const SIDE = 14
const POINTS = 64
/** Values of a category that have a place. */
const VALUES = 50
/** Places that words share. */
const WORDS = 256

/** Deviations from the mean at most. */
const FAR = 6

/** Numbers of some columns a row, not yet standardised. */
interface Reader {
  readonly width: number
  read(row: number, out: Float32Array, at: number): void
}

export interface Matrix {
  /** [rows, width] */
  readonly x: Float32Array
  readonly width: number
}

/** What makes matrices of rows; standardised over `learnt`. */
export function featuresOf(
  dataset: Dataset,
  names: readonly string[],
  learnt: Uint32Array,
): (rows: Uint32Array) => Matrix {
  const readers = names.flatMap((name) => {
    const at = columnIndex(dataset.schema, name)
    const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
    return schema && column ? [readerOf(schema, column)] : []
  })
  const width = readers.reduce((sum, one) => sum + one.width, 0)
  const raw = (rows: Uint32Array): Float32Array => {
    const x = new Float32Array(rows.length * width)
    rows.forEach((row, i) => {
      let at = i * width
      for (const reader of readers) {
        reader.read(row, x, at)
        at += reader.width
      }
    })
    return x
  }
  const { means, deviations } = spread(raw(learnt), width)
  return (rows) => {
    const x = raw(rows)
    for (let i = 0; i < x.length; i++) {
      const place = i % width
      const value = x[i] as number
      // What is missing is as the mean; a corner that is white once in a thousand pictures must not outweigh the rest.
      const away = (value - (means[place] as number)) / (deviations[place] as number)
      x[i] = Number.isFinite(away) ? Math.max(-FAR, Math.min(FAR, away)) : 0
    }
    return { x, width }
  }
}

function spread(x: Float32Array, width: number) {
  const [sums, squares, counts] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)]
  x.forEach((value, i) => {
    if (!Number.isFinite(value)) return
    const place = i % width
    sums[place] = (sums[place] as number) + value
    counts[place] = (counts[place] as number) + 1
  })
  const means = sums.map((sum, place) => sum / Math.max(1, counts[place] as number))
  x.forEach((value, i) => {
    const place = i % width
    if (Number.isFinite(value)) squares[place] = (squares[place] as number) + (value - (means[place] as number)) ** 2
  })
  const deviations = squares.map((square, place) => Math.sqrt(square / Math.max(1, counts[place] as number)) || 1)
  return { means, deviations }
}

function readerOf(schema: ColumnSchema, column: Column): Reader {
  switch (column.type) {
    case 'number':
    case 'time':
      return {
        width: 1,
        read: (row, out, at) => {
          out[at] = column.values[row] as number
        },
      }
    case 'category': {
      const width = Math.min(VALUES, schema.type === 'category' ? schema.values.length : 0)
      return {
        width,
        read: (row, out, at) => {
          const code = column.codes[row] as number
          if (code >= 0 && code < width) out[at + code] = 1
        },
      }
    }
    case 'image': {
      const { height, width, channels } = schema as Extract<ColumnSchema, { type: 'image' }>
      return pooled(column, height, width, channels)
    }
    case 'array': {
      const size = perRow(schema)
      const width = Math.min(POINTS, size)
      return {
        width,
        read(row, out, at) {
          const values = rowOf(column, size, row)
          for (let i = 0; i < width; i++) {
            const [from, to] = [Math.floor((i * size) / width), Math.floor(((i + 1) * size) / width)]
            let sum = 0
            for (let j = from; j < to; j++) sum += values[j] as number
            out[at + i] = sum / (to - from)
          }
        },
      }
    }
    case 'text':
      return {
        width: WORDS,
        read(row, out, at) {
          for (const word of textAt(column, row)
            .toLowerCase()
            .match(/[\p{L}\p{N}]+/gu) ?? []) {
            const place = at + (hashOf(word) % WORDS)
            out[place] = (out[place] as number) + 1
          }
        },
      }
    default:
      return column satisfies never
  }
}

/** Means of its channels over tiles, so that it is at most 14 by 14. */
function pooled(column: Extract<Column, { type: 'image' }>, height: number, width: number, channels: number): Reader {
  const [rows, columns] = [Math.min(SIDE, height), Math.min(SIDE, width)]
  const size = height * width * channels
  return {
    width: rows * columns,
    read(row, out, at) {
      const pixels = rowOf(column, size, row)
      for (let y = 0; y < height; y++) {
        const tile = Math.floor((y * rows) / height) * columns
        for (let x = 0; x < width; x++) {
          const to = at + tile + Math.floor((x * columns) / width)
          for (let c = 0; c < channels; c++) {
            out[to] = (out[to] as number) + (pixels[(y * width + x) * channels + c] as number)
          }
        }
      }
    },
  }
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
