/** @file Orthogonal initial weights: Gram-Schmidt on a seeded normal matrix, in float64. */
import type { Rng } from '../base/rng'

/**
 * Fills `out`, treated as a matrix of shape [product of all axes but the last, last axis], with orthonormal rows or
 * columns multiplied by `gain`.
 */
export function orthogonal(out: Float32Array, shape: readonly number[], random: Rng, gain: number): void {
  const columns = shape[shape.length - 1] ?? 1
  const rows = columns === 0 ? 0 : out.length / columns
  const count = Math.min(rows, columns)
  const length = Math.max(rows, columns)
  const vectors: Float64Array[] = []
  for (let i = 0; i < count; i++) vectors.push(nextVector(vectors, length, random))
  for (let i = 0; i < count; i++) {
    const vector = vectors[i] as Float64Array
    for (let j = 0; j < length; j++) {
      const at = rows < columns ? i * columns + j : j * columns + i
      out[at] = gain * (vector[j] as number)
    }
  }
}

/** Returns a random unit vector that is orthogonal to all previous ones. */
function nextVector(before: readonly Float64Array[], length: number, random: Rng): Float64Array {
  for (;;) {
    const vector = Float64Array.from({ length }, () => random.normal())
    // Two passes are enough: the second removes the rounding errors left by the first (Kahan and Parlett).
    for (let pass = 0; pass < 2; pass++) {
      for (const other of before) addTo(vector, other, -dot(vector, other))
    }
    const size = Math.sqrt(dot(vector, vector))
    if (size > 1e-6) return vector.map((value) => value / size)
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function addTo(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + factor * (b[i] as number)
}
