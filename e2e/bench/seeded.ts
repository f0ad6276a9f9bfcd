/** @file Seeded numbers for the tasks: Netloom's own generator, so that every engine begins alike. */
import { rng } from '../../src/base/rng'
import type { Weight } from './contest'

/** Uniform numbers in [low, high). */
export function uniform(seed: number, count: number, low: number, high: number): Float32Array<ArrayBuffer> {
  const random = rng(seed, { kind: 'generate' })
  return Float32Array.from({ length: count }, () => low + (high - low) * random.uniform())
}

/** A kernel by Glorot's uniform rule. */
export function kernel(seed: number, shape: readonly number[], into: number, from: number): Weight {
  const limit = Math.sqrt(6 / (into + from))
  return { shape, values: uniform(seed, sizeOf(shape), -limit, limit) }
}

/** All of one value. */
export function filled(shape: readonly number[], value: number): Weight {
  return { shape, values: new Float32Array(sizeOf(shape)).fill(value) }
}

/** Numbers in a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1)
}

/** A class for each row, and rows that lean towards their class: half its centre, half noise. */
export function separable(seed: number, rows: number, width: number, classes: number) {
  const centres = uniform(seed, classes * width, 0, 1)
  const noise = uniform(seed + 1, rows * width, 0, 1)
  const random = rng(seed, { kind: 'split' })
  const y = Float32Array.from({ length: rows }, () => random.below(classes))
  const x = noise.map((value, i) => {
    const row = Math.floor(i / width)
    return 0.5 * value + 0.5 * (centres[(y[row] as number) * width + (i % width)] as number)
  })
  return { x, y }
}
