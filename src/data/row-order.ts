/**
 * @file Row order: sorts rows by one or more columns. The sort is stable, and missing values come last in both
 * directions. It yields regularly, so that the page can sort a million rows without dropping frames.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { columnIndex } from '../catalog/dataset-schema'
import { isMissing } from './column-operations'
import type { Dataset } from './dataset'

export interface SortBy {
  readonly column: string
  /** Whether to sort in descending order. */
  readonly down?: boolean
}

export type RowNumbers = Uint32Array<ArrayBuffer>

/** The number of rows to process between two yields, which is about a millisecond of work. */
const STEP = 32_768
/** The number of possible values of one 16-bit digit of a sort key. */
const DIGITS = 65_536

/** Whether rows can be sorted by a column with this schema. */
export function isSortable(schema: ColumnSchema): boolean {
  return schema.type !== 'image' && schema.type !== 'array'
}

/**
 * Sorts the rows by these columns, yielding between steps. It sorts by the last column first, since each stable sort
 * keeps the previous order of equal rows. Columns that do not exist or cannot be sorted are skipped.
 */
export function* orderRows(
  { schema, columns }: Dataset,
  rows: RowNumbers,
  by: readonly SortBy[],
): Generator<undefined, RowNumbers> {
  let order = rows
  for (const { column: name, down = false } of by.toReversed()) {
    const at = columnIndex(schema, name)
    const [described, column] = [schema.columns[at], columns[at]]
    if (!described || !column || !isSortable(described)) continue
    const { present, missing } = yield* splitByMissing(order, described, column)
    const sorted =
      column.type === 'text'
        ? yield* mergeSort(present, textOrder(column, down))
        : yield* radixSort(present, yield* keysOf(present, described, column), down)
    order = new Uint32Array(rows.length)
    order.set(sorted)
    order.set(missing, sorted.length)
  }
  return order
}

function* splitByMissing(rows: RowNumbers, schema: ColumnSchema, column: Column) {
  const present = new Uint32Array(rows.length)
  const missing = new Uint32Array(rows.length)
  let [presentCount, missingCount] = [0, 0]
  for (let i = 0; i < rows.length; i++) {
    if (i % STEP === STEP - 1) yield
    const row = rows[i] as number
    if (isMissing(column, schema, row)) missing[missingCount++] = row
    else present[presentCount++] = row
  }
  return { present: present.subarray(0, presentCount), missing: missing.subarray(0, missingCount) }
}

/**
 * Computes the sort key of each row as 16-bit digits, least significant digit first. The keys sort in the same order as
 * the values.
 */
function* keysOf(rows: RowNumbers, schema: ColumnSchema, column: Column): Generator<undefined, readonly Uint16Array[]> {
  if (column.type === 'category') {
    const ranks = ranksOf(schema.type === 'category' ? schema.values : [])
    const digit = new Uint16Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      if (i % STEP === STEP - 1) yield
      digit[i] = ranks[column.codes[rows[i] as number] as number] as number
    }
    return [digit]
  }
  if (column.type !== 'number' && column.type !== 'time') return []
  const wide = column.values instanceof Float64Array
  const bits = wide ? new Float64Array(1) : new Float32Array(1)
  const words = new Uint16Array(bits.buffer)
  const digits = Array.from(words, () => new Uint16Array(rows.length))
  const top = words.length - 1
  for (let i = 0; i < rows.length; i++) {
    if (i % STEP === STEP - 1) yield
    // Adding 0 turns -0 into 0. The bits of IEEE numbers sort like integers after flipping the sign bit of positive
    // numbers and all bits of negative numbers.
    bits[0] = (column.values[rows[i] as number] as number) + 0
    const turn = (words[top] as number) >= 0x8000 ? 0xffff : 0
    for (let d = 0; d <= top; d++) {
      const digit = digits[d] as Uint16Array
      digit[i] = (words[d] as number) ^ (d === top && turn === 0 ? 0x8000 : turn)
    }
  }
  return digits
}

/** Ranks the classes by name. Digits within names are compared as numbers, so "9" comes before "10". */
function ranksOf(values: readonly string[]): Uint16Array {
  const { compare } = new Intl.Collator('en', { numeric: true })
  const ranks = new Uint16Array(values.length)
  const order = values.map((_, i) => i).sort((a, b) => compare(values[a] ?? '', values[b] ?? ''))
  order.forEach((code, rank) => {
    ranks[code] = rank
  })
  return ranks
}

/**
 * Radix sort, least significant digit first, with a counting sort per digit. It is stable, and its time does not depend
 * on the values.
 */
function* radixSort(rows: RowNumbers, digits: readonly Uint16Array[], down: boolean): Generator<undefined, RowNumbers> {
  let indexes: RowNumbers = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) indexes[i] = i
  for (const digit of digits) {
    yield
    const ends = new Uint32Array(DIGITS)
    for (const value of digit) ends[value] = (ends[value] as number) + 1
    let sum = 0
    for (let d = 0; d < DIGITS; d++) {
      const at = down ? DIGITS - 1 - d : d
      const count = ends[at] as number
      ends[at] = sum
      sum += count
    }
    const next = new Uint32Array(rows.length)
    for (let i = 0; i < indexes.length; i++) {
      if (i % STEP === STEP - 1) yield
      const index = indexes[i] as number
      const value = digit[index] as number
      const to = ends[value] as number
      next[to] = index
      ends[value] = to + 1
    }
    indexes = next
  }
  for (let i = 0; i < indexes.length; i++) {
    if (i % STEP === STEP - 1) yield
    indexes[i] = rows[indexes[i] as number] as number
  }
  return indexes
}

type TextColumn = Extract<Column, { type: 'text' }>

/**
 * Compares text values byte by byte, ignoring case for the letters a to z. It works on the encoded bytes because
 * decoding a million values would take seconds.
 */
function textOrder({ bytes, ends }: TextColumn, down: boolean): (a: number, b: number) => number {
  const direction = down ? -1 : 1
  return (a, b) => {
    let i = a === 0 ? 0 : (ends[a - 1] as number)
    let j = b === 0 ? 0 : (ends[b - 1] as number)
    const iEnd = ends[a] as number
    const jEnd = ends[b] as number
    for (; i < iEnd && j < jEnd; i++, j++) {
      const difference = lowerCase(bytes[i] as number) - lowerCase(bytes[j] as number)
      if (difference !== 0) return difference * direction
    }
    return (iEnd - i - (jEnd - j)) * direction
  }
}

function lowerCase(letter: number): number {
  return letter >= 65 && letter <= 90 ? letter + 32 : letter
}

/** A bottom-up merge sort, which is stable and can yield at any point. */
function* mergeSort(rows: RowNumbers, compare: (a: number, b: number) => number): Generator<undefined, RowNumbers> {
  let from: RowNumbers = rows.slice()
  let to: RowNumbers = new Uint32Array(rows.length)
  let done = 0
  for (let width = 1; width < rows.length; width *= 2) {
    for (let start = 0; start < rows.length; start += 2 * width) {
      const middle = Math.min(start + width, rows.length)
      const end = Math.min(start + 2 * width, rows.length)
      let [left, right] = [start, middle]
      for (let i = start; i < end; i++) {
        if (++done % (STEP / 8) === 0) yield
        const takesLeft = left < middle && (right >= end || compare(from[left] as number, from[right] as number) <= 0)
        to[i] = from[takesLeft ? left++ : right++] as number
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
