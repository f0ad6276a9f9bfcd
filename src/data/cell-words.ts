/** @file Cell words: a value of a set as text: a number as it was written, a time as its date. What tables show and exports write. */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { isMissing, perRow, textAt } from './columns'
import { rowOf } from './paged'

/** Digits that every float32 can give back, and those that tell any two apart. */
const SURE_DIGITS = 6
const MOST_DIGITS = 9

/** A number that was kept as float32 as it was written: the fewest digits that give the same float32, so 0.1 and not 0.10000000149. */
export function writtenSingle(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) <= 2 ** 24) return String(value)
  for (let digits = SURE_DIGITS; digits < MOST_DIGITS; digits++) {
    const shorter = Number(value.toPrecision(digits))
    if (Math.fround(shorter) === value) return String(shorter)
  }
  return String(Number(value.toPrecision(MOST_DIGITS)))
}

/** A moment in UTC: its day, with hours and minutes where it is not midnight, and finer where it has them. */
export function timeWords(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return String(ms)
  const [day = '', time = ''] = date.toISOString().slice(0, -1).split('T')
  if (time === '00:00:00.000') return day
  if (!time.endsWith('.000')) return `${day} ${time}`
  return `${day} ${time.endsWith(':00.000') ? time.slice(0, 5) : time.slice(0, 8)}`
}

/** A cell as text, whole; undefined where it is missing. A picture is told by its size. */
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
      return timeWords(column.values[row] as number)
    case 'image':
      return schema.type === 'image' ? `${schema.height}×${schema.width}` : undefined
    case 'array': {
      return Array.from(rowOf(column, perRow(schema), row), writtenSingle).join(', ')
    }
    default:
      return column satisfies never
  }
}

/** A number of a column, as it was written. */
export function numberText(values: Float32Array | Float64Array, row: number): string {
  const value = values[row] as number
  return values instanceof Float32Array ? writtenSingle(value) : String(value)
}
