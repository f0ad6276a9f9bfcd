/**
 * @file Condition: specifies which rows to select, as plain JSON; used by filters, slices, gates and alerts. Examples:
 * `age < 30`, `class is 7 and not split is test`.
 */

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** Compares a dataset column, or a virtual column (split, prediction, mistake), with a value. */
  | {
      readonly column: string
      readonly is: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'in' | 'missing'
      readonly value?: string | number | readonly (string | number)[]
    }

/** A named condition that tables, gates and alerts share. */
export interface Slice {
  readonly name: string
  readonly where: Condition
}
