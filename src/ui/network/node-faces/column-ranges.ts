/**
 * @file Looks up values of the loaded dataset to show on nodes: an image, the range of a column, and its most frequent
 * category.
 */
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import type { Column, Dataset } from '../../../data/dataset'

export interface NumberRange {
  readonly low: number
  readonly high: number
  readonly median: number
  readonly step: number
}

/** Loads the pixels of one row's image. */
export async function loadImage(column: Column, schema: ColumnSchema, row: number): Promise<Uint8Array<ArrayBuffer>> {
  const { loadPagedColumn, rowOf } = await import('../../../data/paged-columns')
  const { perRow } = await import('../../../data/column-operations')
  const loaded = await loadPagedColumn(column, schema, [row])
  return loaded.type === 'image' ? rowOf(loaded, perRow(schema), row) : new Uint8Array(perRow(schema))
}

/** Finds a column of a dataset by name. */
export function columnOf(dataset: Dataset, name: string): Column | undefined {
  return dataset.columns[dataset.schema.columns.findIndex((column) => column.name === name)]
}

/** Maximum number of values used for a median; sorting a million values would block the page. */
const MAX_SORTED = 5000
/** Maximum number of evenly spaced rows used for ranges and defaults, which are computed during rendering. */
const MAX_SAMPLED = 100_000

/**
 * Returns the range of a column, ignoring missing values, and a step that divides this range into about a hundred
 * parts.
 */
export function rangeOf(values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): NumberRange {
  let [least, most, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true]
  for (const value of sampleOf(values, MAX_SAMPLED)) {
    if (value < least) least = value
    if (value > most) most = value
    whole &&= Number.isInteger(value) || Number.isNaN(value)
  }
  const [low, high] = least <= most ? [roundDigits(least), roundDigits(most)] : [0, 1]
  const sorted = sampleOf(values, MAX_SORTED)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
  const step = whole ? 1 : 10 ** Math.floor(Math.log10(Math.max(high - low, 1e-6) / 50))
  return { low, high, median: roundDigits(sorted[sorted.length >> 1] ?? 0), step: roundDigits(step) }
}

/** The most frequent category code. */
export function mostFrequent(codes: Int16Array<ArrayBuffer>): number {
  const counts: number[] = []
  for (const code of sampleOf(codes, MAX_SAMPLED)) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
  return counts.reduce((best, count, code) => (count > (counts[best] ?? 0) ? code : best), 0)
}

function sampleOf(values: ArrayLike<number>, most: number): number[] {
  const every = Math.max(1, Math.ceil(values.length / most))
  return Array.from({ length: Math.ceil(values.length / every) }, (_, i) => values[i * every] as number)
}

/** Rounds a float32 to six significant digits: 39.1 instead of 39.09999847. */
function roundDigits(value: number): number {
  return Number(value.toPrecision(6))
}
