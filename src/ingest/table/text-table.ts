/**
 * @file Text tables: a source of rows of text cells, and the positions of its rows, counted as in a text editor: from
 * 1, including the header, blank lines and line breaks in quoted cells. All messages about rows of text files use line
 * numbers; sheets and Parquet files use row numbers instead.
 */
import type { Message } from '../../messages/message'
import type { ReadOptions } from '../../protocol/ingest-messages'
import type { Decimal } from './parse-number'

/** The unit in which row positions are counted: lines of text, or row numbers. */
export type PositionUnit = 'line' | 'row'

/** The number of line endings in a string. */
export function lineEnds(text: string, newline: string): number {
  const end = newline === '\r' ? '\r' : '\n'
  let count = 0
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) count++
  return count
}

/**
 * Returns the line on which each of these rows starts; the first row starts on line `from`. Computed on request, since
 * most rows are never reported.
 */
export function linesOf<Row extends readonly string[]>(
  rows: readonly Row[],
  from: number,
  newline: string,
): (row: Row) => number {
  let [next, line] = [0, from]
  const passOver = (row: Row) => {
    line += 1
    for (const cell of row) if (cell.length > 0) line += lineEnds(cell, newline)
    next++
  }
  return (target) => {
    const ahead = rows.indexOf(target, next)
    if (ahead < 0) [next, line] = [0, from]
    const position = ahead < 0 ? rows.indexOf(target) : ahead
    while (next < position) passOver(rows[next] as Row)
    return line
  }
}

/** A source of rows of text cells, as provided by a format. */
export interface TextTable {
  readonly file: string
  /** A description for the user, such as "CSV, separated by semicolons, Latin-1". */
  readonly about: string
  /** The unique column names. */
  readonly names: readonly string[]
  /**
   * What the file declares about each column: `words` for text, even if only digits, or `narrow` for float32 numbers.
   */
  readonly hints?: readonly ('words' | 'narrow' | undefined)[]
  readonly decimal: Decimal
  /** The options that the format detected, not including those that this module detects. */
  readonly options: ReadOptions
  readonly parts: readonly string[]
  readonly notes: readonly Message[]
  /** The unit in which row positions are reported. */
  readonly positionUnit: PositionUnit
  /** Notes that are known only after all rows have been read. */
  readonly notesAfter?: () => readonly Message[]
  /** If the file cannot be read to its end, returns the reason; in that case, the rows read so far are incomplete. */
  readonly fault?: () => Message | undefined
  /** Yields all rows from the beginning; an empty cell is missing. */
  rows(): AsyncGenerator<TextRows>
}

export interface TextRows {
  readonly rows: readonly (readonly string[])[]
  /** Returns the position in the file of row `i` of this block. */
  lineAt(i: number): number
  /** The number of file bytes read so far. */
  readonly bytes: number
}
