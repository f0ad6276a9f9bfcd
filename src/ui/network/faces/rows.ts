/** @file Rows of the loaded set as the faces show them: one image, or where a column's values lie. */
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import { perRow } from '../../../data/columns'
import type { Column, Dataset } from '../../../data/dataset'
import { bringColumn, rowOf } from '../../../data/paged'

export interface NumberRange {
  readonly low: number
  readonly high: number
  readonly median: number
  readonly step: number
}

/** The pixels of one row's image. */
export async function imageOf(column: Column, schema: ColumnSchema, row: number): Promise<Uint8Array<ArrayBuffer>> {
  const here = await bringColumn(column, schema, [row])
  return here.type === 'image' ? rowOf(here, perRow(schema), row) : new Uint8Array(perRow(schema))
}

/** A column of a set by name. */
export function columnOf(dataset: Dataset, name: string): Column | undefined {
  return dataset.columns[dataset.schema.columns.findIndex((column) => column.name === name)]
}

/** Where a column's numbers lie, missing ones left out, and a step that makes about a hundred of the range. */
export function rangeOf(values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): NumberRange {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const low = tidy(sorted[0] ?? 0)
  const high = tidy(sorted[sorted.length - 1] ?? 1)
  const whole = sorted.every(Number.isInteger)
  const step = whole ? 1 : 10 ** Math.floor(Math.log10(Math.max(high - low, 1e-6) / 50))
  return { low, high, median: tidy(sorted[sorted.length >> 1] ?? 0), step: tidy(step) }
}

/** The code found most often. */
export function mostFrequent(codes: Int16Array<ArrayBuffer>): number {
  const counts = new Map<number, number>()
  for (const code of codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0]
}

/** A float32 as a person writes it: 39.1, not 39.09999847. */
function tidy(value: number): number {
  return Number(value.toPrecision(6))
}
