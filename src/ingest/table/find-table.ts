/** @file Sheets: finds the table below the title rows of a sheet, and measures how much a sheet looks like a table. */
import { hasHeader, isValue } from './detect-dialect'

type Cells = readonly (readonly string[])[]

/** The maximum number of title rows above a table. */
const MAX_TITLES = 20
/** The maximum number of rows to examine. */
const MAX_EXAMINED = 500

/**
 * Returns the index of the first row of the table. Title rows above the table fill less than half as many cells as the
 * rows of the table.
 */
export function tableStart(rows: Cells): number {
  const counts = rows.slice(0, MAX_EXAMINED).map(filledIn)
  const start = counts.findIndex((filled) => filled > 0)
  if (start < 0) return 0
  const typical = median(counts.filter((filled) => filled > 0))
  const below = counts.findIndex((filled) => filled * 2 > typical)
  const titles = counts.slice(start, below).filter((filled) => filled > 0).length
  // Title rows are recognized only if a header follows them; the first name in the header may be empty.
  const clear = titles > 0 && titles <= MAX_TITLES && typical > 1 && hasHeader(rows.slice(below, below + 200))
  return clear ? below : start
}

/**
 * Returns the number of columns whose values are all of the same kind, times the number of rows. Columns of words count
 * half, since titles and notes consist of words.
 */
export function tableSize(rows: Cells): number {
  const body = rows.slice(tableStart(rows) + 1)
  const examined = body.slice(0, MAX_EXAMINED)
  const width = examined.reduce((max, row) => Math.max(max, row.length), 0)
  let columns = 0
  for (let i = 0; i < width; i++) {
    const cells = examined.flatMap((row) => (row[i]?.trim() ? [row[i]?.trim() as string] : []))
    if (cells.length * 2 < examined.length) continue
    const values = cells.filter(isValue).length
    columns += values >= cells.length * 0.9 ? 1 : values <= cells.length * 0.1 ? 0.5 : 0
  }
  return columns * body.length
}

function filledIn(row: readonly string[]): number {
  return row.reduce((sum, cell) => sum + (cell.trim() === '' ? 0 : 1), 0)
}

function median(counts: readonly number[]): number {
  return [...counts].sort((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
}
