/**
 * @file ConditionFault: why a condition cannot be used, with an error message and the position of the error in the
 * condition's text.
 */
import { type ConditionCode, conditions } from '../messages/en/conditions'
import { fail } from '../base/result'

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

/** Suggests names with a similar spelling: at most three, with at most a third of the characters different. */
export function similarNames(name: string, names: readonly string[]): readonly string[] {
  const target = name.toLowerCase()
  const max = Math.max(1, Math.floor(name.length / 3))
  return names
    .map((one) => ({ one, apart: distance(target, one.toLowerCase(), max) }))
    .filter(({ apart: distance }) => distance <= max)
    .sort((a, b) => a.apart - b.apart)
    .slice(0, 3)
    .map(({ one }) => one)
}

/**
 * The Levenshtein distance (1966): the number of characters to change, insert or delete. Returns `max` + 1 if the
 * lengths differ by more than `max`.
 */
function distance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let before = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, (before[j] as number) + 1, (row[j - 1] as number) + 1))
    }
    before = row
  }
  return before[b.length] as number
}
