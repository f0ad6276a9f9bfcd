/** @file ConditionFault: why a condition cannot be used, with its sentence and its place in the text. */
import { type ConditionCode, conditions } from '../messages/en/conditions'
import { fail } from '../base/result'

export interface ConditionFault {
  readonly code: ConditionCode
  readonly sentence: string
  /** The character of the text, from 0; absent where the fault has no single place. */
  readonly at?: number
}

type Args<C extends ConditionCode> = Parameters<(typeof conditions)[C]>[0]

/** A fault of this code as a result. */
export function faulty<C extends ConditionCode>(
  code: C,
  args: Args<C>,
): { readonly ok: false; readonly error: ConditionFault } {
  const sentence = (conditions[code] as (args: Args<C>) => string)(args)
  const at = (args as { readonly at?: number }).at
  return fail({ code, sentence, ...(at === undefined ? {} : { at: at - 1 }) })
}

/** Names spelled nearly like the given one: at most three, and at most a third of the characters different. */
export function nearNames(name: string, names: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase()
  const most = Math.max(1, Math.floor(name.length / 3))
  return names
    .map((one) => ({ one, apart: distance(wanted, one.toLowerCase(), most) }))
    .filter(({ apart }) => apart <= most)
    .sort((a, b) => a.apart - b.apart)
    .slice(0, 3)
    .map(({ one }) => one)
}

/** Characters to change, add or remove (Levenshtein 1966); distances above `most` are not exact. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
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
