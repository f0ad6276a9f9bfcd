/** @file Rows of the loaded set as the faces show them: one image, or where a column's values lie. */
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

/** A column of a set by name. */
export function columnOf(dataset: Dataset, name: string): Column | undefined {
  return dataset.columns[dataset.schema.columns.findIndex((column) => column.name === name)]
}

/** Numbers that a median is taken of: sorting a million would hold the page up. */
const SORTED = 5000
/** So many rows, all over, say where numbers lie and what is usual: the page is being drawn. */
const LOOKED_AT = 100_000

/** Where a column's numbers lie, missing ones left out, and a step that makes about a hundred of the range. */
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

/** A float32 as a person writes it: 39.1, not 39.09999847. */
function tidy(value: number): number {
  return Number(value.toPrecision(6))
}
