/** @file Remedy: what to do about a finding: a step on the set, which can be taken back, or a change of the plan. */
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
