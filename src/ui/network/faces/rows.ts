/** @file Rows of the loaded dataset as the faces show them: one image, or the range of a column. */
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import type { Column, Dataset } from '../../../data/dataset'

export interface NumberRange {
  readonly low: number
  readonly high: number
  readonly median: number
  readonly step: number
}

/** The pixels of one row's image. */
export async function imageOf(column: Column, schema: ColumnSchema, row: number): Promise<Uint8Array<ArrayBuffer>> {
  const { bringColumn, rowOf } = await import('../../../data/paged')
  const { perRow } = await import('../../../data/columns')
  const here = await bringColumn(column, schema, [row])
  return here.type === 'image' ? rowOf(here, perRow(schema), row) : new Uint8Array(perRow(schema))
}

/** A column of a dataset by name. */
export function columnOf(dataset: Dataset, name: string): Column | undefined {
  return dataset.columns[dataset.schema.columns.findIndex((column) => column.name === name)]
}

/** The most numbers to take a median of: sorting a million would block the page. */
const SORTED = 5000
/** The most rows, evenly spread, that ranges and usual values are computed from, while the page renders. */
const LOOKED_AT = 100_000

/** The range of a column without missing values, and a step that divides it into about a hundred. */
export function rangeOf(values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): NumberRange {
  let [least, most, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true]
  for (const value of someOf(values, LOOKED_AT)) {
    if (value < least) least = value
    if (value > most) most = value
    whole &&= Number.isInteger(value) || Number.isNaN(value)
  }
  const [low, high] = least <= most ? [tidy(least), tidy(most)] : [0, 1]
  const sorted = someOf(values, SORTED)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b)
  const step = whole ? 1 : 10 ** Math.floor(Math.log10(Math.max(high - low, 1e-6) / 50))
  return { low, high, median: tidy(sorted[sorted.length >> 1] ?? 0), step: tidy(step) }
}

/** The code found most often. */
export function mostFrequent(codes: Int16Array<ArrayBuffer>): number {
  const counts: number[] = []
  for (const code of someOf(codes, LOOKED_AT)) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
  return counts.reduce((best, count, code) => (count > (counts[best] ?? 0) ? code : best), 0)
}

function someOf(values: ArrayLike<number>, most: number): number[] {
  const every = Math.max(1, Math.ceil(values.length / most))
  return Array.from({ length: Math.ceil(values.length / every) }, (_, i) => values[i * every] as number)
}

/** A float32 in few digits: 39.1, not 39.09999847. */
function tidy(value: number): number {
  return Number(value.toPrecision(6))
}
