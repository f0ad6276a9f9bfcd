/** @file CSV and its kin: text in which a mark parts the cells of a row. Read by papaparse, a stretch of the file at a time. */
import { message, refuse, type Message } from '../base/messages/message'
import type { IngestFile } from '../protocol/ingest-messages'
import { defineFormat, extensionOf, type Job } from './define-format'
import { LIMITS } from './limits'
import { ENCODING_WORDS, type Encoding, encodingOf, NotUtf8, textOf } from './table/decode'
import { namesOf } from './table/names'
import {
  type Dialect,
  decimalOfRows,
  hasHeader,
  newlineOf,
  parseRows,
  SEPARATOR_WORDS,
  separatorOf,
} from './table/sniff'
import { lookAtTable, readTable, type TextRows, type TextTable } from './table/table'

const EXTENSIONS = ['csv', 'tsv', 'tab', 'txt', 'dat', 'data']
const SNIFFED_BYTES = 1_000_000

export const csv = defineFormat({
  id: 'csv',
  title: 'CSV',
  extensions: EXTENSIONS,
  knows(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    if (EXTENSIONS.includes(extensionOf(first.path))) return 'name'
    return /[\n\r]/.test(String.fromCharCode(...head.slice(0, 4096))) && !head.includes(0) ? 'guess' : undefined
  },
  async look(job) {
    try {
      return await lookAtTable(await openCsv(job), job)
    } catch (error) {
      return lookAtTable(await openCsv(job, insteadOf(error, job)), job)
    }
  },
  async *read(job) {
    try {
      return yield* readTable(await openCsv(job), job)
    } catch (error) {
      // All batches come after the last byte was read: none was given away yet.
      return yield* readTable(await openCsv(job, insteadOf(error, job)), job)
    }
  },
})

/** What to read as once a byte was no UTF-8; any other mistake, and a choice of UTF-8, stand. */
function insteadOf(error: unknown, { files, options }: Job): Encoding {
  if (!(error instanceof NotUtf8)) throw error
  return options.encoding ? refuse('ingest-not-utf8', { file: (files[0] as IngestFile).path }) : 'latin1'
}

async function openCsv({ files, options }: Job, instead?: Encoding): Promise<TextTable> {
  const [{ path, file }] = files as readonly [IngestFile]
  if (files.length > 1) return refuse('ingest-several', { file: path, files: files.length, format: 'CSV' })
  if (file.size > LIMITS.tableBytes)
    return refuse('ingest-too-large', { file: path, bytes: file.size, limit: LIMITS.tableBytes })
  const encoding = options.encoding ?? instead ?? (await encodingOf(file))
  const start = await beginningOf(path, file, encoding)
  if (start.text.trim() === '') return refuse('ingest-empty', { file: path })
  const said = /^sep=(.)\r?\n/i.exec(start.text)
  const text = said ? start.text.slice(said[0].length) : start.text
  const newline = newlineOf(text)
  const separator = options.separator ?? said?.[1] ?? separatorOf(text, newline)
  const dialect = { separator, newline }
  const sample = parseRows(text, dialect, !start.whole).rows.filter(notBlank)
  const first = (sample[0] ?? parseRows(text, dialect, false).rows[0] ?? []).map(asItWas)
  checkLimits(path, [first], 1, first.length)
  const header = options.header ?? hasHeader(sample.slice(0, 200))
  const width = Math.max(first.length, usualWidth(sample))
  // A header that lacks the name of the first column is how R writes the names of its rows.
  const found = header ? [...Array(width === first.length + 1 ? 1 : 0).fill(''), ...first] : Array(width).fill('')
  const { names, notes } = namesOf(found)
  const decimal = options.decimal ?? decimalOfRows(sample.slice(header ? 1 : 0, 2000), separator)
  const latin1: Message[] = encoding === 'latin1' && !options.encoding ? [message('ingest-latin1', { file: path })] : []
  const defused = { cells: 0 }
  return {
    file: path,
    about: aboutOf(separator, decimal, encoding, header),
    names,
    decimal,
    options: { format: 'csv', encoding, separator, decimal, header },
    parts: [],
    notes: [...latin1, ...(header ? notes : [])],
    after: () => (defused.cells > 0 ? [message('ingest-defused', { file: path, cells: defused.cells })] : []),
    rows() {
      defused.cells = 0
      return rowsOf(path, file, encoding, dialect, {
        ...{ said: said?.[0].length ?? 0, header, width: names.length, defused },
      })
    },
  }
}

