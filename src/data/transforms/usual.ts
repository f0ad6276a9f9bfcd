/** @file usualSteps: what is done with a column of each type where nobody says otherwise. */
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan, PrepareStep } from '../../catalog/plan'

/** The usual steps of a column. What is still missing behind the last step is 0: of a standardised number that is its mean. */
export function usualSteps(column: ColumnSchema, kind: DatasetSchema['kind']): readonly PrepareStep[] {
  switch (column.type) {
    case 'number':
      // Points on the plane are drawn as they are.
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

/** How a text that is predicted becomes signs where a plan says nothing: as it is written, 20 places at most. */
const USUAL_ANSWER: readonly PrepareStep[] = [{ kind: 'characters', most: 60, length: 20, lower: false }]

/** The steps of a text that is predicted, which as usual are others than those of a text that goes in. */
export function targetSteps(
  { name }: Pick<ColumnSchema, 'name'>,
  { prepare }: Pick<Plan, 'prepare'>,
): readonly PrepareStep[] {
  return (prepare && Object.hasOwn(prepare, name) && prepare[name]) || USUAL_ANSWER
}
