/** @file Values as text and back: windows and lists of whole numbers as a person types them, names as a person reads them. */

/** 3 or [3, 5] as 3 × 3 or 3 × 5. */
export function windowText(value: number | readonly number[], axes: number): string {
  const each = typeof value === 'number' ? Array.from({ length: axes }, () => value) : value
  return each.join(' × ')
}

/** One number for all axes, or one for each; NaN stands for what is no number, so that it is refused with its name. */
export function readWindow(text: string): number | readonly number[] {
  const numbers = readInts(text)
  const [first = Number.NaN] = numbers
  return numbers.every((n) => n === first) ? first : numbers
}

/** Whole numbers between anything that is not a digit, a sign or a point: 28×28×1, 28, 28, 1 and [28 28 1] are one. */
export function readInts(text: string): readonly number[] {
  return (text.match(/[^\s×x*,;[\]()]+/giu) ?? []).map(Number)
}

/** heNormal as he normal; NaN is a word. */
export function optionWords(option: string): string {
  return option.replace(/(?<=[a-z0-9])[A-Z](?=[a-z])/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** A count in few letters: 320, 195 k, 1.2 M. */
export function shortCount(n: number): string {
  if (n < 1000) return String(Math.round(n))
  const [size, letter] = n < 999_500 ? [1e3, 'k'] : n < 999_500_000 ? [1e6, 'M'] : [1e9, 'G']
  const value = n / size
  return `${value < 10 ? value.toFixed(1).replace('.0', '') : Math.round(value)} ${letter}`
}
