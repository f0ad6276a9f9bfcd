/** @file splitColumn: the part that a column's value says each row is of. */
import type { SplitPick } from '../catalog/plan'
import type { SplitName } from './dataset'

const SAY: readonly (readonly [SplitName, RegExp])[] = [
  ['train', /^(train(ing)?|tr|fit|learn)$/i],
  ['validation', /^(val(id(ation)?)?|dev(elopment)?|tun(e|ing))$/i],
  ['test', /^(test(ing)?|te|eval(uation)?|hold-?out)$/i],
]

/** The part a value stands for: as the plan says, else as the value itself says; undefined where it is of none. */
export function partOfValue(value: string, parts: SplitPick['parts']): SplitName | undefined {
  if (parts && Object.hasOwn(parts, value)) {
    const part = parts[value]
    return part === 'none' ? undefined : part
  }
  return SAY.find(([, words]) => words.test(value.trim()))?.[0]
}
