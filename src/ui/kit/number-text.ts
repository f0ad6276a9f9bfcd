/** @file Numbers as people type and read them in a field: 0.001, 1e-4, 1,024; and the step an arrow or a scrub takes. */

export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly integer?: boolean
}

/** A number as a field shows it: no thousands separators, at most six significant digits, powers of ten below 0.0001. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const short = Number(value.toPrecision(6))
  return Math.abs(short) < 1e-4 ? short.toExponential() : String(short)
}

/** What was typed as a number, or why it is none. Thousands separators are let through, and a comma for a point. */
export function parseNumber(
  text: string,
  range: NumberRange,
): { readonly value: number } | { readonly problem: string } {
  const trimmed = text.trim().replace(/[\s\u202f\u00a0]/g, '')
  const plain = commaRead(trimmed, range)
  if (plain === undefined) {
    const [thousands, point] = ['', '.'].map((mark) => numberText(Number(trimmed.replace(',', mark))))
    return { problem: `${trimmed} can be read in two ways. Write ${thousands} or ${point}.` }
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) {
    return { problem: range.integer ? 'This takes a whole number.' : 'This takes a number.' }
  }
  const value = Number(plain)
  if (range.integer && !Number.isInteger(value)) return { problem: 'This takes a whole number.' }
  if (value < range.min || value > range.max) return { problem: `It can be ${rangeText(range)}.` }
  return { value }
}

/**
 * The text with its commas gone or turned to points; undefined where both would do. One comma before three digits (1,600)
 * is a thousands separator in a field of whole numbers, a point behind a lone zero (0,001), else whichever is in range.
 */
function commaRead(text: string, { min, max, integer }: NumberRange): string | undefined {
  const thousands = text.replaceAll(',', '')
  const point = text.replace(',', '.')
  if (!/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(text)) return point
  const sure = integer || text.includes('.') || text.indexOf(',') !== text.lastIndexOf(',')
  if (sure) return thousands
  const fits = (number: string) => Number(number) >= min && Number(number) <= max
  if (fits(thousands) && fits(point)) return undefined
  return fits(point) ? point : thousands
}

/** The range in words: 1 to 65,536; at least 0. */
export function rangeText({ min, max }: NumberRange): string {
  const shown = (n: number) => (Number.isInteger(n) ? n.toLocaleString('en-US') : numberText(n))
  if (!Number.isFinite(max) || max >= 2 ** 31 - 1) return Number.isFinite(min) ? `at least ${shown(min)}` : 'any number'
  return Number.isFinite(min) ? `${shown(min)} to ${shown(max)}` : `at most ${shown(max)}`
}

/** A value some steps away, rounded to the step's own digits so that 0.1 + 0.2 reads 0.3, and kept in range. */
export function stepped(value: number, steps: number, step: number, { min, max }: NumberRange): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) + 1e-9)) + 1
  const moved = Number((value + steps * step).toFixed(Math.min(20, digits)))
  return Math.min(max, Math.max(min, moved))
}
