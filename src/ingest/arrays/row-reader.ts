/**
 * @file Row reader: reads the bytes of any range of rows, in C order, from one array or several concatenated arrays.
 */
import { refuse } from '../../messages/message'
import { LIMITS } from '../limits'
import { type NamedArray, rowsOf } from './array-header'
import { fortranRows, rowBytes } from './array-values'

/** Reads the rows of one or more arrays with the same type and row shape. */
export interface RowReader {
  readonly count: number
  /** Reads the bytes of rows `from` to `to`. */
  bytes(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>
}

/** Reads the rows of a single array. */
export function rowsOfArray(array: NamedArray): RowReader {
  const { header, blob } = array
  const size = rowBytes(header)
  const count = rowsOf(header)
  if (!header.fortran || header.shape.length < 2) {
    const at = (row: number) => header.dataAt + row * size
    return { count, bytes: async (from, to) => new Uint8Array(await blob.slice(at(from), at(to)).arrayBuffer()) }
  }
  const whole = size * count
  if (whole > LIMITS.fortranBytes) refuse('npy-memory', { file: array.name, bytes: whole, limit: LIMITS.fortranBytes })
  let all: Promise<Uint8Array> | undefined
  return {
    count,
    async bytes(from, to) {
      all ??= blob
        .slice(header.dataAt)
        .arrayBuffer()
        .then((bytes) => new Uint8Array(bytes))
      return fortranRows(header, await all, from, to)
    },
  }
}

/** Concatenates several row readers into one. */
export function concatRows(parts: readonly RowReader[]): RowReader {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  return {
    count,
    async bytes(from, to) {
      const pieces: Uint8Array<ArrayBuffer>[] = []
      let start = 0
      for (const part of parts) {
        const [first, last] = [Math.max(from - start, 0), Math.min(to - start, part.count)]
        if (first < last) pieces.push(await part.bytes(first, last))
        start += part.count
      }
      return pieces.length === 1 ? (pieces[0] as Uint8Array<ArrayBuffer>) : joined(pieces)
    },
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}
