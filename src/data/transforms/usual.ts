/** @file usualSteps: what is done with a column of each type where nobody says otherwise. */
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { PrepareStep } from '../../catalog/plan'

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
