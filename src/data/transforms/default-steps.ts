/** @file defaultSteps: the default preparation steps for each column type. */
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../catalog/training-plan'

/**
 * Returns the default steps for a column. A value that is still missing after the last step becomes 0, which is the
 * mean of a standardized column.
 */
export function defaultSteps(column: ColumnSchema, kind: DatasetSchema['kind']): readonly PrepareStep[] {
  switch (column.type) {
    case 'number':
      // Points in the plane are plotted in their original units, so they are not standardized.
      return [kind === 'points' ? { kind: 'impute' } : { kind: 'standardize' }]
    case 'category':
      return [{ kind: 'oneHot' }]
    case 'image':
      return [{ kind: 'rescale' }]
    case 'text':
      return [{ kind: 'words' }]
    case 'time':
      return [{ kind: 'cyclic' }]
    case 'array':
      return [{ kind: 'standardize' }]
    default:
      return column satisfies never
  }
}

/** The default steps for a text target: a sequence of its characters, at most 20 positions long. */
const DEFAULT_TEXT_TARGET: readonly PrepareStep[] = [{ kind: 'characters', most: 60, length: 20, lower: false }]

/** The steps of a text target, whose defaults differ from those of a text input. */
export function textTargetSteps(
  { name }: Pick<ColumnSchema, 'name'>,
  { prepare }: Pick<Plan, 'prepare'>,
): readonly PrepareStep[] {
  return (prepare && Object.hasOwn(prepare, name) && prepare[name]) || DEFAULT_TEXT_TARGET
}
