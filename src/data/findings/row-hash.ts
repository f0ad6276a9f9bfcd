/** @file Row hashes: rows that are alike share a number, exactly or by a grid over each column's range. */
import { perRow, textAt } from '../columns'
import { rowOf } from '../paged'
import { quantile } from '../profile-parts/numbers'
import { scatter } from '../profile-parts/distinct'
import { sampleOf } from './column-values'
import type { ViewedColumn } from './finding'
import { fold } from './fold'

/** A cell of a column as a word of 32 bits: equal cells, equal words. */
export type Hash = (row: number) => number

/** Rows that chance is estimated from. */
const SAMPLE = 20_000
/** Rows until others have their turn. */
const CHUNK = 65_536
/** Bytes of a text, on the whole, from which on it is one of its own. */
const SENTENCE = 24

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)

function hashNumber(value: number): number {
  double[0] = value === 0 ? 0 : value
  return scatter((halves[0] as number) ^ scatter((halves[1] as number) ^ 0x9e3779b9))
}

function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let a = 0x811c9dc5
  for (let i = from; i < to; i++) a = Math.imul(a ^ (bytes[i] as number), 0x01000193)
  return scatter(a ^ (to - from))
}

/** By the bits of the cells. */
export function exactHash({ schema, values }: ViewedColumn): Hash {
  switch (values.type) {
    case 'category':
      return (row) => scatter((values.codes[row] as number) + 7)
    case 'number':
    case 'time':
      return (row) => hashNumber(values.values[row] as number)
    case 'text':
      return (row) =>
        hashBytes(values.bytes, row === 0 ? 0 : (values.ends[row - 1] as number), values.ends[row] as number)
    case 'image': {
      const size = perRow(schema)
      return (row) => hashBytes(rowOf(values, size, row), 0, size)
    }
    case 'array': {
      const size = perRow(schema)
      return (row) => {
        const { buffer, byteOffset, byteLength } = rowOf(values, size, row)
        return hashBytes(new Uint8Array(buffer, byteOffset, byteLength), 0, byteLength)
      }
    }
    default:
      return values satisfies never
  }
}

/** Numbers by a grid of so many cells over the range that most are in, moved by part of a cell; texts by their letters; others exactly. */
export function gridHash(column: ViewedColumn, rows: number, cells: number, moved: number): Hash {
  const { values } = column
  if (values.type === 'text') return (row) => hashText(fold(textAt(values, row)))
  if (values.type !== 'number') return exactHash(column)
  const width = rangeOf(values.values, rows) / cells
  if (!(width > 0)) return exactHash(column)
  return (row) => {
    const value = values.values[row] as number
    return Number.isNaN(value) ? 1 : hashNumber(Math.floor(value / width + moved))
  }
}

function hashText(text: string): number {
  let a = 0x811c9dc5
  for (let i = 0; i < text.length; i++) a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
  return scatter(a)
}

/** From the 5 % to the 95 % quantile, of a sample where rows are many. */
export function rangeOf(values: Float32Array | Float64Array, rows: number): number {
  const some = sampleOf(rows, SAMPLE)
  const taken = some ? Float64Array.from(some, (row) => values[row] as number) : Float64Array.from(values)
  const sorted = taken.filter((value) => !Number.isNaN(value)).sort()
  return quantile(sorted, 0.95) - quantile(sorted, 0.05)
}

/** All hashes of each row as one number of 52 bits: column by column, so that a million rows take a moment. */
export function* rowKeys(hashes: readonly Hash[], rows: number): Generator<void, Float64Array> {
  const [a, b] = [new Uint32Array(rows).fill(0x1b873593), new Uint32Array(rows).fill(0x2545f491)]
  for (const hash of hashes) {
    for (let row = 0; row < rows; row++) {
      const h = hash(row)
      a[row] = scatter((a[row] as number) ^ h)
      b[row] = scatter(Math.imul(b[row] as number, 31) + h)
      if (row % CHUNK === CHUNK - 1) yield
    }
    yield
  }
  return Float64Array.from(a, (high, row) => high * 2 ** 20 + ((b[row] as number) >>> 12))
}

/** The hashes of a column, each taken once. */
export function kept(hash: Hash, rows: number): Hash {
  const words = new Uint32Array(rows)
  const known = new Uint8Array(rows)
  return (row) => {
    if (known[row] === 0) {
      words[row] = hash(row)
      known[row] = 1
    }
    return words[row] as number
  }
}

/** How many pairs of rows would be alike by chance, were the columns independent. */
export function pairsByChance(columns: readonly ViewedColumn[], hashes: readonly Hash[], rows: number): number {
  const some = sampleOf(rows, SAMPLE) ?? Uint32Array.from({ length: rows }, (_, row) => row)
  const pairs = (some.length * (some.length - 1)) / 2
  let share = 1
  for (const [i, hash] of hashes.entries()) {
    const values = columns[i]?.values
    // Nobody writes the same sentence twice by chance.
    if (values?.type === 'text' && values.bytes.length > SENTENCE * rows) return 0
    const sorted = Uint32Array.from(some, hash).sort()
    let alike = 0
    for (let at = 0; at < sorted.length; ) {
      let next = at + 1
      while (next < sorted.length && sorted[next] === sorted[at]) next++
      alike += ((next - at) * (next - at - 1)) / 2
      at = next
    }
    // None seen is not none there is.
    share *= Math.max(alike, 0.5) / Math.max(1, pairs)
  }
  return (share * rows * (rows - 1)) / 2
}
