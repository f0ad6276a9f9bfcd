/**
 * @file Dialect detection: determines the separator, the line endings, the header and the decimal separator of a file
 * from the beginning of its text.
 */
import { readFilesText } from '../../messages/en/data/read-files'
import Papa from 'papaparse'
import type { ReadOptions } from '../../protocol/ingest-messages'
import { possibleDates } from '../../data/date-formats'
import { decimalOf, type Decimal, parseNumber } from './parse-number'

/** The separators in order of precedence, in case several fit. */
const SEPARATORS = ['\t', ';', '|', ','] as const
const SEPARATOR_KEYS: Readonly<Record<string, keyof typeof readFilesText.separators>> = {
  '\t': 'tab',
  ';': 'semicolon',
  '|': 'bar',
  ',': 'comma',
  ' ': 'space',
}
/** Returns the name of a separator, in singular or plural form. */
export function separatorName(separator: string, form: 'separator' | 'separators'): string {
  const key = SEPARATOR_KEYS[separator]
  return key === undefined ? readFilesText.otherSeparator({ separator }) : readFilesText[form][key]
}
const MAX_SAMPLE_ROWS = 50

export interface Dialect {
  readonly separator: string
  readonly newline: '\n' | '\r\n' | '\r'
  readonly quote: NonNullable<ReadOptions['quote']>
}

export interface ParsedRows {
  readonly rows: string[][]
  /** The number of characters of the text that the rows occupy. */
  readonly used: number
  /** The offset of an opening quote in the last row that is never closed, if there is one. */
  readonly open: number | undefined
}

/** Parses text into rows with Papa Parse. With `isPartial`, the last row is omitted because it may be incomplete. */
export function parseRows(text: string, { separator, newline, quote }: Dialect, isPartial: boolean): ParsedRows {
  // Without a quote character, Papa Parse only splits the text, which is faster.
  const marks = quote === '' ? { fastMode: true } : { quoteChar: quote }
  const { data, meta, errors } = new Papa.Parser({ delimiter: separator, newline, ...marks }).parse(text, 0, isPartial)
  const last = errors.at(-1)
  const open = last?.code === 'MissingQuotes' && last.index !== undefined ? last.index - 1 : undefined
  return { rows: data as string[][], used: meta.cursor, open }
}

/** Returns the most common line ending outside of quoted cells. */
export function detectNewline(text: string, quote: Dialect['quote']): Dialect['newline'] {
  const bare = quote === '' ? text : text.replace(quote === '"' ? /"[^"]*"/g : /'[^']*'/g, '')
  const pairs = bare.split('\r\n').length - 1
  const feeds = bare.split('\n').length - 1
  const returns = bare.split('\r').length - 1 - pairs
  if (returns > 0 && feeds === 0) return '\r'
  return pairs > 0 && pairs === feeds ? '\r\n' : '\n'
}

/**
 * Returns the separator that gives the same number of cells in most of the first rows, or a comma if no separator
 * occurs in all of them.
 */
export function detectSeparator(text: string, dialect: Omit<Dialect, 'separator'>): string {
  return bestSeparator(text, dialect, SEPARATORS)?.separator ?? ','
}

/** Returns a separator that fits better than `separator`, which does not split any row; undefined if there is none. */
export function betterSeparator(text: string, { separator, ...dialect }: Dialect): string | undefined {
  const others = [...SEPARATORS, ' '].filter((one) => one !== separator)
  const best = bestSeparator(text, dialect, others)
  // Require most rows to have the same number of cells, because ordinary text contains spaces that do not separate
  // cells.
  return best && best.share >= 0.8 ? best.separator : undefined
}

function bestSeparator(text: string, dialect: Omit<Dialect, 'separator'>, separators: readonly string[]) {
  const lines = text.slice(0, 200_000)
  let best: { readonly separator: string; readonly share: number } | undefined
  for (const separator of separators) {
    const { rows } = parseRows(lines, { separator, ...dialect }, text.length > lines.length)
    const widths = rows
      .slice(0, MAX_SAMPLE_ROWS)
      .flatMap((row) => (row.length === 1 && row[0]?.trim() === '' ? [] : [row.length]))
    const counts = new Map<number, number>()
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
    const share = Math.max(0, ...counts.values()) / Math.max(1, widths.length)
    if (share > (best?.share ?? 0) + 0.05) best = { separator, share }
  }
  return best
}

/**
 * Whether the first row is a header. A row without numbers or dates is a header if some column below it contains
 * nothing else, or if its words are unique.
 */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows
  if (!first) return false
  const cells = first.map((cell) => cell.trim())
  if (cells.some((cell) => isValue(cell))) return false
  if (rest.length === 0) return true
  const below = cells.map((_, i) => rest.flatMap((row) => (row[i]?.trim() ? [row[i]?.trim() as string] : [])))
  if (below.some((values) => values.length > 0 && values.every(isValue))) return true
  // If all cells contain words, the row is a header if its names are unique and do not occur as values in the rows
  // below.
  return new Set(cells).size === cells.length && cells.every((cell, i) => cell !== '' && !below[i]?.includes(cell))
}

/** Whether text is a number or a date in any notation. */
export function isValue(text: string): boolean {
  return (
    parseNumber(text, '.') !== undefined || parseNumber(text, ',') !== undefined || possibleDates(text) !== undefined
  )
}

/**
 * Returns the decimal separator that most cells imply. If there is no majority, it is a comma if semicolons separate
 * the cells and some numbers could have either separator; otherwise, it is a point.
 */
export function decimalOfRows(rows: readonly (readonly string[])[], separator: string): Decimal {
  let [points, commas, either] = [0, 0, 0]
  for (const row of rows) {
    for (const given of row) {
      const cell = given.trim()
      const vote = decimalOf(cell)
      if (vote === '.') points++
      else if (vote === ',') commas++
      else if (/^\d{1,3},\d{3}$/.test(cell)) either++
    }
  }
  if (points === commas) return either > 0 && separator === ';' ? ',' : '.'
  return commas > points ? ',' : '.'
}