interface Skip {
  /** Letters of a first line that only names the separator. */
  readonly said: number
  readonly header: boolean
  readonly width: number
  /** Cells that an apostrophe stood before, so far. */
  readonly defused: { cells: number }
}

async function* rowsOf(
  path: string,
  file: Blob,
  encoding: Encoding,
  dialect: Dialect,
  { said, header, width, defused }: Skip,
): AsyncGenerator<TextRows> {
  let rest = ''
  let row = 1
  let first = true
  let skip = said
  for await (const { text, bytes } of textOf(path, file, encoding)) {
    const whole = bytes === file.size
    const all = (rest + text).slice(skip)
    skip = 0
    const parsed = parseRows(all, dialect, !whole)
    rest = all.slice(parsed.used)
    if (rest.length > LIMITS.line && !whole) return refuse('ingest-long-line', { file: path, row, limit: LIMITS.line })
    const rows = mended(parsed.rows, dialect).filter(notBlank)
    if (first && header) rows.shift()
    if (rows.length > 0 || parsed.rows.length > 0) first = false
    checkLimits(path, rows, row, width)
    row += rows.length
    for (const cells of rows) defused.cells += disarm(cells)
    yield { rows, bytes }
  }
}

/** Before what a spreadsheet would run, an apostrophe was put when it was exported, by Netloom or as OWASP has it. */
const DEFUSED = /^'+[=+\-@\t\r]/

function asItWas(cell: string): string {
  return DEFUSED.test(cell) ? cell.slice(1) : cell
}

/** Takes those apostrophes away; tells how many there were. */
function disarm(cells: string[]): number {
  let count = 0
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as string
    if (cell.charCodeAt(0) !== 39 || !DEFUSED.test(cell)) continue
    cells[i] = cell.slice(1)
    count++
  }
  return count
}

/** Lines that end in another way than most leave their return behind. */
function mended(rows: string[][], { newline }: Dialect): string[][] {
  if (newline !== '\n') return rows
  for (const cells of rows) {
    const last = cells[cells.length - 1] as string
    if (last.charCodeAt(last.length - 1) === 13) cells[cells.length - 1] = last.slice(0, -1)
  }
  return rows
}

function notBlank(cells: readonly string[]): boolean {
  return cells.length > 1 || (cells[0] as string).trim() !== ''
}

function checkLimits(file: string, rows: readonly (readonly string[])[], from: number, width: number): void {
  for (const [i, cells] of rows.entries()) {
    if (cells.length > LIMITS.columns && width > LIMITS.columns)
      refuse('ingest-too-many-columns', { file, columns: cells.length, limit: LIMITS.columns })
    for (let k = 0; k < cells.length; k++) {
      const { length } = cells[k] as string
      if (length > LIMITS.cell)
        refuse('ingest-long-cell', {
          ...{ file, row: from + i, column: `column ${k + 1}`, letters: length, limit: LIMITS.cell },
        })
    }
  }
}

/** The beginning of the text, long enough to hold rows; `whole` where it is all of it. */
async function beginningOf(path: string, file: Blob, encoding: Encoding): Promise<{ text: string; whole: boolean }> {
  let text = ''
  for await (const stretch of textOf(path, file.slice(0, LIMITS.line), encoding)) {
    text += stretch.text
    if (stretch.bytes >= SNIFFED_BYTES && /[\r\n]/.test(text)) return { text, whole: stretch.bytes === file.size }
  }
  if (file.size > LIMITS.line) return refuse('ingest-long-line', { file: path, row: 1, limit: LIMITS.line })
  return { text, whole: true }
}

/** How many cells most of the first rows below the header have. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of rows.slice(1, 200)) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

function aboutOf(separator: string, decimal: string, encoding: Encoding, header: boolean): string {
  const words = SEPARATOR_WORDS[separator] ?? `"${separator}"`
  return [
    `${separator === '\t' ? 'TSV' : 'CSV'}, separated by ${words}`,
    ...(decimal === ',' ? ['decimal comma'] : []),
    ENCODING_WORDS[encoding],
    ...(header ? [] : ['no header']),
  ].join(', ')
}
