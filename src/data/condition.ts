/**
 * @file Conditions: specify which rows to select, as plain JSON, used by filters, slices, gates and alerts; and why a
 * condition cannot be used. Examples: `age < 30`, `class is 7 and not split is test`.
 */
import { fail } from '../base/result'
import { type ConditionCode, conditions } from '../messages/en/conditions'

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

export interface ConditionFault {
  readonly code: ConditionCode
  readonly sentence: string
  /** The zero-based index of the character in the condition's text; absent if the fault has no single position. */
  readonly at?: number
}

type Args<C extends ConditionCode> = Parameters<(typeof conditions)[C]>[0]

/** Returns a failed result with this error code. The position `at` in the message arguments counts from 1. */
export function failCondition<C extends ConditionCode>(
  code: C,
  args: Args<C>,
): { readonly ok: false; readonly error: ConditionFault } {
  const sentence = (conditions[code] as (args: Args<C>) => string)(args)
  const at = (args as { readonly at?: number }).at
  return fail({ code, sentence, ...(at === undefined ? {} : { at: at - 1 }) })
}
