/**
 * @file Line numbers: the position of a row in a file, counted as in a text editor: from 1, including the header, blank
 * lines and line breaks in quoted cells. All messages about rows of text files use line numbers; sheets and Parquet
 * files use row numbers instead.
 */

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
