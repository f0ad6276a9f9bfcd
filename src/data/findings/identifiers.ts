/** @file Identifiers and dates among what a network is to predict from: they tell rows apart, not what they have in common. */
import { textAt } from '../columns'
import { isPlain, namesRows, sampleOf } from './column-values'
import { defineFinding, type Finding, finding, type ViewedColumn } from './finding'
import type { Remedy } from './remedy'

/** Texts looked at to tell dates. */
const LOOKED = 2000
const DATED = 0.95
const DATE =
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[ -]?[A-Za-z]{3,9}[ -,]+\d{2,4})([T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[AP]M|[+-]\d{2}:?\d{2})?)?$/i

export const identifiers = defineFinding({
  codes: ['identifier-feature', 'date-feature'],
  *find({ dataset, features, target }) {
    const { rows, kind } = dataset.schema
    const found: Finding[] = []
    // What a set has nothing else but is what it is about: a list of names.
    if (features.length < 2) return []
    for (const column of features) {
      yield
      const { name } = column.schema
      if (!isPlain(column.schema)) continue
      const remedies: Remedy[] = [
        { do: 'ignore', column: name },
        { do: 'drop', column: name },
      ]
      const rest = { severity: 'warn', columns: [name], remedies } as const
      if (isDate(column, rows)) {
        // A series is in time: there its dates say in which order.
        if (kind === 'series') continue
        found.push(
          finding(
            'date-feature',
            { column: name, target: target?.schema.name ?? '' },
            { ...rest, remedies: [...remedies, { do: 'split', by: 'time', column: name }] },
          ),
        )
      } else if (namesRows(column, rows)) found.push(finding('identifier-feature', { column: name, rows }, rest))
    }
    return found
  },
})

function isDate({ schema, values }: ViewedColumn, rows: number): boolean {
  if (values.type === 'time') return true
  if (values.type === 'number') return isDayNumber(values.values) || isSeconds(schema.name, values.values)
  const some = sampleOf(rows, LOOKED) ?? Uint32Array.from({ length: rows }, (_, row) => row)
  const texts =
    values.type === 'text'
      ? Array.from(some, (row) => textAt(values, row))
      : schema.type === 'category' && schema.values.length > 2
        ? schema.values
        : []
  const filled = texts.filter((text) => text !== '')
  return filled.length > 0 && filled.filter((text) => DATE.test(text.trim())).length >= DATED * filled.length
}

/** 20240131: a year, a month and a day in one number. */
function isDayNumber(values: Float32Array | Float64Array): boolean {
  let known = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    known++
    const [month, day] = [Math.floor(value / 100) % 100, value % 100]
    if (!Number.isInteger(value) || value < 19_000_101 || value > 21_001_231) return false
    if (month < 1 || month > 12 || day < 1 || day > 31) return false
  }
  return known >= 2
}

/** Seconds or milliseconds since 1970 between 1990 and 2100, in a column called so. */
function isSeconds(name: string, values: Float32Array | Float64Array): boolean {
  if (!/time|date|stamp|created|updated/i.test(name)) return false
  const known = values.filter((value) => !Number.isNaN(value))
  const within = (from: number, to: number) => known.length > 1 && known.every((value) => value >= from && value <= to)
  return within(631_152_000, 4_102_444_800) || within(631_152_000_000, 4_102_444_800_000)
}
