/** @file References: feature distributions in data without drift, with which every window is compared. */
import type { MonitoredFeature } from '../../data/monitoring/monitored-features'

/** The distribution of one feature: sorted numbers, or counts by category. */
export type FeatureReference = NumberReference | CategoryReference

interface Base extends MonitoredFeature {
  /** The number of rows, including those in which the value is missing. */
  readonly rows: number
  readonly missing: number
  /**
   * Whether these rows are the complete population from which requests without drift are drawn, so that the reference
   * has no sampling error.
   */
  readonly isAll?: boolean
}

export interface NumberReference extends Base {
  readonly kind: 'number'
  /** Values in ascending order, without missing values. */
  readonly sorted: Float64Array
}

export interface CategoryReference extends Base {
  readonly kind: 'category'
  readonly values: readonly string[]
  /** Counts by value; the last count is for all other values. */
  readonly counts: readonly number[]
}

/** Creates the reference of a feature from its values; NaN means missing. */
export function featureReference(
  feature: MonitoredFeature,
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

/** The references of all features from a table [rows, features]. */
export function inputReferences(
  features: readonly MonitoredFeature[],
  table: Float32Array,
  of: 'sample' | 'all' = 'sample',
): readonly FeatureReference[] {
  return features.map((feature, at) => featureReference(feature, columnOf(table, features.length, at), of))
}

/** One column of a table that has this width. */
export function columnOf(table: Float32Array, width: number, at: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: Math.floor(table.length / width) }, (_, row) => table[row * width + at] as number)
}

/** The numbers in ascending order, without NaN. */
export function sortedOf(numbers: ArrayLike<number>): Float64Array<ArrayBuffer> {
  return Float64Array.from(numbers)
    .filter((value) => !Number.isNaN(value))
    .sort()
}

/** How often each code occurs; unknown codes are counted as the last one. */
export function countsOf(codes: ArrayLike<number>, kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0)
  for (let i = 0; i < codes.length; i++) {
    const code = Math.min(kinds - 1, Math.max(0, codes[i] as number))
    counts[code] = (counts[code] as number) + 1
  }
  return counts
}

/** The mean; NaN for an empty list. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i] as number
  return sum / values.length
}

/** The population standard deviation (divides by n). */
export function deviationOf(values: ArrayLike<number>): number {
  const mean = meanOf(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - mean) ** 2
  return values.length > 0 ? Math.sqrt(sum / values.length) : 0
}
