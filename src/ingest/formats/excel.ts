/**
 * @file Excel: reads a sheet of a workbook. The sizes in the zip directory are checked before it is unpacked. Formulas
 * are not evaluated; their stored results are read.
 */
import { zipSync } from 'fflate'
import readWorkbook from 'read-excel-file/universal'
import { readFilesText } from '../../messages/en/data/read-files'
import { message, Refusal, refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { unpack } from '../archive/open-archive'
import { openPagedFile } from '../archive/paged-file'
import { readDirectory } from '../archive/zip-directory'
import { defineFormat, extensionOf, type Job } from '../define-format'
import { LIMITS } from '../limits'
import { previewTable, readTable } from '../table/read-table'
import { tableFromCells, tableSize } from '../table/table-from-cells'
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
