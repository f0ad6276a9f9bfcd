/** @file Numbers in fields: formatting and parsing (0.001, 1e-4, 1,024), ranges as text, and stepping. */
import { kitText } from '../../messages/en/kit'
import { count } from '../../messages/format'

const text = kitText.number

export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly integer?: boolean
}

/**
 * Formats a number for a field: no thousands separators, at most six significant digits, scientific notation below
 * 0.0001.
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const short = Number(value.toPrecision(6))
  return Math.abs(short) < 1e-4 ? short.toExponential() : String(short)
}

/** A number in a field that is not being edited: as in `numberText`, but whole numbers have thousands separators. */
export function groupedNumberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? count(value) : numberText(value)
}

/** Parses a typed number, or returns the problem. Accepts thousands separators, and a comma as the decimal point. */
export function parseNumber(
  typed: string,
  range: NumberRange,
): { readonly value: number } | { readonly problem: string } {
  const trimmed = typed.trim().replace(/[\s\u202f\u00a0]/g, '')
  const plain = resolveCommas(trimmed, range)
  if (plain === undefined) {
    const [first = '', second = ''] = ['', '.'].map((mark) => numberText(Number(trimmed.replace(',', mark))))
    return { problem: text.ambiguous({ typed: trimmed, first, second }) }
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) {
    return { problem: range.integer ? text.needsWhole : text.needsNumber }
  }
  const value = Number(plain)
  if (range.integer && !Number.isInteger(value)) return { problem: text.needsWhole }
  if (value < range.min || value > range.max) return { problem: outsideText(range) }
  return { value }
}

/**
 * Interprets commas as thousands separators or decimal points; undefined if ambiguous. A comma before three digits
 * (1,600) is a thousands separator in an integer field, and a decimal point after a single zero (0,001); otherwise, the
 * interpretation that is in range is used.
 */
function resolveCommas(typed: string, { min, max, integer }: NumberRange): string | undefined {
  const thousands = typed.replaceAll(',', '')
  const point = typed.replace(',', '.')
  if (!/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(typed)) return point
  const isThousands = integer || typed.includes('.') || typed.indexOf(',') !== typed.lastIndexOf(',')
  if (isThousands) return thousands
  const fits = (number: string) => Number(number) >= min && Number(number) <= max
  if (fits(thousands) && fits(point)) return undefined
  return fits(point) ? point : thousands
}

/** The range of a field as text, such as "1 to 65,536" or "0 or more". */
export function rangeText(range: NumberRange): string {
  const { min, max } = range
  if (hasNoMaximum(range)) return Number.isFinite(min) ? text.range.from({ min }) : text.range.any
  return Number.isFinite(min) ? text.range.between({ min, max }) : text.range.to({ max })
}

/** The problem text for a number that is out of range. */
function outsideText(range: NumberRange): string {
  const { min, max } = range
  if (hasNoMaximum(range)) return text.outside.from({ min })
  return Number.isFinite(min) ? text.outside.between({ min, max }) : text.outside.to({ max })
}

/** Whether a range has no practical maximum; the maximum 32-bit integer counts as no maximum. */
function hasNoMaximum({ max }: NumberRange): boolean {
  return !Number.isFinite(max) || max >= 2 ** 31 - 1
}

/**
 * Moves a value by a number of steps, rounded to the step's decimals so that 0.1 + 0.2 is 0.3, and clamped to the
 * range.
 */
export function stepBy(value: number, steps: number, step: number, { min, max }: NumberRange): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step) + 1e-9)) + 1
  const moved = Number((value + steps * step).toFixed(Math.min(20, digits)))
  return Math.min(max, Math.max(min, moved))
}
