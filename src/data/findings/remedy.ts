/** @file Remedy: a way to fix a finding, either by an undoable step on the dataset or by a change to the plan. */
import type { Plan } from '../../catalog/training-plan'
import type { Condition } from '../condition'
import type { RowRanges } from '../dataset-edit'

export type Remedy =
  /** Remedies that change the dataset. */
  | { readonly do: 'exclude'; readonly rows: RowRanges; readonly count: number }
  | { readonly do: 'drop'; readonly column: string }
  | { readonly do: 'ignore'; readonly column: string }
  /** Replaces each text value that is a key of `to` with the corresponding value in `to`. */
  | { readonly do: 'map'; readonly column: string; readonly to: Readonly<Record<string, string>> }
  /** Applies value × factor + offset in these rows; `count` is the number of rows. */
  | {
      readonly do: 'scale'
      readonly column: string
      readonly where: Condition
      readonly count: number
      readonly factor: number
      readonly offset: number
    }
  | { readonly do: 'clear'; readonly column: string; readonly rows: RowRanges; readonly count: number }
  /** Remedies that change the training plan. */
  | { readonly do: 'split'; readonly by: 'random' | 'group' | 'time'; readonly column?: string }
  | { readonly do: 'weigh' }
  /** Fills the missing values of a column with a statistic of the training rows. */
  | { readonly do: 'impute'; readonly column: string; readonly by: 'median' | 'mostFrequent' }

/**
 * Whether a plan already does what a remedy proposes. The report examines only the rows, which a plan does not change.
 * It therefore still lists missing values that the plan fills, and imbalance that the plan corrects with class weights.
 */
export function isApplied(
  remedy: Remedy,
  { prepare, classWeights, split }: Pick<Plan, 'prepare' | 'classWeights' | 'split'>,
): boolean {
  switch (remedy.do) {
    case 'impute': {
      const steps: unknown = prepare && Object.hasOwn(prepare, remedy.column) ? prepare[remedy.column] : []
      return Array.isArray(steps) && steps.some(({ kind }) => kind === 'impute')
    }
    case 'weigh':
      return classWeights === 'balanced'
    case 'split':
      return split.kind === remedy.by && (remedy.column === undefined || split.column === remedy.column)
    default:
      return false
  }
}
