/** @file CSV and its variants: text with a separator between the cells of a row, parsed in blocks with Papa Parse. */
import { readFilesText } from '../../messages/en/data/read-files'
import { type Message, message, refuse } from '../../messages/message'
import type { IngestFile } from '../../protocol/ingest-messages'
import { defineFormat, extensionOf, type Job } from '../define-format'
import { LIMITS } from '../limits'
import { uniqueNames } from '../table/column-names'
import { type Encoding, encodingOf, NotUtf8, textOf } from '../table/decode-text'
import {
  betterSeparator,
  type Dialect,
  decimalOfRows,
  detectNewline,
  detectSeparator,
  hasHeader,
  parseRows,
  separatorName,
} from '../table/detect-dialect'
import { previewTable, readTable } from '../table/read-table'
import { lineEnds, linesOf, type TextRows, type TextTable } from '../table/text-table'

const EXTENSIONS = ['csv', 'tsv', 'tab', 'txt', 'dat', 'data']
const SNIFFED_BYTES = 1_000_000

export const csv = defineFormat({
  id: 'csv',
  title: readFilesText.format.csv,
  extensions: EXTENSIONS,
  detect(files, head) {
    const [first] = files
    if (files.length !== 1 || !first) return undefined
    if (EXTENSIONS.includes(extensionOf(first.path))) return 'name'
    return /[\n\r]/.test(String.fromCharCode(...head.slice(0, 4096))) && !head.includes(0) ? 'guess' : undefined
  },
  async preview(job) {
    try {
      return await previewTable(await openCsv(job), job)
    } catch (error) {
      return previewTable(await openCsv(job, fallbackEncoding(error, job)), job)
    }
  },
  async *read(job) {
    try {
      return yield* readTable(await openCsv(job), job)
    } catch (error) {
      // No batch is yielded before the last byte has been read, so the file can still be read again with another
      // encoding.
      return yield* readTable(await openCsv(job, fallbackEncoding(error, job)), job)
    }
  },
})

/**
 * Returns the encoding to try after a byte that is not valid UTF-8. Rethrows any other error, and rethrows this error
 * if the user chose UTF-8.
 */
function fallbackEncoding(error: unknown, { files, options }: Job): Encoding {
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
  const separatorLine = /^sep=(.)\r?\n/i.exec(start.text)
  const text = separatorLine ? start.text.slice(separatorLine[0].length) : start.text
  const quote = options.quote ?? '"'
  const newline = detectNewline(text, quote)
  const separator = options.separator ?? separatorLine?.[1] ?? detectSeparator(text, { newline, quote })
  const dialect = { separator, newline, quote }
  const sample = parseRows(text, dialect, !start.whole)
  const rows = (sample.open === undefined ? sample.rows : sample.rows.slice(0, -1)).filter(notBlank)
  const first = (rows[0] ?? beginningOfRow(text, dialect)).map(unescapeCell)
  checkWidths(path, [first], first.length)
  const header = options.header ?? hasHeader(rows.length > 0 ? rows.slice(0, 200) : [first])
  const width = Math.max(first.length, usualWidth(rows))
  // In R exports, the header lacks a name for the first column, which contains the row names.
  const headerCells = header ? [...Array(width === first.length + 1 ? 1 : 0).fill(''), ...first] : Array(width).fill('')
  const { names, notes } = uniqueNames(headerCells)
  const decimal = options.decimal ?? decimalOfRows(rows.slice(header ? 1 : 0, 2000), separator)
  const latin1: Message[] = encoding === 'latin1' && !options.encoding ? [message('ingest-latin1', { file: path })] : []
  const singleColumn: Message[] = names.length === 1 ? [singleColumnNote(path, text, dialect)] : []
  const findings: Findings = { escapedCells: 0, openQuote: undefined }
  return {
    file: path,
    about: describeDialect(separator, decimal, encoding, header),
    names,
    decimal,
    options: { format: 'csv', encoding, separator, quote, decimal, header },
    parts: [],
    notes: [...latin1, ...(header ? notes : []), ...singleColumn],
    positionUnit: 'line',
    notesAfter: () =>
      findings.escapedCells > 0 ? [message('ingest-defused', { file: path, cells: findings.escapedCells })] : [],
    fault: () =>
      findings.openQuote === undefined
        ? undefined
        : message('ingest-open-quote', { file: path, by: 'line', at: findings.openQuote }),
    rows() {
      Object.assign(findings, { escapedCells: 0, openQuote: undefined } satisfies Findings)
      return rowsOf(path, file, encoding, dialect, {
        ...{ skipped: separatorLine?.[0].length ?? 0, header, width: names.length, findings },
      })
    },
  }
}

