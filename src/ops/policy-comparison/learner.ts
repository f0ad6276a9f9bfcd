/**
 * @file Learner: a network with one hidden layer, small enough to be trained hundreds of times in a minute. It uses
 * basic arithmetic and deterministic exponentials, so results are bit-identical on all devices. Its inputs are encoded from raw rows.
 */
import { exp } from '../../base/exact-math'
import { rng, shuffle } from '../../base/rng'
import type { ColumnSchema } from '../../catalog/dataset-schema'

/** Samples as rows of numbers, each with a class. */
export interface Samples {
  /** The inputs, with shape [rows, width]. */
  readonly x: Float32Array
  readonly y: ArrayLike<number>
  readonly width: number
  readonly classes: number
}

export interface TrainedLearner {
  readonly width: number
  readonly classes: number
  /**
   * Hidden-layer weights with shape [HIDDEN, width + 1], biases last, followed by output weights with shape [classes,
   * HIDDEN + 1].
   */
  readonly weights: Float64Array<ArrayBuffer>
}

const HIDDEN = 16
/** The number of training epochs. */
export const EPOCHS = 14
const BATCH = 16
const [RATE, MOMENTUM, DECAY] = [0.015, 0.9, 1e-3]

/**
 * The approximate number of multiplications in a training run: those of the forward pass, plus twice as many for the
 * backward pass.
 */
export function multiplicationsOf(rows: number, width: number, classes: number, epochs = EPOCHS): number {
  return 3 * rows * epochs * HIDDEN * (width + classes)
}

/** Trains a network on these rows; the seed determines the initial weights. */
export function trainLearner(samples: Samples, rows: ArrayLike<number>, seed: number, epochs = EPOCHS): TrainedLearner {
  const { x, y, width, classes } = samples
  const border = HIDDEN * (width + 1)
  const weights = initialWeights(width, classes, seed)
  const speed = new Float64Array(weights.length)
  const slope = new Float64Array(weights.length)
  const hidden = new Float64Array(HIDDEN)
  const out = new Float64Array(classes)
  const back = new Float64Array(HIDDEN)
  const order = Uint32Array.from({ length: rows.length }, (_, i) => rows[i] as number)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, rng(seed, { kind: 'shuffle', epoch }))
    // The learning rate decays toward zero, so that the last batches have little influence.
    const rate = RATE * (1 - epoch / epochs)
    for (let from = 0; from < order.length; from += BATCH) {
      const to = Math.min(order.length, from + BATCH)
      slope.fill(0)
      for (let i = from; i < to; i++) {
        const row = order[i] as number
        forward(weights, x, row, width, hidden, out)
        back.fill(0)
        for (let c = 0; c < classes; c++) {
          const pull = (out[c] as number) - (y[row] === c ? 1 : 0)
          const at = border + c * (HIDDEN + 1)
          for (let h = 0; h < HIDDEN; h++) {
            slope[at + h] = (slope[at + h] as number) + pull * (hidden[h] as number)
            back[h] = (back[h] as number) + pull * (weights[at + h] as number)
          }
          slope[at + HIDDEN] = (slope[at + HIDDEN] as number) + pull
        }
        for (let h = 0; h < HIDDEN; h++) {
          if ((hidden[h] as number) <= 0) continue
          const pull = back[h] as number
          const at = h * (width + 1)
          for (let k = 0; k < width; k++)
            slope[at + k] = (slope[at + k] as number) + pull * (x[row * width + k] as number)
          slope[at + width] = (slope[at + width] as number) + pull
        }
      }
      for (let k = 0; k < weights.length; k++) {
        const here = weights[k] as number
        speed[k] = MOMENTUM * (speed[k] as number) - rate * ((slope[k] as number) / (to - from) + DECAY * here)
        weights[k] = here + (speed[k] as number)
      }
    }
  }
  return { width, classes, weights }
}

/** Class probabilities for each row, with shape [rows, classes]. */
export function predictProbabilities(
  { width, classes, weights }: TrainedLearner,
  x: Float32Array,
  rows: ArrayLike<number>,
): Float32Array {
  const probabilities = new Float32Array(rows.length * classes)
  const hidden = new Float64Array(HIDDEN)
  const out = new Float64Array(classes)
  for (let i = 0; i < rows.length; i++) {
    forward(weights, x, rows[i] as number, width, hidden, out)
    probabilities.set(out, i * classes)
  }
  return probabilities
}

/** The most likely class for each row; ties go to the first class. */
export function likeliestClasses(probabilities: ArrayLike<number>, classes: number): Int16Array {
  return Int16Array.from({ length: probabilities.length / classes }, (_, row) => {
    let best = 0
    for (let c = 1; c < classes; c++)
      if ((probabilities[row * classes + c] as number) > (probabilities[row * classes + best] as number)) best = c
    return best
  })
}

/** He initialization (2015) for the hidden layer, Glorot initialization (2010) for the output layer. */
function initialWeights(width: number, classes: number, seed: number): Float64Array<ArrayBuffer> {
  const weights = new Float64Array(HIDDEN * (width + 1) + classes * (HIDDEN + 1))
  const random = rng(seed, { kind: 'weights', index: 0 })
  const [first, last] = [Math.sqrt(2 / Math.max(1, width)), Math.sqrt(2 / (HIDDEN + classes))]
  for (let h = 0; h < HIDDEN; h++)
    for (let k = 0; k < width; k++) weights[h * (width + 1) + k] = first * random.normal()
  const border = HIDDEN * (width + 1)
  for (let c = 0; c < classes; c++)
    for (let h = 0; h < HIDDEN; h++) weights[border + c * (HIDDEN + 1) + h] = last * random.normal()
  return weights
}

/** Computes `hidden` and `out` for one row. */
function forward(
  weights: Float64Array,
  x: Float32Array,
  row: number,
  width: number,
  hidden: Float64Array,
  out: Float64Array,
): void {
  for (let h = 0; h < HIDDEN; h++) {
    const at = h * (width + 1)
    let sum = weights[at + width] as number
    for (let k = 0; k < width; k++) sum += (weights[at + k] as number) * (x[row * width + k] as number)
    hidden[h] = Math.max(sum, 0)
  }
  const border = HIDDEN * (width + 1)
  let most = Number.NEGATIVE_INFINITY
  for (let c = 0; c < out.length; c++) {
    const at = border + c * (HIDDEN + 1)
    let sum = weights[at + HIDDEN] as number
    for (let h = 0; h < HIDDEN; h++) sum += (weights[at + h] as number) * (hidden[h] as number)
    out[c] = sum
    if (sum > most) most = sum
  }
  let total = 0
  for (let c = 0; c < out.length; c++) {
    out[c] = exp((out[c] as number) - most)
    total += out[c] as number
  }
  for (let c = 0; c < out.length; c++) out[c] = (out[c] as number) / total
}

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
