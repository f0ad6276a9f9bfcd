/**
 * @file Notation: parses numbers and dates that a user types, in the notation of the dataset's files.
 * `normalizeCondition` converts a condition to the standard notation: a decimal point, and dates with the year first.
 * Text with only one possible interpretation, such as 180,5 or 01.06.2022, is accepted for every dataset.
 */
import type { ColumnSchema } from '../catalog/dataset-schema'
import { timeText } from './cell-text'
import type { Condition } from './condition'
import { parseDate, dateRange as plainMoment } from './date-formats'

/** The notation of a dataset's files; a field is absent if it is unknown. */
export interface Notation {
  readonly decimal?: '.' | ','
  readonly order?: 'dmy' | 'mdy'
}

/**
 * Returns the notation that a dataset's import options imply: the decimal separator, and the date order if all columns
 * use the same one.
 */
export function notationOf(read: Readonly<Record<string, unknown>> | undefined): Notation {
  const { decimal, columns } = read ?? {}
  const choices = typeof columns === 'object' && columns !== null ? Object.values(columns) : []
  const orders = new Set(choices.map((choice) => (choice as { order?: unknown } | undefined)?.order))
  const [order] = ['dmy', 'mdy'].filter((one) => orders.has(one)) as ('dmy' | 'mdy')[]
  return {
    ...(decimal === ',' || decimal === '.' ? { decimal } : {}),
    ...(order && !(orders.has('dmy') && orders.has('mdy')) ? { order } : {}),
  }
}

const POINT_LAST = /^[+-]?\d{1,3}(,\d{3})*\.\d+$/
const COMMA_LAST = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$/
/** 1,234 means about one thousand in some countries and a little more than one in others. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2},\d{3}$/

/**
 * Returns the number that the text represents, or `ambiguous` if a comma could be a decimal or a thousands separator
 * and the notation does not determine which.
 */
export function parseTypedNumber(text: string, { decimal }: Notation): number | 'ambiguous' | undefined {
  const plain = text
    .trim()
    .replace('−', '-')
    .replace(/[\s'’]/g, '')
  if (plain === '') return undefined
  if (AMBIGUOUS.test(plain)) {
    if (decimal === undefined) return 'ambiguous'
    return Number(plain.replace(',', decimal === ',' ? '.' : ''))
  }
  const pointed = COMMA_LAST.test(plain)
    ? plain.replaceAll('.', '').replace(',', '.')
    : POINT_LAST.test(plain)
      ? plain.replaceAll(',', '')
      : plain
  const number = Number(pointed)
  return Number.isFinite(number) ? number : undefined
}

/**
 * In dates with periods, the day comes first in every country; in dates with slashes, the order depends on the country.
 */
const POINTS = /^\d{1,2}\.\d{1,2}\.\d{4}/

/** Converts text to a date with the year first; undefined if the text is not a date. */
export function parseTypedDate(text: string, { order }: Notation): string | undefined {
  const typed = text.trim()
  if (plainMoment(typed)) return typed
  const by = POINTS.test(typed) ? 'dmy' : order
  const time = by && parseDate(typed, by)
  return time === undefined ? undefined : timeText(time)
}

/**
 * Converts the numbers and dates of a condition to the standard notation. A value that does not fit its column stays
 * unchanged, and the condition check reports it.
 */
export function normalizeCondition(
  condition: Condition,
  columns: readonly ColumnSchema[],
  written: Notation,
): Condition {
  const inner = (part: Condition) => normalizeCondition(part, columns, written)
  if ('not' in condition) return { not: inner(condition.not) }
  if ('all' in condition) return { all: condition.all.map(inner) }
  if ('any' in condition) return { any: condition.any.map(inner) }
  const { value } = condition
  const type = columns.find(({ name }) => name === condition.column)?.type
  if (value === undefined || (type !== 'number' && type !== 'time')) return condition
  const plain = (one: string | number): string | number => {
    if (typeof one === 'number') return one
    const parsed = type === 'number' ? parseTypedNumber(one, written) : parseTypedDate(one, written)
    return parsed === undefined || parsed === 'ambiguous' ? one : parsed
  }
  return { ...condition, value: Array.isArray(value) ? value.map(plain) : plain(value as string | number) }
}
