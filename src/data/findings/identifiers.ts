/**
 * @file Identifiers and dates among the features: these columns distinguish rows but do not help to predict new rows.
 */
import { textAt } from '../column-operations'
import { isIdentifier, isScalarColumn, sampleRows } from './column-values'
import { type ColumnData, defineFinding, type Finding, finding, type Remedy } from './finding'

/** The maximum number of text values that are checked for dates. */
const MAX_CHECKED = 2000
const MIN_DATE_SHARE = 0.95
const DATE_PATTERN =
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}[ -]?[A-Za-z]{3,9}[ -,]+\d{2,4})([T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[AP]M|[+-]\d{2}:?\d{2})?)?$/i

export const identifiers = defineFinding({
  codes: ['identifier-feature', 'date-feature'],
  *find({ dataset, features, target }) {
    const { rows, kind } = dataset.schema
    const findings: Finding[] = []
    // In a dataset without other columns, such as a list of names, the network learns from this column.
    if (features.length < 2) return []
    for (const column of features) {
      yield
      const { name } = column.schema
      if (!isScalarColumn(column.schema)) continue
      const remedies: Remedy[] = [
        { do: 'ignore', column: name },
        { do: 'drop', column: name },
      ]
      const rest = { severity: 'warn', columns: [name], remedies } as const
      if (isDate(column, rows)) {
        // A time series needs its dates to order the rows.
        if (kind === 'series') continue
        findings.push(
          finding(
            'date-feature',
            { column: name, target: target?.schema.name ?? '' },
            { ...rest, remedies: [...remedies, { do: 'split', by: 'time', column: name }] },
          ),
        )
      } else if (isIdentifier(column, rows)) findings.push(finding('identifier-feature', { column: name, rows }, rest))
    }
    return findings
  },
})

/** Whether a column holds dates, as times, as text, or as numbers. */
export function isDate({ schema, values }: ColumnData, rows: number): boolean {
  if (values.type === 'time') return true
  if (values.type === 'number') return isDayNumber(values.values) || isSeconds(schema.name, values.values)
  const some = sampleRows(rows, MAX_CHECKED) ?? Uint32Array.from({ length: rows }, (_, row) => row)
  const texts =
    values.type === 'text'
      ? Array.from(some, (row) => textAt(values, row))
      : schema.type === 'category' && schema.values.length > 2
        ? schema.values
        : []
  const filled = texts.filter((text) => text !== '')
  return (
    filled.length > 0 &&
    filled.filter((text) => DATE_PATTERN.test(text.trim())).length >= MIN_DATE_SHARE * filled.length
  )
}

/** Whether the numbers encode a year, a month and a day, such as 20240131. */
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

/**
 * Whether a column's name refers to time and its values are timestamps between 1990 and 2100, in seconds or
 * milliseconds since 1970.
 */
function isSeconds(name: string, values: Float32Array | Float64Array): boolean {
  if (!/time|date|stamp|created|updated/i.test(name)) return false
  const known = values.filter((value) => !Number.isNaN(value))
  const within = (from: number, to: number) => known.length > 1 && known.every((value) => value >= from && value <= to)
  return within(631_152_000, 4_102_444_800) || within(631_152_000_000, 4_102_444_800_000)
}
