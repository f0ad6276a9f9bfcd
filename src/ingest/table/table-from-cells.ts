/**
 * @file Tables of cells, as in a workbook: finds the table and its header, and pads all rows to the same number of
 * cells.
 */
import { readFilesText } from '../../messages/en/data/read-files'
import { message } from '../../messages/message'
import type { ReadOptions } from '../../protocol/ingest-messages'
import { uniqueNames } from './column-names'
import { tableStart } from './find-table'
import { hasHeader } from './detect-dialect'
import type { TextTable } from './read-table'

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
