/**
 * @file OpFixture: random buffers for one op, with padding before and after each, so that out-of-bounds writes are
 * detected.
 */
import type { Rng } from '../../../base/rng'
import { type BufferSpec, type ConvShape, type Matrix, type Op, packConstants, type Role, type View } from '../ops'

export interface CaseBuffer {
  readonly spec: BufferSpec
  readonly contents: Float32Array<ArrayBuffer>
  /** Whether the buffer contains unsigned integers, which must match exactly. */
  readonly whole: boolean
}

export interface OpCase {
  readonly name: string
  readonly buffers: readonly CaseBuffer[]
  readonly ops: readonly Op[]
}

/** The distribution of the random numbers in a buffer. */
export type Fill = 'normal' | 'unit' | 'positive' | 'zero'

export interface OpFixture {
  readonly random: Rng
  /** Returns a buffer of random numbers: normally distributed, in (0, 1), from 0.5 to 2, or zeros. */
  floats(size: number, fill?: Fill): View
  values(values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>, role?: Role): View
  /** A matrix in its own buffer, with some unused words between its rows. */
  matrix(rows: number, columns: number, fill?: Fill): Matrix
  /** Sets the constants and state for the third step of a run, whose batch begins at `first`. */
  step(first?: number, more?: { readonly update?: number; readonly fresh?: number; readonly share?: number }): void
  /** A random permutation of `rows` row indices, used as the epoch's order. */
  order(rows: number): View
  /** Returns one of these choices at random. */
  pick<T>(...choices: readonly T[]): T
  maybe(): boolean
  done(name: string, ...ops: readonly Op[]): OpCase
}

export function openFixture(random: Rng): OpFixture {
  const buffers: CaseBuffer[] = []
  const add = (contents: Float32Array<ArrayBuffer>, role: Role, whole: boolean): number =>
    buffers.push({ spec: { name: `b${buffers.length}`, role, words: contents.length }, contents, whole }) - 1
  const draw: Record<Fill, () => number> = {
    normal: () => random.normal(),
    unit: () => 0.02 + 0.96 * random.uniform(),
    positive: () => 0.5 + 1.5 * random.uniform(),
    zero: () => 0,
  }
  const fixture: OpFixture = {
    random,
    floats(size, fill = 'normal') {
      const offset = random.below(4)
      return { buffer: add(Float32Array.from({ length: offset + size + 3 }, draw[fill]), 'work', false), offset }
    },
    values(values, role = 'data') {
      const whole = values instanceof Uint32Array
      return { buffer: add(new Float32Array(values.buffer.slice(0)), role, whole), offset: 0 }
    },
    matrix(rows, columns, fill = 'normal') {
      const stride = columns + random.below(3)
      return { ...fixture.floats(rows * stride, fill), stride }
    },
    step(first = 0, { update = 1, fresh = 1, share = 1 } = {}) {
      const now = { step: 41, first, rate: 0.05, correction1: 1.7, correction2: 1.3, update, share, fresh, keep: 0.9 }
      const before = { ...now, step: 0, first: 0, rate: 0, update: 0 }
      fixture.values(packConstants([before, before, now]), 'constants')
      fixture.values(Uint32Array.of(2, 5), 'state')
    },
    order(rows) {
      const numbers = Uint32Array.from({ length: rows }, (_, i) => i)
      for (let i = rows - 1; i > 0; i--) {
        const j = random.below(i + 1)
        ;[numbers[i], numbers[j]] = [numbers[j] as number, numbers[i] as number]
      }
      return fixture.values(numbers, 'order')
    },
    pick: (...choices) => choices[random.below(choices.length)] as (typeof choices)[number],
    maybe: () => random.below(2) === 1,
    done: (name, ...ops) => ({ name, buffers, ops }),
  }
  return fixture
}

/** Shapes of convolutions and pools: valid and padded, strided and dilated, with one channel and many. */
export const SHAPES: readonly ConvShape[] = [
  shapeOf(2, [7, 5, 1], 8, [3, 3], [1, 1], 'valid'),
  shapeOf(3, [6, 7, 3], 5, [3, 2], [2, 1], 'same'),
  shapeOf(1, [9, 9, 8], 16, [3, 3], [1, 1], 'same'),
  shapeOf(2, [8, 8, 4], 4, [2, 2], [2, 2], 'valid'),
  shapeOf(1, [5, 9, 7], 33, [1, 1], [1, 1], 'valid'),
  shapeOf(2, [10, 3, 2], 3, [5, 1], [3, 1], 'same'),
  {
    ...shapeOf(1, [9, 8, 3], 4, [2, 3], [1, 1], 'valid'),
    outHeight: 7,
    outWidth: 4,
    dilationHeight: 2,
    dilationWidth: 2,
  },
]

function shapeOf(
  batch: number,
  [inHeight, inWidth, inChannels]: readonly [number, number, number],
  outChannels: number,
  [kernelHeight, kernelWidth]: readonly [number, number],
  [strideHeight, strideWidth]: readonly [number, number],
  padding: 'valid' | 'same',
): ConvShape {
  const along = (n: number, kernel: number, stride: number): readonly [number, number] => {
    if (padding === 'valid') return [Math.floor((n - kernel) / stride) + 1, 0]
    const out = Math.ceil(n / stride)
    return [out, Math.floor(Math.max(0, (out - 1) * stride + kernel - n) / 2)]
  }
  const [outHeight, padTop] = along(inHeight, kernelHeight, strideHeight)
  const [outWidth, padLeft] = along(inWidth, kernelWidth, strideWidth)
  const window = {
    kernelHeight,
    kernelWidth,
    strideHeight,
    strideWidth,
    padTop,
    padLeft,
    dilationHeight: 1,
    dilationWidth: 1,
  }
  return { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, ...window }
}
