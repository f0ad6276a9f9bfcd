/**
 * @file Class balance: the weight of each class in the loss, for each classification output, and resampling of the
 * training rows.
 */
import type { BalancePick, ClassWeights, Plan } from '../catalog/training-plan'
import { columnIndex } from '../catalog/dataset-schema'
import type { OutputBinding } from '../data/column-binding'
import type { Dataset, Split } from '../data/dataset'
import type { FittedOutput } from '../data/pipeline'
import { fitGroupWeights, type GroupWeights, readGroupWeights } from '../data/group-weights'
import { readWeights } from '../data/sample-weights'
import type { TrainingJob } from '../data/training-job'
import { firstClasses } from './rules/split-and-balance'
import { epochRows, type Resample, resampleBy } from '../data/resample'

/** Class weights of each head, in label order; undefined for regression, or when all weights are 1. */
export function lowerClassWeights(
  weights: ClassWeights | undefined,
  outputs: readonly Pick<OutputBinding, 'task'>[],
  dataset: Dataset,
  rows: Uint32Array,
): NonNullable<TrainingJob['classWeights']> {
  return outputs.map(({ task }) => {
    if (weights === undefined || task.kind !== 'classes') return undefined
    if (weights === 'balanced') return balanced(classCounts(dataset, task.column, task.labels.length, rows))
    return task.labels.map((label) => (Object.hasOwn(weights, label) ? (weights[label] ?? 1) : 1))
  })
}

/** Number of rows of each class in a column, in the order of the column's values. */
export function classCounts(dataset: Dataset, column: string, classes: number, rows: Uint32Array): number[] {
  const counts = new Array<number>(classes).fill(0)
  const of = dataset.columns[columnIndex(dataset.schema, column)]
  if (of?.type !== 'category') return counts
  for (const row of rows) {
    const code = of.codes[row] ?? -1
    if (code >= 0 && code < classes) counts[code] = (counts[code] as number) + 1
  }
  return counts
}

/** How much training rows count in the loss of an output, by their class, by the column of weights, and by their group. */
export function lossWeights(
  { classWeights, balance }: Pick<Plan, 'classWeights' | 'balance'>,
  output: FittedOutput,
  { dataset, split }: { readonly dataset: Dataset; readonly split: Split },
  of: { readonly dataset: Dataset; readonly rows: Uint32Array; readonly targets: ArrayLike<number> },
): Float32Array {
  const { kind, column } = output
  const tasks = kind === 'classes' ? [{ task: { kind, column, labels: output.labels } }] : []
  const [byClass] = lowerClassWeights(classWeights, tasks, dataset, split.train)
  const { rowWeights, groupWeights } = lowerRowWeights(balance, tasks, dataset, split.train)
  const byRow = rowWeights === undefined ? undefined : readWeights(of.dataset, rowWeights, of.rows)
  const byGroup = groupWeights && readGroupWeights(of.dataset, groupWeights, of.rows)
  return Float32Array.from(
    of.rows,
    (_, i) => (byClass?.[of.targets[i] as number] ?? 1) * (byRow?.[i] ?? 1) * (byGroup?.[i] ?? 1),
  )
}

/**
 * rows / (classes × rows of the class), as in scikit-learn's "balanced" mode (King and Zeng 2001); the weight of a
 * class without rows is 1.
 */
export function balanced(counts: readonly number[]): number[] {
  const there = counts.filter((count) => count > 0)
  const rows = there.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => (count > 0 ? rows / (there.length * count) : 1))
}

type Outputs = readonly Pick<OutputBinding, 'task'>[]

/** The weights of rows in the loss, by a column and by group; group weights need an output with classes. */
export function lowerRowWeights(
  { weights, groups }: BalancePick = {},
  outputs: Outputs,
  dataset: Dataset,
  train: Uint32Array,
): { readonly rowWeights?: string; readonly groupWeights?: GroupWeights } {
  const task = groups === undefined ? undefined : firstClasses(outputs)
  return {
    ...(weights === undefined ? {} : { rowWeights: weights }),
    ...(task && groups !== undefined ? { groupWeights: fitGroupWeights(dataset, groups, task.column, train) } : {}),
  }
}

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
