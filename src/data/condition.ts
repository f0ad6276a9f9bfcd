/**
 * @file Condition: which rows to select, as plain JSON. Filters, slices, gates and alerts use it. `age < 30`, `class is 7 and not split is
 * test`.
 */

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** Compares a column, or a virtual column (split, prediction, mistake), with a value. */
  | {
      readonly column: string
      readonly is: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'in' | 'missing'
      readonly value?: string | number | readonly (string | number)[]
    }

/** A condition saved under a name. Tables, gates and alerts share it. */
export interface Slice {
  readonly name: string
  readonly where: Condition
}
