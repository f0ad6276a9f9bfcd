/** @file Values as text and back: windows and lists of whole numbers as people type them, and the names of options. */
import { inspectorText } from '../../messages/en/inspector'

/** 3 or [3, 5] as 3 × 3 or 3 × 5. */
export function windowText(value: number | readonly number[], axes: number): string {
  const each = typeof value === 'number' ? Array.from({ length: axes }, () => value) : value
  return each.join(' × ')
}

/** One number for all axes, or one for each; NaN for a part that is not a number, so that the value is refused. */
export function readWindow(text: string): number | readonly number[] {
  const numbers = readInts(text)
  const [first = Number.NaN] = numbers
  return numbers.every((n) => n === first) ? first : numbers
}

/** Whole numbers between anything that is not a digit, a sign or a point: 28×28×1, 28, 28, 1 and [28 28 1] are one. */
export function readInts(text: string): readonly number[] {
  return (text.match(/[^\s×x*,;[\]()]+/giu) ?? []).map(Number)
}

const NAMES: Readonly<Record<string, string>> = inspectorText.options

/** The name of an option: He normal for heNormal. */
export function optionWords(option: string): string {
  return (Object.hasOwn(NAMES, option) ? NAMES[option] : undefined) ?? option
}
