/** @file Row weights: what each row counts in the loss, by a column of numbers and by how it is mixed; and whether such a column will do. */
import { columnIndex } from '../catalog/dataset-schema'
import { findAugmentation } from './augment'
import { mixedCounts } from './augment/varied'
import type { Place, Vary } from './augment/vary'
import type { Dataset } from './dataset'
import type { TrainingJob } from './job'

type Counting = Pick<TrainingJob, 'rowWeights' | 'augment'>

/** Whether rows of a job count differently in its loss, whatever their class. */
export function countsRows({ rowWeights, augment }: Counting): boolean {
  return rowWeights !== undefined || (augment ?? []).some(({ kind }) => findAugmentation(kind)?.mix)
}

/** What the given rows count, in that order; those with a place in a training step by how they are mixed there too. */
export function rowCounts(
  { rowWeights }: Counting,
  dataset: Dataset,
  rows: Uint32Array,
  vary?: Vary,
  placeOf?: (i: number) => Place,
): Float32Array<ArrayBuffer> {
  const own =
    rowWeights === undefined ? new Float32Array(rows.length).fill(1) : weightsOfRows(dataset, rowWeights, rows)
  if (!vary?.mixes || !placeOf) return own
  return mixedCounts(vary, rows.length, placeOf).map((count, i) => count * (own[i] as number))
}

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
