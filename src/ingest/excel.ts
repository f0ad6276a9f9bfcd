/** @file Excel: a sheet of a workbook. Sizes in the zip are checked before it is unpacked; formulas are not run, their last values are read. */
import { zipSync } from 'fflate'
import readWorkbook from 'read-excel-file/universal'
import { readFilesText } from '../messages/en/data/read-files'
import { message, Refusal, refuse } from '../messages/message'
import type { IngestFile } from '../protocol/ingest-messages'
import { pagesOf } from './archive/bytes-of'
import { readDirectory } from './archive/directory'
import { unpack } from './archive/unpack'
import { defineFormat, extensionOf, type Job } from './define-format'
import { LIMITS } from './limits'
import { tableOfCells } from './table/cells'
import { tableSize } from './table/sheet'
import { lookAtTable, readTable, type TextTable } from './table/table'

/** The first bytes of a workbook as Excel wrote them until 2003. */
const OLD = [0xd0, 0xcf, 0x11, 0xe0]

export const excel = defineFormat({
  id: 'excel',
  title: readFilesText.format.excel,
  extensions: ['xlsx', 'xlsm'],
  knows(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    const ending = extensionOf(first.path)
    if (OLD.every((byte, i) => head[i] === byte)) return 'bytes'
    return ending === 'xlsx' || ending === 'xlsm' ? 'bytes' : undefined
  },
  look: async (job) => lookAtTable(await openSheet(job), job),
  async *read(job) {
    return yield* readTable(await openSheet(job), job)
  },
})

async function openSheet({ files, options }: Job): Promise<TextTable> {
  const [{ path, file }] = files as readonly [IngestFile]
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  if (OLD.every((byte, i) => head[i] === byte)) return refuse('ingest-old-excel', { file: path })
  const sheets = await sheetsOf(path, file)
  const parts = sheets.map(({ sheet }) => sheet)
  const chosen = options.part === undefined ? mainOf(sheets) : sheets.find(({ sheet }) => sheet === options.part)
  if (!chosen)
    return options.part === undefined
      ? refuse('ingest-empty', { file: path })
      : refuse('ingest-no-part', { file: path, part: options.part, parts })
  const rows = chosen.data
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  if (columns > LIMITS.columns) return refuse('ingest-too-many-columns', { file: path, columns, limit: LIMITS.columns })
  return tableOfCells({
    ...{ file: path, rows, options, parts, bytes: file.size },
    about:
      parts.length > 1
        ? readFilesText.about.excelSheet({ sheet: chosen.sheet, sheets: parts.length })
        : readFilesText.about.excel,
    found: { format: 'excel', part: chosen.sheet },
  })
}

/** The sheet that is most of a table, the first of them where several are; a cover is none, and an empty one is passed over. */
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

/** The workbook read last: while the dialog is open each correction asks for it again. */
let newest: { readonly key: string; readonly sheets: Promise<readonly Sheet[]> } | undefined

function sheetsOf(path: string, file: Blob): Promise<readonly Sheet[]> {
  // A file is another object each time it comes to the worker; bytes of a script have no date to know them by.
  if (!(file instanceof File)) return readSheets(path, file)
  const key = `${file.size} ${file.lastModified} ${path}`
  if (newest?.key !== key) {
    const mine = { key, sheets: readSheets(path, file) }
    newest = mine
    mine.sheets.catch(() => {
      if (newest === mine) newest = undefined
    })
  }
  return newest.sheets
}

async function readSheets(path: string, file: Blob): Promise<readonly Sheet[]> {
  if (file.size > LIMITS.packedBytes)
    return refuse('ingest-too-large', { file: path, bytes: file.size, limit: LIMITS.packedBytes })
  const pages = pagesOf(file)
  const entries = (await readDirectory(pages, path)).filter(({ name }) => /\.xml(\.rels)?$/.test(name))
  const bytes = entries.reduce((sum, { size }) => sum + size, 0)
  if (bytes > LIMITS.sheetBytes)
    return refuse('ingest-sheet-too-large', { file: path, bytes, limit: LIMITS.sheetBytes })
  try {
    // Unpacked here, with a bound and a checksum: given packed, it is unpacked by workers that the page's policy forbids.
    const files: Record<string, [Uint8Array, { level: 0 }]> = Object.create(null)
    for (const entry of entries) files[entry.name] = [await unpack(pages, entry, path), { level: 0 }]
    const sheets = await readWorkbook(zipSync(files).buffer as ArrayBuffer)
    return sheets.map(({ sheet, data }) => ({ sheet, data: data.map((row) => row.map(cellText)) }))
  } catch (error) {
    if (error instanceof Refusal) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal(message('ingest-damaged', { file: path, format: readFilesText.readable.excel, why }))
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return timeText(cell)
  return String(cell)
}

/** A date as people write it; with its time where it has one. Empty where it is none. */
export function timeText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') && text.length === 24 ? text.slice(0, 10) : text
}
