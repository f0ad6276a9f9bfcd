/**
 * @file Seeded data and weights for the tasks, from Netloom's random generator, so that every engine starts from the
 * same state.
 */
import { rng } from '../../src/base/rng'
import type { Weight } from './contest'

/** Uniform numbers in [low, high). */
export function uniform(seed: number, count: number, low: number, high: number): Float32Array<ArrayBuffer> {
  const random = rng(seed, { kind: 'generate' })
  return Float32Array.from({ length: count }, () => low + (high - low) * random.uniform())
}

/** A Glorot uniform kernel with this fan-in and fan-out. */
export function kernel(seed: number, shape: readonly number[], into: number, from: number): Weight {
  const limit = Math.sqrt(6 / (into + from))
  return { shape, values: uniform(seed, sizeOf(shape), -limit, limit) }
}

/** A weight with all elements equal. */
export function filled(shape: readonly number[], value: number): Weight {
  return { shape, values: new Float32Array(sizeOf(shape)).fill(value) }
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, n) => size * n, 1)
}

/** A classification problem: y [rows] holds classes; x [rows, width] is half class center, half noise. */
export function separable(seed: number, rows: number, width: number, classes: number) {
  const centers = uniform(seed, classes * width, 0, 1)
  const noise = uniform(seed + 1, rows * width, 0, 1)
  const random = rng(seed, { kind: 'split' })
  const y = Float32Array.from({ length: rows }, () => random.below(classes))
  const x = noise.map((value, i) => {
    const row = Math.floor(i / width)
    return 0.5 * value + 0.5 * (centers[(y[row] as number) * width + (i % width)] as number)
  })
  return { x, y }
}
