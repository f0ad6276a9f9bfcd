/** @file ConditionFault: why a condition cannot be used, with the sentence that says so and where in its text it stands. */
import { type ConditionCode, conditions } from '../messages/en/conditions'
import { fail } from '../base/result'

export interface ConditionFault {
  readonly code: ConditionCode
  readonly sentence: string
  /** The letter of the text, from 0; absent where the fault is not of one place. */
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

/** Of names those that are spelled nearly like one: at most three, one letter in three apart. */
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

/** Letters to change, add or leave out (Levenshtein 1966); more than `most` is not told apart. */
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
