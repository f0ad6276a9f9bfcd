/** @file Sample weights: how much each row counts in the loss, as determined by a weight column, by its group, and by mixup. */
import { columnIndex } from '../catalog/dataset-schema'
import { findAugmentation } from './augment'
import { mixWeights } from './augment/augment-batch'
import type { Augmenter, ExamplePosition } from './augment/augmenter'
import type { Dataset } from './dataset'
import { readGroupWeights } from './group-weights'
import type { TrainingJob } from './training-job'

type WeightSettings = Pick<TrainingJob, 'rowWeights' | 'groupWeights' | 'leftOut' | 'augment'>

/** Whether rows of a job can have different weights in the loss, not counting class weights. */
export function hasSampleWeights({ rowWeights, groupWeights, leftOut, augment }: WeightSettings): boolean {
  const byRow = rowWeights !== undefined || groupWeights !== undefined || leftOut !== undefined
  return byRow || (augment ?? []).some(({ kind }) => findAugmentation(kind)?.mix)
}

/**
 * Returns the weights of the given rows, in the same order. In a training step, rows that are mixed in pairs are also
 * weighted by their share of the mixture.
 */
export function sampleWeights(
  { rowWeights, groupWeights, leftOut }: WeightSettings,
  dataset: Dataset,
  rows: Uint32Array,
  augmenter?: Augmenter,
  positionOf?: (i: number) => ExamplePosition,
): Float32Array<ArrayBuffer> {
  const own = rowWeights === undefined ? new Float32Array(rows.length).fill(1) : readWeights(dataset, rowWeights, rows)
  if (groupWeights) {
    const byGroup = readGroupWeights(dataset, groupWeights, rows)
    own.forEach((count, i) => {
      own[i] = count * (byGroup[i] as number)
    })
  }
  if (leftOut) {
    const out = new Set(leftOut)
    rows.forEach((row, i) => {
      if (out.has(row)) own[i] = 0
    })
  }
  if (!augmenter?.mixes || !positionOf) return own
  return mixWeights(augmenter, rows.length, positionOf).map((count, i) => count * (own[i] as number))
}

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
