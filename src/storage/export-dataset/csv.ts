/**
 * @file CSV after RFC 4180, UTF-8. Texts that spreadsheets would run as formulas are defused with an apostrophe, as OWASP has it; what
 * is a number stays as it is, in whatever column. Arrays take a column a number.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { cellText, float32Text } from '../../data/cell-text'
import { perRow } from '../../data/columns'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import type { Rest } from './progress'
import type { Sink } from './sink'

const ROWS_A_PART = 5000

/** All rows under a line of names; missing values are empty. */
export async function toCsv({ schema, columns }: Dataset, sink: Sink, rest: Rest): Promise<void> {
  const cells = schema.columns.flatMap((of, i) => cellsOf(of, columns[i] as Column))
  const encoder = new TextEncoder()
  sink.write(encoder.encode(lineOf(cells.map(({ name }) => written(name)))))
  for (let from = 0; from < schema.rows; from += ROWS_A_PART) {
    let text = ''
    for (let row = from; row < Math.min(schema.rows, from + ROWS_A_PART); row++)
      text += lineOf(cells.map(({ at }) => at(row)))
    sink.write(encoder.encode(text))
    await rest(Math.min(1, (from + ROWS_A_PART) / schema.rows))
  }
}

interface Cells {
  readonly name: string
  at(row: number): string
}

function cellsOf(of: ColumnSchema, column: Column): readonly Cells[] {
  const { name } = of
  if (column.type === 'array') {
    const size = perRow(of)
    // Its cells are asked one after the other.
    let [known, values] = [-1, new Float32Array(0)]
    const at = (i: number) => (row: number) => {
      if (row !== known) [known, values] = [row, rowOf(column, size, row)]
      const value = values[i] as number
      return Number.isNaN(value) ? '' : float32Text(value)
    }
    return Array.from({ length: size }, (_, i) => ({ name: `${name}_${i}`, at: at(i) }))
  }
  if (column.type === 'number' || column.type === 'time')
    return [{ name, at: (row) => cellText(of, column, row) ?? '' }]
  if (of.type === 'category' && column.type === 'category') {
    const values = of.values.map(written)
    return [{ name, at: (row) => values[column.codes[row] as number] ?? '' }]
  }
  return [{ name, at: (row) => written(cellText(of, column, row) ?? '') }]
}

/** What spreadsheets may run begins so. */
const RUNS = /^[=+\-@\t\r]/
/** A sign and a number, or a sign alone: nothing to run, and other programs would read an apostrophe before it as a letter of the value. */
const PLAIN_NUMBER = /^[+-](?:(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?)?$/i
/** The importer takes the apostrophe away from what begins so. */
const LOOKS_DEFUSED = /^'+[=+\-@\t\r]/

/** A text as a cell: defused, and in quotes where it must be. One that looks defused already gets one more, for the importer takes one away. */
export function written(text: string): string {
  const runs = RUNS.test(text) && !PLAIN_NUMBER.test(text)
  const safe = runs || LOOKS_DEFUSED.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of one empty cell would be no row to those who read it. */
function lineOf(cells: readonly string[]): string {
  return `${cells.length === 1 && cells[0] === '' ? '""' : cells.join(',')}\r\n`
}
