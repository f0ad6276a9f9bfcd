/**
 * @file Cell text: formats a dataset value as text for tables and exports. Numbers appear as they were originally
 * written, and times as dates.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { isMissing, perRow, textAt } from './column-operations'
import { rowOf } from './paged-columns'

/**
 * Every decimal number with six digits survives conversion to float32 and back; nine digits distinguish any two float32
 * numbers.
 */
const EXACT_DIGITS = 6
const MAX_DIGITS = 9

/**
 * Formats a float32 number with the fewest digits that still parse to the same float32 value: 0.1 instead of
 * 0.10000000149.
 */
export function float32Text(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 24) return String(value)
  for (let digits = EXACT_DIGITS; digits < MAX_DIGITS; digits++) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return String(shorter)
  }
  return String(Number(value.toPrecision(MAX_DIGITS)))
}

/**
 * Formats a time in UTC: always the date, then hours and minutes unless the time is midnight, then seconds and
 * milliseconds if they are not zero.
 */
export function timeText(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return String(ms)
  const [day = '', time = ''] = date.toISOString().slice(0, -1).split('T')
  if (time === '00:00:00.000') return day
  if (!time.endsWith('.000')) return `${day} ${time}`
  return `${day} ${time.endsWith(':00.000') ? time.slice(0, 5) : time.slice(0, 8)}`
}

/** Returns the full text of a cell, or undefined if the value is missing. For an image, the text is the image size. */
export function cellText(schema: ColumnSchema, column: Column, row: number): string | undefined {
  if (isMissing(column, schema, row)) return undefined
  switch (column.type) {
    case 'number':
      return numberText(column.values, row)
    case 'category':
      return schema.type === 'category' ? schema.values[column.codes[row] as number] : undefined
    case 'text':
      return textAt(column, row)
    case 'time':
      return timeText(column.values[row] as number)
    case 'image':
      return schema.type === 'image' ? `${schema.height}×${schema.width}` : undefined
    case 'array': {
      return Array.from(rowOf(column, perRow(schema), row), float32Text).join(', ')
    }
    default:
      return column satisfies never
  }
}

/** Formats a number from a column as it was originally written. */
export function numberText(values: Float32Array | Float64Array, row: number): string {
  const value = values[row] as number
  return values instanceof Float32Array ? float32Text(value) : String(value)
}
