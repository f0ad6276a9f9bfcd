/**
 * @file Features: converts the columns of a dataset to plain numbers for a simple model. Numbers and times are
 * unchanged, categories are one-hot encoded, images and time series are averaged down to a few values, and text becomes
 * hashed word counts. All features are standardized over the training rows.
 */
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { perRow, textAt } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import { orderedRows } from '../../data/transforms/ordered-rows'
import type { EarlierRows } from '../../protocol/analysis-messages'

/** The maximum side length of an image after pooling, and the maximum number of points of a time series or window. */
const MAX_SIDE = 14
const MAX_POINTS = 64
/** The maximum number of values of a category that get their own feature. */
const MAX_VALUES = 50
/** The number of features that words are hashed into. */
const WORD_FEATURES = 256

/** Standardized values are clipped to this many standard deviations from the mean. */
const MAX_DEVIATIONS = 6

type NumberColumn = Extract<Column, { readonly type: 'number' }>

/** Reads the columns of a row as numbers, before standardization. */
interface Reader {
  readonly width: number
  read(row: number, out: Float32Array, at: number): void
}

export interface Matrix {
  /** The feature matrix, with shape [rows, width]. */
  readonly x: Float32Array
  readonly width: number
}

/** Returns a function that builds the feature matrix for given rows, standardized over the training rows. */
export function fitFeatures(
  dataset: Dataset,
  names: readonly string[],
  trainingRows: Uint32Array,
  windows: Readonly<Record<string, EarlierRows>> = {},
): (rows: Uint32Array) => Matrix {
  const readers = names.flatMap((name) => {
    const at = columnIndex(dataset.schema, name)
    const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
    if (!schema || !column) return []
    const window = windows[name]
    return [window && column.type === 'number' ? windowReader(dataset, column, window) : readerOf(schema, column)]
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
  const { means, deviations } = moments(raw(trainingRows), width)
  return (rows) => {
    const x = raw(rows)
    for (let i = 0; i < x.length; i++) {
      const feature = i % width
      const value = x[i] as number
      // A missing value becomes the mean. Values are clipped so that a corner pixel that is white in only one of a
      // thousand images does not outweigh all other pixels.
      const away = (value - (means[feature] as number)) / (deviations[feature] as number)
      x[i] = Number.isFinite(away) ? Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, away)) : 0
    }
    return { x, width }
  }
}

function moments(x: Float32Array, width: number) {
  const [sums, squares, counts] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)]
  x.forEach((value, i) => {
    if (!Number.isFinite(value)) return
    const feature = i % width
    sums[feature] = (sums[feature] as number) + value
    counts[feature] = (counts[feature] as number) + 1
  })
  const means = sums.map((sum, feature) => sum / Math.max(1, counts[feature] as number))
  x.forEach((value, i) => {
    const feature = i % width
    if (Number.isFinite(value))
      squares[feature] = (squares[feature] as number) + (value - (means[feature] as number)) ** 2
  })
  const deviations = squares.map((square, feature) => Math.sqrt(square / Math.max(1, counts[feature] as number)) || 1)
  return { means, deviations }
}

/** Returns a function that finds the row a number of steps before another; -1 if there is none. */
export function rowsBefore(dataset: Dataset, window: EarlierRows): (row: number, steps: number) => number {
  const ordered = window.isSorted ? undefined : orderedRows(dataset, window)
  return (row, steps) => (ordered ? ordered.before(row, steps) : row >= steps ? row - steps : -1)
}

/** Reads the values of earlier rows, newest first; of a long window, the newest ones. */
function windowReader(dataset: Dataset, { values }: NumberColumn, window: EarlierRows): Reader {
  const width = Math.min(MAX_POINTS, window.length)
  const before = rowsBefore(dataset, window)
  return {
    width,
    read(row, out, at) {
      for (let i = 0; i < width; i++) out[at + i] = values[before(row, window.lag + i)] ?? Number.NaN
    },
  }
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
      const width = Math.min(MAX_VALUES, schema.type === 'category' ? schema.values.length : 0)
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
      return averagePooled(column, height, width, channels)
    }
    case 'array': {
      const size = perRow(schema)
      const width = Math.min(MAX_POINTS, size)
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
        width: WORD_FEATURES,
        read(row, out, at) {
          for (const word of textAt(column, row)
            .toLowerCase()
            .match(/[\p{L}\p{N}]+/gu) ?? []) {
            const feature = at + (hashOf(word) % WORD_FEATURES)
            out[feature] = (out[feature] as number) + 1
          }
        },
      }
    default:
      return column satisfies never
  }
}

/** Averages each channel over tiles, so that the result is at most 14 by 14 pixels. */
function averagePooled(
  column: Extract<Column, { type: 'image' }>,
  height: number,
  width: number,
  channels: number,
): Reader {
  const [rows, columns] = [Math.min(MAX_SIDE, height), Math.min(MAX_SIDE, width)]
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

/** The FNV-1a hash of a word. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
