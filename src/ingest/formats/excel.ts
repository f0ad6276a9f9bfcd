/**
 * @file Excel: reads a sheet of a workbook. The sizes in the zip directory are checked before it is unpacked. Formulas
 * are not evaluated; their stored results are read.
 */
import { zipSync } from 'fflate'
import readWorkbook from 'read-excel-file/universal'
import { readFilesText } from '../../messages/en/data/read-files'
import { message, Refusal, refuse } from '../../messages/message'
import type { IngestFile, ReadOptions } from '../../protocol/ingest-messages'
import { unpack } from '../archive/open-archive'
import { openPagedFile } from '../archive/paged-file'
import { readDirectory } from '../archive/zip-directory'
import { defineFormat, extensionOf, type Job } from '../define-format'
import { LIMITS } from '../limits'
import { uniqueNames } from '../table/column-names'
import { hasHeader, isValue } from '../table/detect-dialect'
import { previewTable, readTable } from '../table/read-table'
import type { TextTable } from '../table/text-table'

/** The first bytes of a workbook in the Excel format used until 2003. */
const LEGACY_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0]

export const excel = defineFormat({
  id: 'excel',
  title: readFilesText.format.excel,
  extensions: ['xlsx', 'xlsm'],
  detect(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    const ending = extensionOf(first.path)
    if (LEGACY_SIGNATURE.every((byte, i) => head[i] === byte)) return 'bytes'
    return ending === 'xlsx' || ending === 'xlsm' ? 'bytes' : undefined
  },
  preview: async (job) => previewTable(await openSheet(job), job),
  async *read(job) {
    return yield* readTable(await openSheet(job), job)
  },
})

async function openSheet({ files, options }: Job): Promise<TextTable> {
  const [{ path, file }] = files as readonly [IngestFile]
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  if (LEGACY_SIGNATURE.every((byte, i) => head[i] === byte)) return refuse('ingest-old-excel', { file: path })
  const sheets = await sheetsOf(path, file)
  const parts = sheets.map(({ sheet }) => sheet)
  const chosen = options.part === undefined ? mainOf(sheets) : sheets.find(({ sheet }) => sheet === options.part)
  if (!chosen)
    return options.part === undefined
      ? refuse('ingest-empty', { file: path })
      : refuse('ingest-no-part', { file: path, part: options.part, parts })
  const rows = chosen.data
  const columns = rows.reduce((max, row) => Math.max(max, row.length), 0)
  if (columns > LIMITS.columns) return refuse('ingest-too-many-columns', { file: path, columns, limit: LIMITS.columns })
  return tableFromCells({
    ...{ file: path, rows, options, parts, bytes: file.size },
    about:
      parts.length > 1
        ? readFilesText.about.excelSheet({ sheet: chosen.sheet, sheets: parts.length })
        : readFilesText.about.excel,
    detected: { format: 'excel', part: chosen.sheet },
  })
}

/**
 * Returns the sheet that looks most like a table (ties go to the first sheet), so that cover sheets and empty sheets
 * are skipped.
 */
function mainOf(sheets: readonly Sheet[]): Sheet | undefined {
  let best: { readonly sheet: Sheet; readonly size: number } | undefined
  for (const sheet of sheets) {
    if (sheet.data.length === 0) continue
    const size = sheets.length === 1 ? 0 : tableSize(sheet.data)
    if (!best || size > best.size) best = { sheet, size }
  }
  return best?.sheet
}

interface Sheet {
  readonly sheet: string
  readonly data: readonly (readonly string[])[]
}

/** Caches the most recently read workbook, because it is read again after each correction in the import dialog. */
let latest: { readonly key: string; readonly sheets: Promise<readonly Sheet[]> } | undefined

function sheetsOf(path: string, file: Blob): Promise<readonly Sheet[]> {
  // The cache identifies a file by its modification date, because the worker receives a new object for the same file
  // each time; bytes passed by a script have no date.
  if (!(file instanceof File)) return readSheets(path, file)
  const key = `${file.size} ${file.lastModified} ${path}`
  if (latest?.key !== key) {
    const opened = { key, sheets: readSheets(path, file) }
    latest = opened
    opened.sheets.catch(() => {
      if (latest === opened) latest = undefined
    })
  }
  return latest.sheets
}

async function readSheets(path: string, file: Blob): Promise<readonly Sheet[]> {
  if (file.size > LIMITS.packedBytes)
    return refuse('ingest-too-large', { file: path, bytes: file.size, limit: LIMITS.packedBytes })
  const pages = openPagedFile(file)
  const entries = (await readDirectory(pages, path)).filter(({ name }) => /\.xml(\.rels)?$/.test(name))
  const bytes = entries.reduce((sum, { size }) => sum + size, 0)
  if (bytes > LIMITS.sheetBytes)
    return refuse('ingest-sheet-too-large', { file: path, bytes, limit: LIMITS.sheetBytes })
  try {
    // Unpack the files first, with a size limit and a checksum, and zip them again without compression. The library
    // would unpack a compressed workbook in workers that the page's security policy forbids.
    const files: Record<string, [Uint8Array, { level: 0 }]> = Object.create(null)
    for (const entry of entries) files[entry.name] = [await unpack(pages, entry, path), { level: 0 }]
    const sheets = await readWorkbook(zipSync(files).buffer as ArrayBuffer)
    return sheets.map(({ sheet, data }) => ({ sheet, data: data.map((row) => row.map(cellText)) }))
  } catch (error) {
    if (error instanceof Refusal) throw error
    const why = readFilesText.excelFault
    throw new Refusal(message('ingest-damaged', { file: path, format: readFilesText.readable.excel, why }))
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return dateText(cell)
  return String(cell)
}

/**
 * Formats a date as people write it, including the time if there is one. Returns an empty string if the date is not
 * valid.
 */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') && text.length === 24 ? text.slice(0, 10) : text
}

/** Tables of cells, as in a workbook: finds the table and its header, and pads all rows to the same number of cells. */
interface CellsTable {
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
function tableFromCells({ file, about, rows, options, detected, parts, bytes }: CellsTable): TextTable {
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
function tableSize(rows: Cells): number {
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
