/**
 * @file Features: converts the columns of a dataset to plain numbers for a simple model. Numbers, times, and windows are
 * those that the network reads, categories are one-hot encoded, images and time series are averaged down to a few
 * values, and text becomes hashed word counts. All features are centered over the training rows, and all but those of
 * categories are scaled: a scaled value of a rare category would be as far from all others as many numbers together.
 */
import { type Column, type ColumnSchema, columnIndex } from '../../catalog/dataset-schema'
import { perRow, textAt } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import { readerOf as columnReaderOf } from '../../data/transforms/column-reader'
import { applySteps, chainOf, finalForm } from '../../data/transforms/step-chain'
import { type FittedColumn, sizeOfForm } from '../../data/transforms/transform'

/** The maximum side length of an image after pooling, and the maximum number of points of a time series or window. */
const MAX_SIDE = 14
const MAX_POINTS = 64
/** The maximum number of values of a category that get their own feature. */
const MAX_VALUES = 50
/** The number of features that words are hashed into. */
const WORD_FEATURES = 256

/** Standardized values are clipped to this many standard deviations from the mean. */
const MAX_DEVIATIONS = 6

/** Reads the columns of a row as numbers, before standardization. */
interface Reader {
  readonly width: number
  /** Whether the column contains more than the numbers that are read, such as the order of words. */
  readonly isPartial?: boolean
  /** Whether the features are 0 or 1, which are not scaled. */
  readonly isOneHot?: boolean
  read(row: number, out: Float32Array, at: number): void
}

export interface Matrix {
  /** The feature matrix, with shape [rows, width]. */
  readonly x: Float32Array
  readonly width: number
  /** The columns that are read only in part. */
  readonly reduced: readonly string[]
}

/**
 * Returns a function that builds the feature matrix for given rows, relative to the training rows. Columns in
 * `fitted` are read after these steps.
 */
export function fitFeatures(
  dataset: Dataset,
  names: readonly string[],
  trainingRows: Uint32Array,
  fitted: readonly FittedColumn[] = [],
): (rows: Uint32Array) => Matrix {
  const reduced: string[] = []
  const readers = names.flatMap((name) => {
    const at = columnIndex(dataset.schema, name)
    const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
    if (!schema || !column) return []
    const steps = fitted.find((one) => one.column === name)
    const reader = (steps?.from.type === column.type && preparedReader(dataset, steps)) || readerOf(schema, column)
    if (reader.isPartial) reduced.push(name)
    return [reader]
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
  let from = 0
  for (const reader of readers) {
    if (reader.isOneHot) deviations.fill(1, from, from + reader.width)
    from += reader.width
  }
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
    return { x, width, reduced }
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

/**
 * Reads a column of numbers as the network does, after its steps. Of a long window, the newest values are read; another
 * long series is averaged. Undefined if the steps turn other values into numbers.
 */
function preparedReader(dataset: Dataset, fitted: FittedColumn): Reader | undefined {
  const form = finalForm(fitted)
  const isNumeric = ['number', 'time', 'array'].includes(fitted.from.type)
  if (!isNumeric || (form.type !== 'number' && form.type !== 'array')) return undefined
  const read = columnReaderOf(dataset, fitted)
  const size = sizeOfForm(form)
  const width = Math.min(MAX_POINTS, size)
  const isWindow = chainOf(fitted).reach !== undefined
  return {
    width,
    isPartial: width < size,
    read(row, out, at) {
      const values = applySteps(fitted, read, Uint32Array.of(row)) as Float64Array
      if (isWindow) out.set(values.subarray(size - width), at)
      else average(values, width, out, at)
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
        isOneHot: true,
        isPartial: schema.type === 'category' && width < schema.values.length,
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
        isPartial: width < size,
        read: (row, out, at) => average(rowOf(column, size, row), width, out, at),
      }
    }
    case 'text':
      return {
        width: WORD_FEATURES,
        isPartial: true,
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

/** Averages neighboring values, so that `width` values remain. */
function average(values: ArrayLike<number>, width: number, out: Float32Array, at: number): void {
  for (let i = 0; i < width; i++) {
    const [from, to] = [Math.floor((i * values.length) / width), Math.floor(((i + 1) * values.length) / width)]
    let sum = 0
    for (let j = from; j < to; j++) sum += values[j] as number
    out[at + i] = sum / (to - from)
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
    isPartial: rows * columns < size,
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
