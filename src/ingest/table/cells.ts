/** @file Tables whose rows come as cells already parted, as from a workbook: the table and its header are found, and every row has as many cells. */
import { readFilesText } from '../../messages/en/data/read-files'
import { message } from '../../messages/message'
import type { ReadOptions } from '../../protocol/ingest-messages'
import { namesOf } from './names'
import { tableStart } from './sheet'
import { hasHeader } from './sniff'
import type { TextTable } from './table'

export interface CellsTable {
  readonly file: string
  /** In words, without what is said of the header. */
  readonly about: string
  /** From the first row of the sheet; blank ones too. */
  readonly rows: readonly (readonly string[])[]
  readonly options: ReadOptions
  readonly found: Pick<ReadOptions, 'format' | 'part'>
  readonly parts: readonly string[]
  readonly bytes: number
}

const SHOWN_TITLE = 80

/** The table of these cells. */
export function tableOfCells({ file, about, rows, options, found, parts, bytes }: CellsTable): TextTable {
  const begins = options.firstRow === undefined ? tableStart(rows) : Math.min(options.firstRow, rows.length) - 1
  const filled = rows.flatMap((cells, i) => (i >= begins && isFilled(cells) ? [{ cells, at: i + 1 }] : []))
  const width = filled.reduce((most, { cells }) => Math.max(most, lastFilled(cells)), 0)
  const header = options.header ?? hasHeader(filled.slice(0, 200).map(({ cells }) => padded(cells, width)))
  const { names, notes } = namesOf(header ? padded(filled[0]?.cells ?? [], width) : Array<string>(width).fill(''))
  const body = header ? filled.slice(1) : filled
  const titles = rows.slice(0, begins).filter(isFilled)
  const title = titles.flat().find((cell) => cell.trim() !== '') ?? ''
  const above = { file, rows: titles.length, at: begins + 1, title: title.trim().slice(0, SHOWN_TITLE) }
  return {
    ...{ file, names, parts, decimal: '.' },
    about: header ? about : readFilesText.about.noHeader({ about }),
    options: { ...found, header, firstRow: begins + 1 },
    notes: [...(titles.length > 0 ? [message('ingest-titles', above)] : []), ...(header ? notes : [])],
    by: 'row',
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
