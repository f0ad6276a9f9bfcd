/**
 * @file Encodes raw rows as inputs for the small learner: numbers unchanged, categories one-hot, images downsampled to
 * a few pixels, and text as word counts. All inputs are standardized over the initial rows.
 */
import type { ColumnSchema } from '../../catalog/dataset-schema'

export type Values = Readonly<Record<string, unknown>>

export interface Encoder {
  readonly width: number
  /** Encodes a row into `x`, at index `row` of an array with shape [rows, width]. */
  encode(values: Values, x: Float32Array, row: number): void
}

/** Limits: pixels per image side, values per category, points per time series, and hash buckets for words. */
const [SIDE, VALUES, POINTS, WORDS] = [8, 24, 32, 96]
/** Standardized values are clipped to this many standard deviations from the mean. */
const FAR = 6

interface Reader {
  readonly width: number
  read(value: unknown, out: Float32Array, at: number): void
}

/** Creates an encoder for these columns, with standardization based on `rows`. */
export function openEncoder(columns: readonly ColumnSchema[], rows: readonly Values[]): Encoder {
  const readers = columns.map((column) => [column.name, readerOf(column)] as const)
  const width = readers.reduce((sum, [, one]) => sum + one.width, 0)
  const raw = (values: Values, out: Float32Array, at: number) => {
    let place = at
    for (const [name, reader] of readers) {
      reader.read(values[name], out, place)
      place += reader.width
    }
  }
  const [sums, squares, counts] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)]
  const one = new Float32Array(width)
  for (const values of rows) {
    one.fill(0)
    raw(values, one, 0)
    one.forEach((value, k) => {
      if (!Number.isFinite(value)) return
      sums[k] = (sums[k] as number) + value
      squares[k] = (squares[k] as number) + value * value
      counts[k] = (counts[k] as number) + 1
    })
  }
  const means = sums.map((sum, k) => sum / Math.max(1, counts[k] as number))
  const deviations = squares.map(
    (sum, k) => Math.sqrt(Math.max(0, sum / Math.max(1, counts[k] as number) - (means[k] as number) ** 2)) || 1,
  )
  return {
    width,
    encode(values, x, row) {
      const at = row * width
      x.fill(0, at, at + width)
      raw(values, x, at)
      for (let k = 0; k < width; k++) {
        const away = ((x[at + k] as number) - (means[k] as number)) / (deviations[k] as number)
        // Missing values are replaced by the mean.
        x[at + k] = Number.isFinite(away) ? Math.max(-FAR, Math.min(FAR, away)) : 0
      }
    },
  }
}

function readerOf(column: ColumnSchema): Reader {
  switch (column.type) {
    case 'number':
    case 'time':
      return {
        width: 1,
        read(value, out, at) {
          out[at] = typeof value === 'number' ? value : Number.NaN
        },
      }
    case 'category': {
      const places = new Map(column.values.slice(0, VALUES).map((value, i) => [value, i]))
      return {
        width: places.size,
        read(value, out, at) {
          const place = places.get(String(value))
          if (place !== undefined) out[at + place] = 1
        },
      }
    }
    case 'image': {
      const { height, width, channels } = column
      return pooled(height, width, channels)
    }
    case 'array': {
      const size = column.shape.reduce((product, n) => product * n, 1)
      const width = Math.min(POINTS, size)
      return {
        width,
        read(value, out, at) {
          const all = listOf(value)
          for (let k = 0; k < all.length; k++) {
            const to = at + Math.floor((k * width) / size)
            out[to] = (out[to] as number) + (all[k] as number)
          }
        },
      }
    }
    case 'text':
      return {
        width: WORDS,
        read(value, out, at) {
          for (const word of String(value ?? '')
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

function pooled(height: number, width: number, channels: number): Reader {
  const [rows, columns] = [Math.min(SIDE, height), Math.min(SIDE, width)]
  return {
    width: rows * columns,
    read(value, out, at) {
      const pixels = listOf(value)
      for (let k = 0; k < pixels.length; k++) {
        const place = Math.floor(k / channels)
        const [y, x] = [Math.floor(place / width), place % width]
        const to = at + Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)
        out[to] = (out[to] as number) + (pixels[k] as number)
      }
    },
  }
}

function listOf(value: unknown): ArrayLike<number> {
  return Array.isArray(value) || ArrayBuffer.isView(value) ? (value as unknown as ArrayLike<number>) : []
}

/** The FNV-1a hash of a word. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
