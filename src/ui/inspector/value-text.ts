/** @file Formatting and parsing of window sizes and integer lists. */

/** Formats 3 or [3, 5] as 3 × 3 or 3 × 5. */
export function windowText(value: number | readonly number[], axes: number): string {
  const each = typeof value === 'number' ? Array.from({ length: axes }, () => value) : value
  return each.join(' × ')
}

/**
 * Parses one number for all axes, or one number per axis. Anything that is not a number becomes NaN, so that the value
 * is rejected.
 */
export function parseWindow(text: string): number | readonly number[] {
  const numbers = parseInts(text)
  const [first = Number.NaN] = numbers
  return numbers.every((n) => n === first) ? first : numbers
}

/** Parses a list of integers with any separators: "28×28×1", "28, 28, 1" and "[28 28 1]" yield the same list. */
export function parseInts(text: string): readonly number[] {
  return (text.match(/[^\s×x*,;[\]()]+/giu) ?? []).map(Number)
}
