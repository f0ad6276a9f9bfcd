/** @file What findings ask of a column: its numbers, whether it names rows, its values as words with how many rows have each. */
import type { Column, ColumnSchema } from '../../catalog/dataset-schema'
import { perRow, textAt } from '../columns'
import { rowOf, stageRows } from '../paged'
import { scatter } from '../profile-parts/distinct'
import type { ViewedColumn } from './finding'

/** One number of each of these rows: a number or moment as it is, of a text its length, of a picture or an array the mean. */
export function numbersAt({ schema, values }: ViewedColumn, rows: Uint32Array): Float64Array {
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

/** The rows to look at where all would take too long: about `most`, by their scattered numbers, ascending; undefined means all. */
export function sampleOf(rows: number, most: number): Uint32Array | undefined {
  if (rows <= most) return undefined
  const key = `${rows} ${most}`
  const known = samples.get(key)
  if (known) return known
  const below = (2 ** 32 * most) / rows
  const some: number[] = []
  for (let row = 0; row < rows; row++) if (scatter(row ^ 0x5bd1e995) < below) some.push(row)
  const sample = Uint32Array.from(some)
  // Every column asks for the same one: a few are remembered, of the sets looked at last.
  if (samples.size >= 8) samples.clear()
  samples.set(key, sample)
  return sample
}

const samples = new Map<string, Uint32Array>()

/** Values that are words, with how many rows have each and which have it first; undefined where they are too many to be kinds of thing. */
export function valuesInWords(column: ViewedColumn, rows: number, most: number): Map<string, number> | undefined {
  const { schema, values } = column
  const counts = new Map<string, number>()
  if (values.type === 'category' && schema.type === 'category') {
    const of = new Uint32Array(schema.values.length)
    for (const code of values.codes) if (code >= 0) of[code] = (of[code] as number) + 1
    if (of.length > most) return undefined
    for (const [code, value] of schema.values.entries())
      if ((of[code] as number) > 0) counts.set(value, of[code] as number)
    return counts
  }
  if (values.type !== 'text') return undefined
  for (let row = 0; row < rows; row++) {
    const text = textAt(values, row)
    if (text === '') continue
    counts.set(text, (counts.get(text) ?? 0) + 1)
    if (counts.size > most || text.length > 100) return undefined
  }
  return counts
}

const NAMES_ROWS =
  /(^|[^a-z])(id|uuid|guid|key|index|idx|nr|rownum|row|hash|serial|sku|isbn|ssn|iban)([^a-z]|$)|[a-z]I[dD]$/

/** A word with a digit in it, or an address. */
const CODE = /^(?=.*\d)[\w-]{2,40}$|^\S+@\S+$/
const TELLS_PEOPLE = /(^|[^a-z])(name|surname|e-?mail|phone|address|url)([^a-z]|$)/i

const named = new WeakMap<ViewedColumn, boolean>()

/** Whether a column tells its rows from each other and nothing else: numbers that count them, or a text of its own for each. */
export function namesRows(column: ViewedColumn, rows: number): boolean {
  const known = named.get(column) ?? tellsRows(column, rows)
  named.set(column, known)
  return known
}

function tellsRows({ schema, values }: ViewedColumn, rows: number): boolean {
  if (rows < 20) return false
  const called = NAMES_ROWS.test(schema.name) || NAMES_ROWS.test(schema.name.toLowerCase())
  if (values.type === 'number') {
    const some = values.values
    if (!some.every((value) => Number.isNaN(value) || Number.isInteger(value))) return false
    // Steps of one from row to row, but for those that were taken out.
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
    // Texts that come again and again are found out early.
    if (row === 2000 && seen.size < 0.5 * filled) return false
  }
  // Words and sequences are of their own each time too, and what there is to learn from.
  const isCode = called || TELLS_PEOPLE.test(schema.name) || coded >= 0.95 * filled
  return isCode && filled > 0.5 * rows && seen.size >= 0.98 * filled && worded < 0.2 * filled
}

/** Whether a column is one of numbers, categories, texts or moments. */
export function isPlain({ type }: ColumnSchema): boolean {
  return type !== 'image' && type !== 'array'
}
