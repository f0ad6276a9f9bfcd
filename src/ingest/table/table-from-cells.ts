/**
 * @file Tables of cells, as in a workbook: finds the table and its header, and pads all rows to the same number of
 * cells.
 */
import { readFilesText } from '../../messages/en/data/read-files'
import { message } from '../../messages/message'
import type { ReadOptions } from '../../protocol/ingest-messages'
import { uniqueNames } from './column-names'
import { hasHeader, isValue } from './detect-dialect'
import type { TextTable } from './text-table'

export interface CellsTable {
  readonly file: string
  /** A description for the user that does not mention the header. */
  readonly about: string
  /** All rows of the sheet from its first row, including blank rows. */
  readonly rows: readonly (readonly string[])[]
  readonly options: ReadOptions
  readonly detected: Pick<ReadOptions, 'format' | 'part'>
  readonly parts: readonly string[]
  readonly bytes: number
}

const SHOWN_TITLE = 80

/** Converts the cells of a sheet to a table. */
export function tableFromCells({ file, about, rows, options, detected, parts, bytes }: CellsTable): TextTable {
  const start = options.firstRow === undefined ? tableStart(rows) : Math.min(options.firstRow, rows.length) - 1
  const filled = rows.flatMap((cells, i) => (i >= start && isFilled(cells) ? [{ cells, at: i + 1 }] : []))
  const width = filled.reduce((max, { cells }) => Math.max(max, lastFilled(cells)), 0)
  const header = options.header ?? hasHeader(filled.slice(0, 200).map(({ cells }) => padded(cells, width)))
  const { names, notes } = uniqueNames(header ? padded(filled[0]?.cells ?? [], width) : Array<string>(width).fill(''))
  const body = header ? filled.slice(1) : filled
  const titles = rows.slice(0, start).filter(isFilled)
  const title = titles.flat().find((cell) => cell.trim() !== '') ?? ''
  const above = { file, rows: titles.length, at: start + 1, title: title.trim().slice(0, SHOWN_TITLE) }
  return {
    ...{ file, names, parts, decimal: '.' },
    about: header ? about : readFilesText.about.noHeader({ about }),
    options: { ...detected, header, firstRow: start + 1 },
    notes: [...(titles.length > 0 ? [message('ingest-titles', above)] : []), ...(header ? notes : [])],
    positionUnit: 'row',
    async *rows() {
      const STRETCH = 5000
      for (let at = 0; at < body.length; at += STRETCH) {
        const part = body.slice(at, at + STRETCH)
        yield {
          rows: part.map(({ cells }) => padded(cells, width)),
          lineAt: (i) => (part[i] as { readonly at: number }).at,
          bytes: Math.round((bytes * Math.min(body.length, at + STRETCH)) / body.length),
        }
      }
    },
  }
}

function isFilled(row: readonly string[]): boolean {
  return row.some((cell) => cell.trim() !== '')
}

function lastFilled(row: readonly string[]): number {
  return row.findLastIndex((cell) => cell.trim() !== '') + 1
}

function padded(row: readonly string[], width: number): readonly string[] {
  return Array.from({ length: width }, (_, i) => row[i] ?? '')
}

type Cells = readonly (readonly string[])[]

/** The maximum number of title rows above a table. */
const MAX_TITLES = 20
/** The maximum number of rows to examine. */
const MAX_EXAMINED = 500

/**
 * Returns the index of the first row of the table. Title rows above the table fill less than half as many cells as the
 * rows of the table.
 */
function tableStart(rows: Cells): number {
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
