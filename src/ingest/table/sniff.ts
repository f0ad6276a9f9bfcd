/** @file Sniffing: the separator, the ends of lines, the header and the decimal mark of a text of which the beginning is known. */
import { readFilesText } from '../../messages/en/data/read-files'
import Papa from 'papaparse'
import type { ReadOptions } from '../../protocol/ingest-messages'
import { momentOf } from '../../data/written-times'
import { decimalOf, type Decimal, toNumber } from './numbers'

/** In the order in which they win where several would do. */
const SEPARATORS = ['\t', ';', '|', ','] as const
const SEPARATOR_KEYS: Readonly<Record<string, keyof typeof readFilesText.separators>> = {
  '\t': 'tab',
  ';': 'semicolon',
  '|': 'bar',
  ',': 'comma',
  ' ': 'space',
}
/** The name of a separator, in the singular or the plural. */
export function separatorName(separator: string, form: 'separator' | 'separators'): string {
  const key = SEPARATOR_KEYS[separator]
  return key === undefined ? readFilesText.otherSeparator({ separator }) : readFilesText[form][key]
}
const SNIFFED = 50

export interface Dialect {
  readonly separator: string
  readonly newline: '\n' | '\r\n' | '\r'
  readonly quote: NonNullable<ReadOptions['quote']>
}

export interface ParsedRows {
  readonly rows: string[][]
  /** Letters they took. */
  readonly used: number
  /** The letter at which a quotation mark stands that is never closed, in the last of the rows. */
  readonly open: number | undefined
}

/** Rows of a text as papaparse has them; `goesOn` leaves the last one out, which may go on. */
export function parseRows(text: string, { separator, newline, quote }: Dialect, goesOn: boolean): ParsedRows {
  // Without a mark it splits, and looks at no letter.
  const marks = quote === '' ? { fastMode: true } : { quoteChar: quote }
  const { data, meta, errors } = new Papa.Parser({ delimiter: separator, newline, ...marks }).parse(text, 0, goesOn)
  const last = errors.at(-1)
  const open = last?.code === 'MissingQuotes' && last.index !== undefined ? last.index - 1 : undefined
  return { rows: data as string[][], used: meta.cursor, open }
}

/** The ends of lines outside of quoted cells, by which there are most. */
export function newlineOf(text: string, quote: Dialect['quote']): Dialect['newline'] {
  const bare = quote === '' ? text : text.replace(quote === '"' ? /"[^"]*"/g : /'[^']*'/g, '')
  const pairs = bare.split('\r\n').length - 1
  const feeds = bare.split('\n').length - 1
  const returns = bare.split('\r').length - 1 - pairs
  if (returns > 0 && feeds === 0) return '\r'
  return pairs > 0 && pairs === feeds ? '\r\n' : '\n'
}

/** The separator under which most of the first rows have as many cells; a comma where none is in all of them. */
export function separatorOf(text: string, dialect: Omit<Dialect, 'separator'>): string {
  return bestOf(text, dialect, SEPARATORS)?.separator ?? ','
}

/** What parts the cells better than this separator, which leaves each row whole; undefined where nothing does. */
export function betterThan(text: string, { separator, ...dialect }: Dialect): string | undefined {
  const others = [...SEPARATORS, ' '].filter((one) => one !== separator)
  const best = bestOf(text, dialect, others)
  // Where words are all that is in the rows, blanks part nothing but them.
  return best && best.share >= 0.8 ? best.separator : undefined
}

function bestOf(text: string, dialect: Omit<Dialect, 'separator'>, separators: readonly string[]) {
  const lines = text.slice(0, 200_000)
  let best: { readonly separator: string; readonly share: number } | undefined
  for (const separator of separators) {
    const { rows } = parseRows(lines, { separator, ...dialect }, text.length > lines.length)
    const widths = rows
      .slice(0, SNIFFED)
      .flatMap((row) => (row.length === 1 && row[0]?.trim() === '' ? [] : [row.length]))
    const counts = new Map<number, number>()
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
    const share = Math.max(0, ...counts.values()) / Math.max(1, widths.length)
    if (share > (best?.share ?? 0) + 0.05) best = { separator, share }
  }
  return best
}

/** Whether the first row names the columns: no number in it, where numbers or dates are below, or words that come once. */
export function hasHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows
  if (!first) return false
  const cells = first.map((cell) => cell.trim())
  if (cells.some((cell) => isValue(cell))) return false
  if (rest.length === 0) return true
  const below = cells.map((_, i) => rest.flatMap((row) => (row[i]?.trim() ? [row[i]?.trim() as string] : [])))
  if (below.some((values) => values.length > 0 && values.every(isValue))) return true
  // All words: names are each their own, and none of them is a value further down.
  return new Set(cells).size === cells.length && cells.every((cell, i) => cell !== '' && !below[i]?.includes(cell))
}

/** Whether a text is a number or a date, in any way of writing them. */
export function isValue(text: string): boolean {
  return toNumber(text, '.') !== undefined || toNumber(text, ',') !== undefined || momentOf(text) !== undefined
}

/** The decimal mark that more cells vote for; where none does, a comma is a decimal one only if semicolons part the cells. */
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
