/** @file profile: what is in each column of a dataset: ranges, missing values, histograms and class counts. */
import type { ColumnSchema } from '../catalog/dataset-schema'
import { isMissing } from './columns'
import type { Column, Dataset, Split } from './dataset'

export type ColumnProfile =
  | {
      readonly type: 'number'
      readonly name: string
      readonly missing: number
      readonly distinct: number
      readonly min: number
      readonly max: number
      readonly mean: number
      /** Population standard deviation. */
      readonly deviation: number
      /** Linear between neighbours (type 7), as numpy. */
      readonly quantiles: { readonly q25: number; readonly median: number; readonly q75: number }
      /** Counts in 20 equal bins from min to max, the last one closed. */
      readonly histogram: readonly number[]
    }
  | {
      readonly type: 'category'
      readonly name: string
      readonly missing: number
      readonly distinct: number
      /** In the schema's order. */
      readonly counts: readonly { readonly value: string; readonly count: number }[]
    }
  | {
      readonly type: 'image'
      readonly name: string
      readonly missing: 0
      readonly height: number
      readonly width: number
      readonly channels: number
      /** Of all pixels, 0 to 255. */
      readonly mean: number
      readonly deviation: number
    }
  | { readonly type: 'text' | 'time' | 'array'; readonly name: string; readonly missing: number }

export const BINS = 20

export interface ProfileOptions {
  readonly split: Split
  /** The column that the others are held against. */
  readonly target: string
}

/** Profiles every column; yields how far it is, from 0 to 1. */
export function* profiling(dataset: Dataset, _options: ProfileOptions): Generator<number, readonly ColumnProfile[]> {
  yield 0
  return profile(dataset)
}

/** Profiles every column, over the given rows (default: all). */
export function profile(dataset: Dataset, rows?: Uint32Array): readonly ColumnProfile[] {
  const over = rows ?? Uint32Array.from({ length: dataset.schema.rows }, (_, row) => row)
  return dataset.schema.columns.map((schema, index) => profileColumn(schema, dataset.columns[index], over))
}

function profileColumn(schema: ColumnSchema, column: Column | undefined, rows: Uint32Array): ColumnProfile {
  if (schema.type === 'category') {
    return profileCategory(
      schema.name,
      schema.values,
      column?.type === 'category' ? column.codes : new Int16Array(0),
      rows,
    )
  }
  if (schema.type === 'number') {
    return profileNumber(schema.name, column?.type === 'number' ? column.values : new Float32Array(0), rows)
  }
  if (schema.type !== 'image') {
    const missing = column ? rows.filter((row) => isMissing(column, schema, row)).length : rows.length
    return { type: schema.type, name: schema.name, missing }
  }
  return profileImage(schema, column?.type === 'image' ? column.pixels : new Uint8Array(0), rows)
}

function profileNumber(name: string, values: Float32Array | Float64Array, rows: Uint32Array): ColumnProfile {
  const sorted = Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const n = sorted.length
  const min = sorted[0] ?? Number.NaN
  const max = sorted[n - 1] ?? Number.NaN
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n
  const squares = sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  const histogram = new Array<number>(BINS).fill(0)
  let distinct = 0
  sorted.forEach((value, i) => {
    if (i === 0 || value !== sorted[i - 1]) distinct++
    const bin = max > min ? Math.min(BINS - 1, Math.floor(((value - min) / (max - min)) * BINS)) : 0
    histogram[bin] = (histogram[bin] as number) + 1
  })
  const quantiles = { q25: quantile(sorted, 0.25), median: quantile(sorted, 0.5), q75: quantile(sorted, 0.75) }
  const deviation = Math.sqrt(squares / n)
  return { type: 'number', name, missing: rows.length - n, distinct, min, max, mean, deviation, quantiles, histogram }
}

function profileCategory(name: string, values: readonly string[], codes: Int16Array, rows: Uint32Array): ColumnProfile {
  const counts = values.map((value) => ({ value, count: 0 }))
  let missing = 0
  for (const row of rows) {
    const entry = counts[codes[row] ?? -1]
    if (entry) entry.count++
    else missing++
  }
  return { type: 'category', name, missing, distinct: counts.filter(({ count }) => count > 0).length, counts }
}

function profileImage(
  schema: Extract<ColumnSchema, { type: 'image' }>,
  pixels: Uint8Array,
  rows: Uint32Array,
): ColumnProfile {
  const { name, height, width, channels } = schema
  const size = height * width * channels
  // Whole numbers well within 2^53, so their sums are exact.
  let sum = 0
  let squares = 0
  for (const row of rows) {
    for (let i = row * size; i < (row + 1) * size; i++) {
      const pixel = pixels[i] as number
      sum += pixel
      squares += pixel * pixel
    }
  }
  const n = rows.length * size
  const mean = n > 0 ? sum / n : 0
  const deviation = n > 0 ? Math.sqrt(Math.max(0, squares / n - mean * mean)) : 0
  return { type: 'image', name, missing: 0, height, width, channels, mean, deviation }
}
