/** @file partOfValue: maps a value of a column to a part of the split. */
import type { SplitPick } from '../catalog/training-plan'
import type { SplitName } from './dataset'

const NAME_PATTERNS: readonly (readonly [SplitName, RegExp])[] = [
  ['train', /^(train(ing)?|tr|fit|learn)$/i],
  ['validation', /^(val(id(ation)?)?|dev(elopment)?|tun(e|ing))$/i],
  ['test', /^(test(ing)?|te|eval(uation)?|hold-?out)$/i],
]

/**
 * Returns the part for a value: the part set in the plan, otherwise the part that the value's text suggests; undefined
 * if the text suggests no part.
 */
export function partOfValue(value: string, parts: SplitPick['parts']): SplitName | undefined {
  if (parts && Object.hasOwn(parts, value)) {
    const part = parts[value]
    return part === 'none' ? undefined : part
  }
  return NAME_PATTERNS.find(([, words]) => words.test(value.trim()))?.[0]
}
