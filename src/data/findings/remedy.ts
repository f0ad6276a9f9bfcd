/** @file Remedy: what to do about a finding: a step on the set, which can be taken back, or a change of the plan. */
import type { Plan } from '../../catalog/plan'
import type { Condition } from '../condition'
import type { RowRanges } from '../step'

export type Remedy =
  /** On the set. */
  | { readonly do: 'exclude'; readonly rows: RowRanges; readonly count: number }
  | { readonly do: 'drop'; readonly column: string }
  | { readonly do: 'ignore'; readonly column: string }
  /** Each text on the left becomes the one on the right. */
  | { readonly do: 'map'; readonly column: string; readonly to: Readonly<Record<string, string>> }
  /** value × factor + offset, in these rows, which are so many. */
  | {
      readonly do: 'scale'
      readonly column: string
      readonly where: Condition
      readonly count: number
      readonly factor: number
      readonly offset: number
    }
  | { readonly do: 'clear'; readonly column: string; readonly rows: RowRanges; readonly count: number }
  /** On the plan. */
  | { readonly do: 'split'; readonly by: 'random' | 'group' | 'time'; readonly column?: string }
  | { readonly do: 'weigh' }
  /** The gaps of a column filled by what the training rows have. */
  | { readonly do: 'impute'; readonly column: string }

/**
 * Whether a plan does already what a remedy would have it do. The report looks at the rows, which no plan changes, so what it found
 * is still there once its gaps are filled or its classes weighed.
 */
export function isDone(
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
