/**
 * @file Lines: where in a file a row stands, as an editor counts: from 1, with the header, blank lines and the lines within quoted
 * cells. Whatever tells a person of a row of text asks here; a sheet or a Parquet file has row numbers of its own.
 */

/** What counts the rows of a file: its lines, or the numbers beside its rows. */
export type Counted = 'line' | 'row'

/** Ends of lines in a text. */
export function lineEnds(text: string, newline: string): number {
  const end = newline === '\r' ? '\r' : '\n'
  let count = 0
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) count++
  return count
}

/** The line at which each of these rows begins, where the first begins at `from`. Counted when asked: most rows are never told of. */
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
  return (wanted) => {
    const ahead = rows.indexOf(wanted, next)
    if (ahead < 0) [next, line] = [0, from]
    const place = ahead < 0 ? rows.indexOf(wanted) : ahead
    while (next < place) passOver(rows[next] as Row)
    return line
  }
}
