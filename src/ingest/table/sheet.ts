/** @file Sheets: where on a sheet the table begins, below its titles, and how much of a table a sheet is. */
import { hasHeader, isValue } from './sniff'

type Cells = readonly (readonly string[])[]

/** Titles above a table are few. */
const MOST_TITLES = 20
/** So many rows tell what a sheet is. */
const LOOKED_AT = 500

/** The place of the first row of the table: the titles above it fill less than half of the cells that its rows do. */
export function tableStart(rows: Cells): number {
  const counts = rows.slice(0, LOOKED_AT).map(filledIn)
  const start = counts.findIndex((filled) => filled > 0)
  if (start < 0) return 0
  const usual = median(counts.filter((filled) => filled > 0))
  const below = counts.findIndex((filled) => filled * 2 > usual)
  const titles = counts.slice(start, below).filter((filled) => filled > 0).length
  // It is clear only where what comes below them names the columns: a first name may be left out of two.
  const clear = titles > 0 && titles <= MOST_TITLES && usual > 1 && hasHeader(rows.slice(below, below + 200))
  return clear ? below : start
}

/** Columns with the same kind of value all the way down, by the rows they have: words count half, for titles and notes are words. */
export function tableSize(rows: Cells): number {
  const body = rows.slice(tableStart(rows) + 1)
  const looked = body.slice(0, LOOKED_AT)
  const width = looked.reduce((most, row) => Math.max(most, row.length), 0)
  let columns = 0
  for (let i = 0; i < width; i++) {
    const cells = looked.flatMap((row) => (row[i]?.trim() ? [row[i]?.trim() as string] : []))
    if (cells.length * 2 < looked.length) continue
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
