/**
 * @file Weight column: reads the loss weight of each row from a numeric column, and checks whether such a column is
 * valid.
 */
import { columnIndex } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'

/** The weights of the given rows, in the order of the rows. */
export function readWeights(
  { schema, columns }: Pick<Dataset, 'schema' | 'columns'>,
  name: string,
  rows: ArrayLike<number>,
): Float32Array<ArrayBuffer> {
  const column = columns[columnIndex(schema, name)]
  if (column?.type !== 'number') throw new Error(`${name} holds numbers`)
  return Float32Array.from({ length: rows.length }, (_, i) => column.values[rows[i] as number] as number)
}

/** Returns the first row whose weight is negative or not a number, and the number of such rows. */
export function firstInvalidWeight(
  dataset: Dataset,
  name: string,
  rows: Uint32Array,
): { readonly row: number; readonly count: number } | undefined {
  const weights = readWeights(dataset, name, rows)
  let [row, count] = [-1, 0]
  weights.forEach((weight, i) => {
    if (weight >= 0 && Number.isFinite(weight)) return
    if (row < 0) row = rows[i] as number
    count++
  })
  return count === 0 ? undefined : { row, count }
}
