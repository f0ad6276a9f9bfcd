/** @file Row counts: what each row of a batch counts in the loss, by a column and by how it is mixed. */
import { findAugmentation } from './augment'
import { mixedCounts } from './augment/augmented-dataset'
import type { Place, Vary } from './augment/augment-row'
import type { Dataset } from './dataset'
import type { TrainingJob } from './job'
import { weightsOfRows } from './row-weights'

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
