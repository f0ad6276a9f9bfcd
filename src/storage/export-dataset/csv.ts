/**
 * @file CSV as specified in RFC 4180, in UTF-8. Strings that spreadsheets would run as formulas get an apostrophe, as
 * OWASP recommends; numbers stay unchanged in any column. An array becomes one column per number.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { cellText, float32Text } from '../../data/cell-text'
import { perRow } from '../../data/column-operations'
import type { Dataset } from '../../data/dataset'
import { rowOf } from '../../data/paged-columns'
import type { Rest, Sink } from './sink'

const ROWS_A_PART = 5000

/** Writes a header line and all rows; missing values become empty cells. */
export async function toCsv({ schema, columns }: Dataset, sink: Sink, rest: Rest): Promise<void> {
  const cells = schema.columns.flatMap((of, i) => cellsOf(of, columns[i] as Column))
  const encoder = new TextEncoder()
  sink.write(encoder.encode(lineOf(cells.map(({ name }) => csvText(name)))))
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
    // The cells of a row are read in sequence, so cache the values of the last row.
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
    const values = of.values.map(csvText)
    return [{ name, at: (row) => values[column.codes[row] as number] ?? '' }]
  }
  return [{ name, at: (row) => csvText(cellText(of, column, row) ?? '') }]
}

/** Matches the beginning of a cell that spreadsheets may run as a formula; in some languages also full-width characters. */
const RUNS = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
/**
 * Matches a number with a sign, or only a sign: such cells are safe, and other programs would treat an apostrophe as
 * part of the value.
 */
const PLAIN_NUMBER = /^[+-](?:(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?)?$/i
/** The importer removes an apostrophe from strings like these. */
const LOOKS_DEFUSED = /^'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

/**
 * Writes a string as a cell: escaped so that it is not run as a formula, and quoted if needed. In many languages,
 * spreadsheets also begin a new cell after a semicolon, so each part between semicolons is escaped.
 */
export function csvText(text: string): string {
  const safe = text.includes(';') ? text.split(';').map(defused).join(';') : defused(text)
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A string that already looks escaped gets one more apostrophe, because the importer removes one. */
function defused(text: string): string {
  const runs = RUNS.test(text) && !PLAIN_NUMBER.test(text)
  return runs || LOOKS_DEFUSED.test(text) ? `'${text}` : text
}

/** Quotes a single empty cell, because readers would skip an empty line. */
function lineOf(cells: readonly string[]): string {
  return `${cells.length === 1 && cells[0] === '' ? '""' : cells.join(',')}\r\n`
}
