/** @file References: what features were like in rows that nothing has drifted in yet: all that a window is held against. */
import type { Watched } from '../../data/watch/monitored-features'

/** One feature in some rows: numbers in order, or counts by category. */
export type FeatureReference = NumberReference | CategoryReference

interface Base extends Watched {
  /** Rows, those in which it is missing among them. */
  readonly rows: number
  readonly missing: number
  /** These rows are all there are: what comes without drift is drawn from them, and they are no chance. */
  readonly isAll?: boolean
}

export interface NumberReference extends Base {
  readonly kind: 'number'
  /** Without those missing, rising. */
  readonly sorted: Float64Array
}

export interface CategoryReference extends Base {
  readonly kind: 'category'
  readonly values: readonly string[]
  /** By value; the last are those that no value names. */
  readonly counts: readonly number[]
}

/** The reference of a feature by its numbers, NaN where it is missing. */
export function featureReference(
  feature: Watched,
  numbers: ArrayLike<number>,
  of: 'sample' | 'all' = 'sample',
): FeatureReference {
  const { values } = feature
  const known = sortedOf(numbers)
  const base = { ...feature, rows: numbers.length, missing: numbers.length - known.length, isAll: of === 'all' }
  return values
    ? { ...base, kind: 'category', values, counts: countsOf(known, values.length + 1) }
    : { ...base, kind: 'number', sorted: known }
}

/** The references of all features by a table [rows, features]. */
export function inputReferences(
  features: readonly Watched[],
  table: Float32Array,
  of: 'sample' | 'all' = 'sample',
): readonly FeatureReference[] {
  return features.map((feature, at) => featureReference(feature, columnOf(table, features.length, at), of))
}

/** One column of a table of so many. */
export function columnOf(table: Float32Array, width: number, at: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: Math.floor(table.length / width) }, (_, row) => table[row * width + at] as number)
}

/** Without NaN, rising. */
export function sortedOf(numbers: ArrayLike<number>): Float64Array<ArrayBuffer> {
  return Float64Array.from(numbers)
    .filter((value) => !Number.isNaN(value))
    .sort()
}

/** How often each code comes; a code that is none counts to the last. */
export function countsOf(codes: ArrayLike<number>, kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0)
  for (let i = 0; i < codes.length; i++) {
    const code = Math.min(kinds - 1, Math.max(0, codes[i] as number))
    counts[code] = (counts[code] as number) + 1
  }
  return counts
}

/** Mean of what is known; NaN of nothing. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}

/** Standard deviation of n. */
export function deviationOf(values: ArrayLike<number>): number {
  const mean = meanOf(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - mean) ** 2
  return values.length > 0 ? Math.sqrt(sum / values.length) : 0
}
