/**
 * @file RowOrder: by which columns rows stand, and the order that gives: stable, missing ones last whichever way it goes. Made in
 * steps, so that a page can sort a million rows between its frames.
 */
import type { Column, ColumnSchema } from '../catalog/dataset-schema'
import { columnIndex } from '../catalog/dataset-schema'
import { isMissing } from './columns'
import type { Dataset } from './dataset'

export interface SortBy {
  readonly column: string
  /** The greatest first. */
  readonly down?: boolean
}

export type RowNumbers = Uint32Array<ArrayBuffer>

/** Rows done between two steps: about a millisecond. */
const STEP = 32_768
/** Digits of a key are of 16 bits. */
const DIGITS = 65_536

/** Whether rows can stand in the order of a column. */
export function isSortable(schema: ColumnSchema): boolean {
  return schema.type !== 'image' && schema.type !== 'array'
}

/**
 * The rows in order; yields between steps. The last column is sorted by first: each sort keeps what those before it made of
 * equals. Columns that are not there, or have no order, are passed over.
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
    const { there, missing } = yield* partedByMissing(order, described, column)
    const sorted =
      column.type === 'text'
        ? yield* merged(there, textOrder(column, down))
        : yield* byDigits(there, yield* keysOf(there, described, column), down)
    order = new Uint32Array(rows.length)
    order.set(sorted)
    order.set(missing, sorted.length)
  }
  return order
}

function* partedByMissing(rows: RowNumbers, schema: ColumnSchema, column: Column) {
  const there = new Uint32Array(rows.length)
  const missing = new Uint32Array(rows.length)
  let [here, gone] = [0, 0]
  for (let i = 0; i < rows.length; i++) {
    if (i % STEP === STEP - 1) yield
    const row = rows[i] as number
    if (isMissing(column, schema, row)) missing[gone++] = row
    else there[here++] = row
  }
  return { there: there.subarray(0, here), missing: missing.subarray(0, gone) }
}

/** For each of the rows its key, as digits of 16 bits from the least to the most significant: keys stand as their values do. */
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
    // -0 and 0 are one number, and IEEE numbers stand as whole ones do once the sign is turned.
    bits[0] = (column.values[rows[i] as number] as number) + 0
    const turn = (words[top] as number) >= 0x8000 ? 0xffff : 0
    for (let d = 0; d <= top; d++) {
      const digit = digits[d] as Uint16Array
      digit[i] = (words[d] as number) ^ (d === top && turn === 0 ? 0x8000 : turn)
    }
  }
  return digits
}

/** The place of each class among them by name, numbers in names as numbers: 9 before 10. */
function ranksOf(values: readonly string[]): Uint16Array {
  const { compare } = new Intl.Collator('en', { numeric: true })
  const ranks = new Uint16Array(values.length)
  const order = values.map((_, i) => i).sort((a, b) => compare(values[a] ?? '', values[b] ?? ''))
  order.forEach((code, rank) => {
    ranks[code] = rank
  })
  return ranks
}

/** Least significant digit first, each time by counting: stable, and the same time whatever the values. */
function* byDigits(rows: RowNumbers, digits: readonly Uint16Array[], down: boolean): Generator<undefined, RowNumbers> {
  let places: RowNumbers = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) places[i] = i
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
    for (let i = 0; i < places.length; i++) {
      if (i % STEP === STEP - 1) yield
      const place = places[i] as number
      const value = digit[place] as number
      const to = ends[value] as number
      next[to] = place
      ends[value] = to + 1
    }
    places = next
  }
  for (let i = 0; i < places.length; i++) {
    if (i % STEP === STEP - 1) yield
    places[i] = rows[places[i] as number] as number
  }
  return places
}

type TextColumn = Extract<Column, { type: 'text' }>

/** Texts as they stand letter by letter, capitals as small ones: on the bytes, for decoding a million texts takes seconds. */
function textOrder({ bytes, ends }: TextColumn, down: boolean): (a: number, b: number) => number {
  const way = down ? -1 : 1
  return (a, b) => {
    let i = a === 0 ? 0 : (ends[a - 1] as number)
    let j = b === 0 ? 0 : (ends[b - 1] as number)
    const iEnd = ends[a] as number
    const jEnd = ends[b] as number
    for (; i < iEnd && j < jEnd; i++, j++) {
      const difference = small(bytes[i] as number) - small(bytes[j] as number)
      if (difference !== 0) return difference * way
    }
    return (iEnd - i - (jEnd - j)) * way
  }
}

function small(letter: number): number {
  return letter >= 65 && letter <= 90 ? letter + 32 : letter
}

/** A merge sort from the bottom up: stable, and it can rest anywhere. */
function* merged(rows: RowNumbers, compare: (a: number, b: number) => number): Generator<undefined, RowNumbers> {
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
