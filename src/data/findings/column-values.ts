/**
 * @file Column values for findings: values as numbers, whether a column is an identifier, and the distinct values with
 * their counts.
 */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { perRow, textAt } from '../column-operations'
import { rowOf, stageRows } from '../paged-columns'
import { mixBits } from '../profile-statistics/value-counts'
import type { ColumnData } from './finding'

/**
 * Converts the value of each of these rows to one number: a number or time as is, the length of a text, or the mean of
 * an image or an array.
 */
export function numericValues({ schema, values }: ColumnData, rows: Uint32Array): Float64Array {
  switch (values.type) {
    case 'category':
      return Float64Array.from(rows, (row) =>
        (values.codes[row] as number) < 0 ? Number.NaN : (values.codes[row] as number),
      )
    case 'number':
    case 'time':
      return Float64Array.from(rows, (row) => values.values[row] as number)
    case 'text':
      return Float64Array.from(
        rows,
        (row) => (values.ends[row] as number) - (row === 0 ? 0 : (values.ends[row - 1] as number)),
      )
    case 'image':
    case 'array':
      return means(values, rows, perRow(schema))
    default:
      return values satisfies never
  }
}

function means(column: Extract<Column, { type: 'image' | 'array' }>, rows: Uint32Array, size: number): Float64Array {
  stageRows(column, size, rows)
  return Float64Array.from(rows, (row) => {
    let sum = 0
    for (const value of rowOf(column, size, row)) sum += value
    return sum / size
  })
}

/** A sample of about `max` rows chosen by hashed row number, ascending; undefined if all rows fit. */
export function sampleRows(rows: number, max: number): Uint32Array | undefined {
  if (rows <= max) return undefined
  const key = `${rows} ${max}`
  const known = samples.get(key)
  if (known) return known
  const below = (2 ** 32 * max) / rows
  const some: number[] = []
  for (let row = 0; row < rows; row++) if (mixBits(row ^ 0x5bd1e995) < below) some.push(row)
  const sample = Uint32Array.from(some)
  // Every column of a dataset uses the same sample, so the samples of the latest datasets are cached.
  if (samples.size >= 8) samples.clear()
  samples.set(key, sample)
  return sample
}

const samples = new Map<string, Uint32Array>()

/**
 * About `max` of these rows, ascending; all of them if they fit. The first rows of a part are no sample, because the
 * rows of a part are in the dataset's order, which is often an order by class or by time.
 */
export function sampleOf(part: Uint32Array, max: number): Uint32Array {
  return sampleRows(part.length, max)?.map((index) => part[index] as number) ?? part
}

/**
 * The distinct values with their counts, in order of first occurrence; undefined if there are too many for a
 * categorical column.
 */
export function valueCounts(column: ColumnData, rows: number, max: number): Map<string, number> | undefined {
  const { schema, values } = column
  const counts = new Map<string, number>()
  if (values.type === 'category' && schema.type === 'category') {
    const of = new Uint32Array(schema.values.length)
    for (const code of values.codes) if (code >= 0) of[code] = (of[code] as number) + 1
    if (of.length > max) return undefined
    for (const [code, value] of schema.values.entries())
      if ((of[code] as number) > 0) counts.set(value, of[code] as number)
    return counts
  }
  if (values.type !== 'text') return undefined
  for (let row = 0; row < rows; row++) {
    const text = textAt(values, row)
    if (text === '') continue
    counts.set(text, (counts.get(text) ?? 0) + 1)
    if (counts.size > max || text.length > 100) return undefined
  }
  return counts
}

const IDENTIFIER_NAME =
  /(^|[^a-z])(id|uuid|guid|key|index|idx|nr|rownum|row|hash|serial|sku|isbn|ssn|iban)([^a-z]|$)|[a-z]I[dD]$/

/** Matches a word that contains a digit (an ID code), or an email address. */
const CODE = /^(?=.*\d)[\w-]{2,40}$|^\S+@\S+$/
const PERSONAL_NAME = /(^|[^a-z])(name|surname|e-?mail|phone|address|url)([^a-z]|$)/i

const identifiers = new WeakMap<ColumnData, boolean>()

/** Whether a column merely identifies its rows, such as a row counter or a text that is unique to each row. */
export function isIdentifier(column: ColumnData, rows: number): boolean {
  const known = identifiers.get(column) ?? detectIdentifier(column, rows)
  identifiers.set(column, known)
  return known
}

function detectIdentifier({ schema, values }: ColumnData, rows: number): boolean {
  if (rows < 20) return false
  const called = IDENTIFIER_NAME.test(schema.name) || IDENTIFIER_NAME.test(schema.name.toLowerCase())
  if (values.type === 'number') {
    const some = values.values
    if (!some.every((value) => Number.isNaN(value) || Number.isInteger(value))) return false
    // Count how often the value increases by exactly one from row to row. In a counter column, other increments are
    // rare, even after rows have been removed.
    let ones = 0
    for (let row = 1; row < rows; row++) if ((some[row] as number) - (some[row - 1] as number) === 1) ones++
    if (ones >= 0.9 * (rows - 1)) return true
    return called && new Set(some).size >= 0.9 * rows
  }
  if (values.type === 'category') return schema.type === 'category' && new Set(values.codes).size >= 0.9 * rows
  if (values.type !== 'text' || values.bytes.length > 40 * rows) return false
  const seen = new Set<string>()
  let coded = 0
  let worded = 0
  let filled = 0
  for (let row = 0; row < rows; row++) {
    const text = textAt(values, row)
    if (text === '') continue
    filled++
    seen.add(text)
    if (CODE.test(text)) coded++
    if (/\s\S+\s/.test(text)) worded++
    // Stop early if many text values repeat.
    if (row === 2000 && seen.size < 0.5 * filled) return false
  }
  // Uniqueness alone is not enough: words and sequences can be unique too, and a network can learn from them.
  const isCode = called || PERSONAL_NAME.test(schema.name) || coded >= 0.95 * filled
  return isCode && filled > 0.5 * rows && seen.size >= 0.98 * filled && worded < 0.2 * filled
}

/** Whether a column contains numbers, categories, text or times. */
export function isScalarColumn({ type }: ColumnSchema): boolean {
  return type !== 'image' && type !== 'array'
}

/**
 * Converts text to lowercase, removes accents, punctuation, and characters that are not visible, such as a zero-width
 * space, and reduces runs of spaces to a single space; letters of other scripts do not change.
 */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}<>=%€$£+-]+/gu, ' ')
    .trim()
}

/**
 * The edit distance between two words, counting insertions, deletions, substitutions and transpositions. Returns `max`
 * + 1 if the distance is larger than `max`.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let before = new Uint16Array(b.length + 1)
  let last = Uint16Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint16Array(b.length + 1)
    row[0] = i
    let min = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same)
      // Counts a transposition of two letters as one edit (Damerau 1964), in the optimal string alignment variant.
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] as number) + 1)
      row[j] = cost
      min = Math.min(min, cost)
    }
    if (min > max) return max + 1
    before = last
    last = row
  }
  return last[b.length] as number
}
