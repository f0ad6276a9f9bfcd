/**
 * @file Class balancing: determines which classes a plan resamples to equal counts, and how many rows of each class an
 * epoch then contains.
 */
import { columnIndex } from '../catalog/dataset-schema'
import type { BalancePick } from '../catalog/training-plan'
import type { OutputBinding } from '../data/column-binding'
import type { Dataset, Split } from '../data/dataset'
import { epochRows, type Resample, resampleBy } from '../data/resample'

type Outputs = readonly Pick<OutputBinding, 'task'>[]

/**
 * Determines how one epoch resamples the training rows to balance the classes of the first classification output;
 * undefined if no resampling is requested or no such output exists.
 */
export function lowerBalance(
  sampling: BalancePick['sampling'],
  outputs: Outputs,
  { schema, columns }: Dataset,
  { train }: Pick<Split, 'train'>,
): Resample | undefined {
  if (sampling === undefined) return undefined
  for (const { task } of outputs) {
    const column = columns[columnIndex(schema, task.column)]
    if (task.kind !== 'classes' || column?.type !== 'category') continue
    return resampleBy(sampling, train, column.codes, task.labels.length)
  }
  return undefined
}

/** The number of rows that a plan trains on per epoch. */
export function rowsOfEpoch(
  { dataset, split }: { readonly dataset: Dataset; readonly split: Split },
  balance: BalancePick | undefined,
  outputs: Outputs,
): number {
  const resample = lowerBalance(balance?.sampling, outputs, dataset, split)
  return epochRows({ split, ...(resample ? { resample } : {}) })
}
