/**
 * @file Sample weights: how much each row of a batch counts in the loss, as determined by a weight column and by mixup.
 */
import { findAugmentation } from './augment'
import { mixWeights } from './augment/augment-batch'
import type { ExamplePosition, Augmenter } from './augment/augmenter'
import type { Dataset } from './dataset'
import type { TrainingJob } from './training-job'
import { readWeights } from './weight-column'

type WeightSettings = Pick<TrainingJob, 'rowWeights' | 'augment'>

/** Whether rows of a job can have different weights in the loss, not counting class weights. */
export function hasSampleWeights({ rowWeights, augment }: WeightSettings): boolean {
  return rowWeights !== undefined || (augment ?? []).some(({ kind }) => findAugmentation(kind)?.mix)
}

/**
 * Returns the weights of the given rows, in the same order. In a training step, rows that are mixed in pairs are also
 * weighted by their share of the mixture.
 */
export function sampleWeights(
  { rowWeights }: WeightSettings,
  dataset: Dataset,
  rows: Uint32Array,
  augmenter?: Augmenter,
  positionOf?: (i: number) => ExamplePosition,
): Float32Array<ArrayBuffer> {
  const own = rowWeights === undefined ? new Float32Array(rows.length).fill(1) : readWeights(dataset, rowWeights, rows)
  if (!augmenter?.mixes || !positionOf) return own
  return mixWeights(augmenter, rows.length, positionOf).map((count, i) => count * (own[i] as number))
}
