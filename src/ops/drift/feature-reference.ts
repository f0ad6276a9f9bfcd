/** @file References: feature distributions of data without drift, with which every window is compared. */
import type { MonitoredFeature } from '../../data/monitoring/monitored-features'

/** The distribution of one feature: sorted numbers, or counts for each category. */
export type FeatureReference = NumberReference | CategoryReference

interface Base extends MonitoredFeature {
  /** The number of rows, including rows in which the value is missing. */
  readonly rows: number
  readonly missing: number
  /**
   * Whether these rows are the complete population from which drift-free requests are drawn, so that the reference has
   * no sampling error.
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
  /** Counts for each value; the last count covers all other values. */
  readonly counts: readonly number[]
}

/** Creates the reference for a feature from its values; NaN means missing. */
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

/** The references for all features, computed from a table with shape [rows, features]. */
export function inputReferences(
  features: readonly MonitoredFeature[],
  table: Float32Array,
  of: 'sample' | 'all' = 'sample',
): readonly FeatureReference[] {
  return features.map((feature, at) => featureReference(feature, columnOf(table, features.length, at), of))
}

/** Extracts one column from a table with this number of columns. */
export function columnOf(table: Float32Array, width: number, at: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: Math.floor(table.length / width) }, (_, row) => table[row * width + at] as number)
}

/** The numbers in ascending order, without NaN. */
export function sortedOf(numbers: ArrayLike<number>): Float64Array<ArrayBuffer> {
  return Float64Array.from(numbers)
    .filter((value) => !Number.isNaN(value))
    .sort()
}

/** How often each code occurs; unknown codes are counted under the last one. */
export function countsOf(codes: ArrayLike<number>, kinds: number): number[] {
  const counts = new Array<number>(kinds).fill(0)
  for (let i = 0; i < codes.length; i++) {
    const code = Math.min(kinds - 1, Math.max(0, codes[i] as number))
    counts[code] = (counts[code] as number) + 1
  }
  return counts
}

/** The mean; NaN if there are no values. */
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
