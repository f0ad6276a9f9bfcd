/**
 * @file Number parsing: supports signs including U+2212, thousands separators, and decimal points or commas, and
 * recognizes text that only looks like a number.
 */

export type Decimal = '.' | ','

const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i)
/**
 * With at most this many digits, the mantissa is an exact float64 integer, so that a single division is rounded
 * correctly (Clinger 1990).
 */
const MAX_DIGITS = 15
const POINT = 46
const COMMA = 44

/**
 * Parses trimmed text as a number; undefined if it is not one. Infinite values are rejected: 1e999 is not
 * representable, and a network cannot learn from Infinity.
 */
export function parseNumber(text: string, decimal: Decimal): number | undefined {
  const point = decimal === '.' ? POINT : COMMA
  const { length } = text
  let at = 0
  let negative = false
  const first = text.charCodeAt(0)
  if (first === 45 || first === 0x2212 || first === 43) {
    negative = first !== 43
    at = 1
  }
  let mantissa = 0
  let digits = 0
  let decimals = -1
  for (; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48)
      digits++
      if (decimals >= 0) decimals++
    } else if (code === point && decimals < 0) decimals = 0
    else return longNumber(text, decimal)
  }
  if (digits === 0) return undefined
  if (digits > MAX_DIGITS) return longNumber(text, decimal)
  const size = decimals > 0 ? mantissa / (POWERS[decimals] as number) : mantissa
  return negative ? -size : size
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i
/**
 * Matches groups of three digits with the same separator: a space, an apostrophe, or a point or comma, whichever is not
 * the decimal separator. A zero starts no group: 0,125 is not 125.
 */
const GROUPS: Readonly<Record<Decimal, RegExp>> = {
  '.': /^[+-]?[1-9]\d{0,2}([, \u00a0\u202f'’])\d{3}(?:\1\d{3})*(\.\d*)?$/,
  ',': /^[+-]?[1-9]\d{0,2}([. \u00a0\u202f'’])\d{3}(?:\1\d{3})*(,\d*)?$/,
}
const MAX_LETTERS = 400

function longNumber(original: string, decimal: Decimal): number | undefined {
  if (original.length > MAX_LETTERS) return undefined
  let text = original.charCodeAt(0) === 0x2212 ? `-${original.slice(1)}` : original
  const mark = GROUPS[decimal].exec(text)?.[1]
  if (mark) text = text.replaceAll(mark, '')
  if (decimal === ',') {
    if (text.includes('.')) return undefined
    text = text.replace(',', '.')
  }
  if (!PLAIN.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** Whether text starts with a zero that would be lost in a number: 007, but not 0.5 or 0. */
export function hasLeadingZero(text: string): boolean {
  const sign = text.charCodeAt(0) === 45 || text.charCodeAt(0) === 43 ? 1 : 0
  const next = text.charCodeAt(sign + 1)
  return text.charCodeAt(sign) === 48 && next >= 48 && next <= 57
}

/**
 * Whether text is an integer with more digits than a float64 can represent, and therefore an identifier rather than a
 * quantity.
 */
export function isTooLong(text: string, value: number): boolean {
  return text.length > MAX_DIGITS && !Number.isSafeInteger(value) && /^[+-]?\d+$/.test(text)
}

/** Whether float32 would lose digits of the number; `text` is its original text. */
export function isWide(text: string, value: number): boolean {
  // Float32 preserves any number of up to six digits.
  if (text.length <= 6) return false
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 24) return false
  return float32Value(Math.fround(value)) !== value
}

/** Returns the originally written number for a float32 value that is not wide. */
export function float32Value(value: number): number {
  return Number(value.toPrecision(7))
}

/** Returns the decimal separator that is not this one. */
export function otherDecimal(decimal: Decimal): Decimal {
  return decimal === '.' ? ',' : '.'
}

/** Returns the decimal separator that a string implies: the only separator with which it is a valid number. */
export function decimalOf(text: string): Decimal | undefined {
  const [point, comma] = [parseNumber(text, '.'), parseNumber(text, ',')]
  if (point !== undefined && comma === undefined) return /[.]/.test(text) ? '.' : undefined
  if (comma !== undefined && point === undefined) return ','
  return undefined
}
