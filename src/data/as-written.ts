/**
 * @file As written: numbers and dates as the files of a set write them, for what a person types about it. A condition becomes plain by
 * this: a point in numbers, dates with the year first. What reads in one way only is understood of any set: 180,5 and 01.06.2022.
 */
import type { ColumnSchema } from '../catalog/dataset-schema'
import { timeWords } from './cell-words'
import type { Condition } from './condition'
import { momentOf as plainMoment } from './condition-time'
import { toTime } from './written-times'

/** How the files of a set write; what is not known is absent. */
export interface Written {
  readonly decimal?: '.' | ','
  readonly order?: 'dmy' | 'mdy'
}

/** What the options say by which a set's files were read: its decimal mark, and the order of dates where it is one for all. */
export function writtenOf(read: Readonly<Record<string, unknown>> | undefined): Written {
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
/** 1,234 is one thousand to one and a little more than one to another. */
const EITHER = /^[+-]?[1-9]\d{0,2},\d{3}$/

/** The number a text means; `either` where it is one way with a decimal comma, another with commas between thousands, and no file tells. */
export function writtenNumber(text: string, { decimal }: Written): number | 'either' | undefined {
  const plain = text
    .trim()
    .replace('−', '-')
    .replace(/[\s'’]/g, '')
  if (plain === '') return undefined
  if (EITHER.test(plain)) {
    if (decimal === undefined) return 'either'
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

/** With points the day comes first in every country; with slashes it does not. */
const POINTS = /^\d{1,2}\.\d{1,2}\.\d{4}/

/** The date a text means, with the year first, or undefined. */
export function writtenTime(text: string, { order }: Written): string | undefined {
  const typed = text.trim()
  if (plainMoment(typed)) return typed
  const by = POINTS.test(typed) ? 'dmy' : order
  const time = by && toTime(typed, by)
  return time === undefined ? undefined : timeWords(time)
}

/** The condition with its numbers and dates as conditions have them; what does not fit its column stays, and is told of by its check. */
export function plainCondition(condition: Condition, columns: readonly ColumnSchema[], written: Written): Condition {
  const inner = (part: Condition) => plainCondition(part, columns, written)
  if ('not' in condition) return { not: inner(condition.not) }
  if ('all' in condition) return { all: condition.all.map(inner) }
  if ('any' in condition) return { any: condition.any.map(inner) }
  const { value } = condition
  const type = columns.find(({ name }) => name === condition.column)?.type
  if (value === undefined || (type !== 'number' && type !== 'time')) return condition
  const plain = (one: string | number): string | number => {
    if (typeof one === 'number') return one
    const meant = type === 'number' ? writtenNumber(one, written) : writtenTime(one, written)
    return meant === undefined || meant === 'either' ? one : meant
  }
  return { ...condition, value: Array.isArray(value) ? value.map(plain) : plain(value as string | number) }
}