/** Returns the cells of the first line; used if an unclosed quote leaves no complete row. */
function beginningOfRow(text: string, dialect: Dialect): readonly string[] {
  const [line = ''] = text.trimStart().split(dialect.newline, 1)
  return parseRows(line, { ...dialect, quote: '' }, false).rows[0] ?? []
}

/** Returns a note for a table with a single column, which usually means that the separator is wrong. */
function singleColumnNote(file: string, text: string, dialect: Dialect): Message {
  const better = betterSeparator(text, dialect)
  return message('ingest-one-column', {
    ...{ file, separator: separatorName(dialect.separator, 'separator') },
    better: better === undefined ? '' : separatorName(better, 'separators'),
  })
}

/** What was found while reading all rows. */
interface Findings {
  /** The number of cells that begin with an apostrophe to prevent a spreadsheet from running them as formulas. */
  escapedCells: number
  /** The line of an opening quote that is never closed. */
  openQuote: number | undefined
}

interface RowOptions {
  /** The length, in characters, of a first line that only specifies the separator. */
  readonly skipped: number
  readonly header: boolean
  readonly width: number
  readonly findings: Findings
}

async function* rowsOf(
  path: string,
  file: Blob,
  encoding: Encoding,
  dialect: Dialect,
  { skipped, header, width, findings }: RowOptions,
): AsyncGenerator<TextRows> {
  const { newline } = dialect
  let rest = ''
  let line = skipped > 0 ? 2 : 1
  let first = true
  let skip = skipped
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
      findings.openQuote = endless
        ? next + lineEnds(rest.slice(0, open), newline)
        : line + lineEnds(all.slice(0, open), newline)
    else if (endless) return refuse('ingest-long-line', { file: path, by: 'line', at: next, limit: LIMITS.line })
    const complete = parsed.open === undefined ? parsed.rows : parsed.rows.slice(0, -1)
    const rows = withoutReturns(complete, dialect).filter(notBlank)
    if (first && header) rows.shift()
    if (rows.length > 0 || complete.length > 0) first = false
    const lineOf = linesOf(complete, line, newline)
    const lineAt = (i: number) => lineOf(rows[i] as string[])
    checkWidths(path, rows, width)
    line = next
    for (const cells of rows) findings.escapedCells += unescapeCells(cells)
    yield { rows, lineAt, bytes }
    if (endless) return
  }
}

/**
 * Matches cells, or parts of cells after a semicolon, that an exporter escaped with an apostrophe because a spreadsheet
 * would run them as formulas. OWASP recommends this, and Netloom's own exports do it too.
 */
const ESCAPED = /(?<=^|;)'(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g

function unescapeCell(cell: string): string {
  return cell.includes("'") ? cell.replace(ESCAPED, '') : cell
}

/** Removes the protective apostrophes and returns the number of changed cells. */
function unescapeCells(cells: string[]): number {
  let count = 0
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as string
    const unescaped = unescapeCell(cell)
    if (unescaped === cell) continue
    cells[i] = unescaped
    count++
  }
  return count
}

/**
 * Removes the carriage return that remains in the last cell of a line if that line ends differently from most other
 * lines.
 */
function withoutReturns(rows: string[][], { newline }: Dialect): string[][] {
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

function checkWidths(file: string, rows: readonly (readonly string[])[], width: number): void {
  for (const cells of rows) {
    if (cells.length > LIMITS.columns && width > LIMITS.columns)
      refuse('ingest-too-many-columns', { file, columns: cells.length, limit: LIMITS.columns })
  }
}

/** Returns the beginning of the text, long enough to contain several rows; `whole` is true if it is the entire text. */
async function beginningOf(path: string, file: Blob, encoding: Encoding): Promise<{ text: string; whole: boolean }> {
  let text = ''
  for await (const block of textOf(path, file.slice(0, LIMITS.line), encoding)) {
    text += block.text
    if (block.bytes >= SNIFFED_BYTES && /[\r\n]/.test(text)) return { text, whole: block.bytes === file.size }
  }
  if (file.size > LIMITS.line) return refuse('ingest-long-line', { file: path, by: 'line', at: 1, limit: LIMITS.line })
  return { text, whole: true }
}

/** The most common number of cells in the first rows after the header. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of rows.slice(1, 200)) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

function describeDialect(separator: string, decimal: string, encoding: Encoding, header: boolean): string {
  const separators = separatorName(separator, 'separators')
  const format = separator === '\t' ? 'TSV' : 'CSV'
  return readFilesText.about.csv({ format, separators, encoding, decimal, header })
}
