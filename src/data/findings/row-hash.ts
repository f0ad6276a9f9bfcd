/**
 * @file Row hashes: equal rows, or similar rows, get the same hash. Similarity is defined by a grid over each column's
 * range.
 */
import { perRow, textAt } from '../column-operations'
import { rowOf } from '../paged-columns'
import { quantile } from '../profile-statistics/running-stats'
import { mixBits } from '../profile-statistics/value-counts'
import { normalizeText, sampleRows } from './column-values'
import type { ColumnData } from './finding'

/** The 32-bit hash of a cell; equal cells have equal hashes. */
export type RowHash = (row: number) => number

/** The maximum number of rows used to estimate how many duplicates would occur by chance. */
const SAMPLE = 20_000
/** The number of rows processed between two yields. */
const CHUNK = 65_536
/** If the average text is at least this many bytes long, each text is assumed to be a unique sentence. */
const SENTENCE_BYTES = 24

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)

function hashNumber(value: number): number {
  double[0] = value === 0 ? 0 : value
  return mixBits((halves[0] as number) ^ mixBits((halves[1] as number) ^ 0x9e3779b9))
}

function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let a = 0x811c9dc5
  for (let i = from; i < to; i++) a = Math.imul(a ^ (bytes[i] as number), 0x01000193)
  return mixBits(a ^ (to - from))
}

/** Hashes the exact bits of each cell. */
export function exactHash({ schema, values }: ColumnData): RowHash {
  switch (values.type) {
    case 'category':
      return (row) => mixBits((values.codes[row] as number) + 7)
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

/**
 * Hashes a number by its cell in a grid, text by its normalized letters, and any other type exactly. The grid has this
 * many cells over the usual range and is shifted by a fraction of a cell.
 */
export function gridHash(column: ColumnData, rows: number, cells: number, moved: number): RowHash {
  const { values } = column
  if (values.type === 'text') return (row) => hashText(normalizeText(textAt(values, row)))
  if (values.type !== 'number') return exactHash(column)
  const width = usualRange(values.values, rows) / cells
  if (!(width > 0)) return exactHash(column)
  return (row) => {
    const value = values.values[row] as number
    return Number.isNaN(value) ? 1 : hashNumber(Math.floor(value / width + moved))
  }
}

function hashText(text: string): number {
  let a = 0x811c9dc5
  for (let i = 0; i < text.length; i++) a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
  return mixBits(a)
}

/** The width of the range from the 5% to the 95% quantile, computed from a sample if there are many rows. */
export function usualRange(values: Float32Array | Float64Array, rows: number): number {
  const some = sampleRows(rows, SAMPLE)
  const sample = some ? Float64Array.from(some, (row) => values[row] as number) : Float64Array.from(values)
  const sorted = sample.filter((value) => !Number.isNaN(value)).sort()
  return quantile(sorted, 0.95) - quantile(sorted, 0.05)
}

/**
 * Combines all hashes of each row into one 52-bit number. It processes one column at a time, which is fast even for a
 * million rows.
 */
export function* rowKeys(hashes: readonly RowHash[], rows: number): Generator<void, Float64Array> {
  const [a, b] = [new Uint32Array(rows).fill(0x1b873593), new Uint32Array(rows).fill(0x2545f491)]
  for (const hash of hashes) {
    for (let row = 0; row < rows; row++) {
      const h = hash(row)
      a[row] = mixBits((a[row] as number) ^ h)
      b[row] = mixBits(Math.imul(b[row] as number, 31) + h)
      if (row % CHUNK === CHUNK - 1) yield
    }
    yield
  }
  return Float64Array.from(a, (high, row) => high * 2 ** 20 + ((b[row] as number) >>> 12))
}

/** Computes the hashes of a column once and caches them. */
export function cached(hash: RowHash, rows: number): RowHash {
  const hashes = new Uint32Array(rows)
  const known = new Uint8Array(rows)
  return (row) => {
    if (known[row] === 0) {
      hashes[row] = hash(row)
      known[row] = 1
    }
    return hashes[row] as number
  }
}

/** The number of equal row pairs that would be expected if the columns were independent. */
export function expectedPairs(columns: readonly ColumnData[], hashes: readonly RowHash[], rows: number): number {
  const some = sampleRows(rows, SAMPLE) ?? Uint32Array.from({ length: rows }, (_, row) => row)
  const pairs = (some.length * (some.length - 1)) / 2
  let share = 1
  for (const [i, hash] of hashes.entries()) {
    const values = columns[i]?.values
    // The same sentence rarely occurs twice by chance.
    if (values?.type === 'text' && values.bytes.length > SENTENCE_BYTES * rows) return 0
    const sorted = Uint32Array.from(some, hash).sort()
    let equalPairs = 0
    for (let at = 0; at < sorted.length; ) {
      let next = at + 1
      while (next < sorted.length && sorted[next] === sorted[at]) next++
      equalPairs += ((next - at) * (next - at - 1)) / 2
      at = next
    }
    // A sample without equal pairs does not prove that there are none, so assume half a pair.
    share *= Math.max(equalPairs, 0.5) / Math.max(1, pairs)
  }
  return (share * rows * (rows - 1)) / 2
}
