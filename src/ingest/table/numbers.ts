/** @file Numbers as people write them: signs, thousands, a decimal point or comma, U+2212; and what only looks like one. */

export type Decimal = '.' | ','

const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i)
/** Up to here a mantissa is a whole number that a float64 holds, and one division rounds as it should (Clinger 1990). */
const MOST_DIGITS = 15
const POINT = 46
const COMMA = 44

/** The number a trimmed text stands for, or undefined. Not finite is none: 1e999 cannot be held, and Infinity cannot be learnt from. */
export function toNumber(text: string, decimal: Decimal): number | undefined {
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
  if (digits > MOST_DIGITS) return longNumber(text, decimal)
  const size = decimals > 0 ? mantissa / (POWERS[decimals] as number) : mantissa
  return negative ? -size : size
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i
/** Groups of three, set apart by the same mark: the other of point and comma, a blank, an apostrophe. */
const GROUPS: Readonly<Record<Decimal, RegExp>> = {
  '.': /^[+-]?\d{1,3}([, \u00a0\u202f'’])\d{3}(?:\1\d{3})*(\.\d*)?$/,
  ',': /^[+-]?\d{1,3}([. \u00a0\u202f'’])\d{3}(?:\1\d{3})*(,\d*)?$/,
}
const MOST_LETTERS = 400

function longNumber(given: string, decimal: Decimal): number | undefined {
  if (given.length > MOST_LETTERS) return undefined
  let text = given.charCodeAt(0) === 0x2212 ? `-${given.slice(1)}` : given
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

/** Whether it begins with a nought that a number would lose: 007, but not 0.5 or 0. */
export function hasLeadingZero(text: string): boolean {
  const sign = text.charCodeAt(0) === 45 || text.charCodeAt(0) === 43 ? 1 : 0
  const next = text.charCodeAt(sign + 1)
  return text.charCodeAt(sign) === 48 && next >= 48 && next <= 57
}

/** Whether it is a whole number of more digits than a float64 tells apart: an identifier, not an amount. */
export function isTooLong(text: string, value: number): boolean {
  return text.length > MOST_DIGITS && !Number.isSafeInteger(value) && /^[+-]?\d+$/.test(text)
}

/** Whether a float32 would lose digits of it; `text` is how it was written. */
export function isWide(text: string, value: number): boolean {
  // Six digits always come back from a float32.
  if (text.length <= 6) return false
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 24) return false
  return narrowed(Math.fround(value)) !== value
}

/** What a float32 that is not wide was written as. */
export function narrowed(value: number): number {
  return Number(value.toPrecision(7))
}

/** Which decimal mark a text votes for: the one under which alone it is a number. */
export function decimalOf(text: string): Decimal | undefined {
  const [point, comma] = [toNumber(text, '.'), toNumber(text, ',')]
  if (point !== undefined && comma === undefined) return /[.]/.test(text) ? '.' : undefined
  if (comma !== undefined && point === undefined) return ','
  return undefined
}
