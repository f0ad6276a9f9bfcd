/**
 * @file Finds columns of the wrong type: text columns whose values are mostly numbers, because a few typos are enough to
 * make a column text, and a number column with two values as the target, which are most likely classes.
 */
import { textAt } from '../column-operations'
import { parsePlainNumber } from '../edit-steps/change-type'
import { sampleRows } from './column-values'
import { type ColumnData, defineFinding, type Finding, finding } from './finding'

/** The minimum share of values that are numbers, in a column that is meant to have numbers. */
const MIN_NUMBERS = 0.8
/** The maximum share of numbers with a leading zero, such as 007, or with too many digits; more are identifiers. */
const MAX_IDENTIFIERS = 0.01
/** The number of rows that are checked first, because most text columns contain no numbers at all. */
const CHECKED_FIRST = 2000
/** A float64 number holds at most this many digits exactly. */
const MAX_DIGITS = 15

export const columnTypes = defineFinding({
  codes: ['numbers-as-text', 'classes-as-numbers'],
  *find({ dataset, columns, target }) {
    const { rows } = dataset.schema
    const findings: Finding[] = twoValues(target)
    for (const column of columns) {
      if (column.schema.type !== 'text') continue
      const first = sampleRows(rows, CHECKED_FIRST)
      if (first && !isMostlyNumbers(countNumbers(column, first))) continue
      yield
      const counts = countNumbers(
        column,
        Array.from({ length: rows }, (_, row) => row),
      )
      yield
      // A network can write numbers as text, such as the sums of an addition.
      if (!isMostlyNumbers(counts) || (column === target && counts.others.length === 0)) continue
      const { name } = column.schema
      const { values, others } = counts
      const [example] = others
      const text = example === undefined ? {} : { example: cellTextOf(column, example) }
      findings.push(
        finding(
          'numbers-as-text',
          { column: name, numbers: values - others.length, values, ...text },
          { severity: 'warn', columns: [name], rows: others, remedies: [{ do: 'toNumber', column: name }] },
        ),
      )
    }
    return findings
  },
})

function twoValues(target: ColumnData | undefined): Finding[] {
  if (target?.values.type !== 'number') return []
  const seen = new Set<number>()
  for (const value of target.values.values) {
    if (!Number.isNaN(value)) seen.add(value)
    if (seen.size > 2) return []
  }
  const [low, high] = [...seen].sort((a, b) => a - b)
  if (low === undefined || high === undefined || !Number.isInteger(low) || !Number.isInteger(high)) return []
  const { name } = target.schema
  const rest = { severity: 'warn', columns: [name], remedies: [{ do: 'toCategory', column: name }] } as const
  return [finding('classes-as-numbers', { column: name, low, high }, rest)]
}

interface NumberCounts {
  /** The number of values that are not missing. */
  readonly values: number
  readonly identifiers: number
  /** The rows whose values are not numbers. */
  readonly others: readonly number[]
}

function countNumbers(column: ColumnData, rows: ArrayLike<number>): NumberCounts {
  let values = 0
  let identifiers = 0
  const others: number[] = []
  for (let i = 0; i < rows.length; i++) {
    const text = cellTextOf(column, rows[i] as number)
    if (text === '') continue
    values++
    if (parsePlainNumber(text) === undefined) others.push(rows[i] as number)
    else if (/^[+-]?0\d/.test(text) || text.replace(/\D/g, '').length > MAX_DIGITS) identifiers++
  }
  return { values, identifiers, others }
}

function isMostlyNumbers({ values, identifiers, others }: NumberCounts): boolean {
  const numbers = values - others.length
  return values > 0 && numbers >= MIN_NUMBERS * values && identifiers <= MAX_IDENTIFIERS * numbers
}

function cellTextOf({ values }: ColumnData, row: number): string {
  return values.type === 'text' ? textAt(values, row).trim() : ''
}
