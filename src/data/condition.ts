/**
 * @file Condition: which rows, in plain JSON: what filters, slices, gates and alerts are made of. `age < 30`, `class is 7 and not
 * split is test`.
 */

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** A column, or a fact on rows that is no column (split, prediction, mistake), against a value. */
  | {
      readonly column: string
      readonly is: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'in' | 'missing'
      readonly value?: string | number | readonly (string | number)[]
    }

/** A condition kept under a name: one concept in every table, gate and alert. */
export interface Slice {
  readonly name: string
  readonly where: Condition
}
