/** @file Row weights: what each row counts in the loss, by a column of numbers; and whether such a column will do. */
import { columnIndex } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'

/** What the given rows count, in that order. */
export function weightsOfRows(
  { schema, columns }: Pick<Dataset, 'schema' | 'columns'>,
  name: string,
  rows: ArrayLike<number>,
): Float32Array<ArrayBuffer> {
  const column = columns[columnIndex(schema, name)]
  if (column?.type !== 'number') throw new Error(`${name} holds numbers`)
  return Float32Array.from({ length: rows.length }, (_, i) => column.values[rows[i] as number] as number)
}

/** The first of the rows that has no weight of 0 or more, and how many have none. */
export function unweighted(
  dataset: Dataset,
  name: string,
  rows: Uint32Array,
): { readonly row: number; readonly count: number } | undefined {
  const weights = weightsOfRows(dataset, name, rows)
  let [row, count] = [-1, 0]
  weights.forEach((weight, i) => {
    if (weight >= 0 && Number.isFinite(weight)) return
    if (row < 0) row = rows[i] as number
    count++
  })
  return count === 0 ? undefined : { row, count }
}
