/** @file CSV and its variants: text with a separator between the cells of a row, read in stretches by papaparse. */
import { readFilesText } from '../messages/en/data/read-files'
import { message, refuse, type Message } from '../messages/message'
import type { IngestFile } from '../protocol/ingest-messages'
import { defineFormat, extensionOf, type Job } from './define-format'
import { LIMITS } from './limits'
import { type Encoding, encodingOf, NotUtf8, textOf } from './table/decode'
import { lineEnds, linesOf } from './table/lines'
import { namesOf } from './table/names'
import {
  betterThan,
  type Dialect,
  decimalOfRows,
  hasHeader,
  newlineOf,
  parseRows,
  separatorName,
  separatorOf,
} from './table/sniff'
import { lookAtTable, readTable, type TextRows, type TextTable } from './table/table'

const EXTENSIONS = ['csv', 'tsv', 'tab', 'txt', 'dat', 'data']
const SNIFFED_BYTES = 1_000_000

export const csv = defineFormat({
  id: 'csv',
  title: readFilesText.format.csv,
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

/** The encoding to try after a byte that is not UTF-8; other errors, and a choice of UTF-8, are thrown. */
function insteadOf(error: unknown, { files, options }: Job): Encoding {
  if (!(error instanceof NotUtf8)) throw error
  return options.encoding ? refuse('ingest-not-utf8', { file: (files[0] as IngestFile).path }) : 'latin1'
}

async function openCsv({ files, options }: Job, instead?: Encoding): Promise<TextTable> {
  const [{ path, file }] = files as readonly [IngestFile]
  if (files.length > 1)
    return refuse('ingest-several', { file: path, files: files.length, format: readFilesText.format.csv })
  if (file.size > LIMITS.tableBytes)
    return refuse('ingest-too-large', { file: path, bytes: file.size, limit: LIMITS.tableBytes })
  const encoding = options.encoding ?? instead ?? (await encodingOf(file))
  const start = await beginningOf(path, file, encoding)
  if (start.text.trim() === '') return refuse('ingest-empty', { file: path })
  const said = /^sep=(.)\r?\n/i.exec(start.text)
  const text = said ? start.text.slice(said[0].length) : start.text
  const quote = options.quote ?? '"'
  const newline = newlineOf(text, quote)
  const separator = options.separator ?? said?.[1] ?? separatorOf(text, { newline, quote })
  const dialect = { separator, newline, quote }
  const sample = parseRows(text, dialect, !start.whole)
  const rows = (sample.open === undefined ? sample.rows : sample.rows.slice(0, -1)).filter(notBlank)
  const first = (rows[0] ?? beginningOfRow(text, dialect)).map(asItWas)
  checkLimits(path, [first], () => 1, first.length)
  const header = options.header ?? hasHeader(rows.length > 0 ? rows.slice(0, 200) : [first])
  const width = Math.max(first.length, usualWidth(rows))
  // A header that lacks the name of the first column is how R writes the names of its rows.
  const found = header ? [...Array(width === first.length + 1 ? 1 : 0).fill(''), ...first] : Array(width).fill('')
  const { names, notes } = namesOf(found)
  const decimal = options.decimal ?? decimalOfRows(rows.slice(header ? 1 : 0, 2000), separator)
  const latin1: Message[] = encoding === 'latin1' && !options.encoding ? [message('ingest-latin1', { file: path })] : []
  const lone: Message[] = names.length === 1 ? [loneNote(path, text, dialect)] : []
  const met: Met = { defused: 0, open: undefined }
  return {
    file: path,
    about: aboutOf(separator, decimal, encoding, header),
    names,
    decimal,
    options: { format: 'csv', encoding, separator, quote, decimal, header },
    parts: [],
    notes: [...latin1, ...(header ? notes : []), ...lone],
    by: 'line',
    after: () => (met.defused > 0 ? [message('ingest-defused', { file: path, cells: met.defused })] : []),
    fault: () =>
      met.open === undefined ? undefined : message('ingest-open-quote', { file: path, by: 'line', at: met.open }),
    rows() {
      Object.assign(met, { defused: 0, open: undefined } satisfies Met)
      return rowsOf(path, file, encoding, dialect, {
        ...{ said: said?.[0].length ?? 0, header, width: names.length, met },
      })
    },
  }
}

/** The cells of the first line, where a quotation mark in it leaves no complete row. */
function beginningOfRow(text: string, dialect: Dialect): readonly string[] {
  const [line = ''] = text.trimStart().split(dialect.newline, 1)
  return parseRows(line, { ...dialect, quote: '' }, false).rows[0] ?? []
}

/** A note on a table with a single column: most such tables have another separator. */
function loneNote(file: string, text: string, dialect: Dialect): Message {
  const better = betterThan(text, dialect)
  return message('ingest-one-column', {
    ...{ file, separator: separatorName(dialect.separator, 'separator') },
    better: better === undefined ? '' : separatorName(better, 'separators'),
  })
}

/** What was met on the way through all rows. */
interface Met {
  /** Cells that an apostrophe stood before. */
  defused: number
  /** The line of a quotation mark that is never closed. */
  open: number | undefined
}

interface Skip {
  /** Letters of a first line that only names the separator. */
  readonly said: number
  readonly header: boolean
  readonly width: number
  readonly met: Met
}

async function* rowsOf(
  path: string,
  file: Blob,
  encoding: Encoding,
  dialect: Dialect,
  { said, header, width, met }: Skip,
): AsyncGenerator<TextRows> {
  const { newline } = dialect
  let rest = ''
  let line = said > 0 ? 2 : 1
  let first = true
  let skip = said
  for await (const { text, bytes } of textOf(path, file, encoding)) {
    const whole = bytes === file.size
    const all = (rest + text).slice(skip)
    skip = 0
    const parsed = parseRows(all, dialect, !whole)
    rest = all.slice(parsed.used)
    const next = line + lineEnds(all.slice(0, parsed.used), newline)
    const endless = rest.length > LIMITS.line && !whole
    const open = endless ? parseRows(rest, dialect, false).open : parsed.open
    if (open !== undefined)
      met.open = endless ? next + lineEnds(rest.slice(0, open), newline) : line + lineEnds(all.slice(0, open), newline)
    else if (endless) return refuse('ingest-long-line', { file: path, by: 'line', at: next, limit: LIMITS.line })
    const begun = parsed.open === undefined ? parsed.rows : parsed.rows.slice(0, -1)
    const rows = mended(begun, dialect).filter(notBlank)
    if (first && header) rows.shift()
    if (rows.length > 0 || begun.length > 0) first = false
    const lineOf = linesOf(begun, line, newline)
    const lineAt = (i: number) => lineOf(rows[i] as string[])
    checkLimits(path, rows, lineAt, width)
    line = next
    for (const cells of rows) met.defused += disarm(cells)
    yield { rows, lineAt, bytes }
    if (endless) return
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

function checkLimits(
  file: string,
  rows: readonly (readonly string[])[],
  lineAt: (i: number) => number,
  width: number,
): void {
  for (const [i, cells] of rows.entries()) {
    if (cells.length > LIMITS.columns && width > LIMITS.columns)
      refuse('ingest-too-many-columns', { file, columns: cells.length, limit: LIMITS.columns })
    for (let k = 0; k < cells.length; k++) {
      const { length } = cells[k] as string
      if (length > LIMITS.cell)
        refuse('ingest-long-cell', {
          ...{ file, by: 'line', at: lineAt(i), column: `column ${k + 1}`, letters: length, limit: LIMITS.cell },
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
  if (file.size > LIMITS.line) return refuse('ingest-long-line', { file: path, by: 'line', at: 1, limit: LIMITS.line })
  return { text, whole: true }
}

/** How many cells most of the first rows below the header have. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of rows.slice(1, 200)) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

function aboutOf(separator: string, decimal: string, encoding: Encoding, header: boolean): string {
  const separators = separatorName(separator, 'separators')
  const format = separator === '\t' ? 'TSV' : 'CSV'
  return readFilesText.about.csv({ format, separators, encoding, decimal, header })
}
