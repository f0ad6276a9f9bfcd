/** @file Tables whose rows come as cells already parted, as from a workbook: the header is found, and every row has as many cells. */
import type { ReadOptions } from '../../protocol/ingest-messages'
import { namesOf } from './names'
import { hasHeader } from './sniff'
import type { TextTable } from './table'

export interface CellsTable {
  readonly file: string
  /** In words, without what is said of the header. */
  readonly about: string
  readonly rows: readonly (readonly string[])[]
  readonly options: ReadOptions
  readonly found: Pick<ReadOptions, 'format' | 'part'>
  readonly parts: readonly string[]
  readonly bytes: number
}

/** The table of these cells. */
export function tableOfCells({ file, about, rows, options, found, parts, bytes }: CellsTable): TextTable {
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''))
  const width = filled.reduce((most, row) => Math.max(most, lastFilled(row)), 0)
  const header = options.header ?? hasHeader(filled.slice(0, 200).map((row) => padded(row, width)))
  const { names, notes } = namesOf(header ? padded(filled[0] ?? [], width) : Array<string>(width).fill(''))
  const body = header ? filled.slice(1) : filled
  return {
    ...{ file, names, parts, decimal: '.' },
    about: header ? about : `${about}, no header`,
    options: { ...found, header },
    notes: header ? notes : [],
    async *rows() {
      const STRETCH = 5000
      for (let at = 0; at < body.length; at += STRETCH) {
        const part = body.slice(at, at + STRETCH).map((row) => padded(row, width))
        yield { rows: part, bytes: Math.round((bytes * Math.min(body.length, at + STRETCH)) / body.length) }
      }
    },
  }
}

function lastFilled(row: readonly string[]): number {
  return row.findLastIndex((cell) => cell.trim() !== '') + 1
}

function padded(row: readonly string[], width: number): readonly string[] {
  return Array.from({ length: width }, (_, i) => row[i] ?? '')
}
