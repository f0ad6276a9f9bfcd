/**
 * @file Array values: decodes the bytes of an array to numbers, for any number size and byte order, or to text values,
 * and reads its rows.
 */
import { type ArrayHeader, type NamedArray, rowsOf, valuesPerRow, type ValueType } from './array-header'
import { refuse } from '../../messages/message'
import { LIMITS } from '../limits'

const PAIR = 2 ** 32

/** Decodes numbers from `bytes` until `out` is filled. */
export function readNumbers(
  { kind, size, bigEndian }: ValueType,
  bytes: Uint8Array,
  out: Float32Array | Float64Array,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = reader(kind, size)
  const little = !bigEndian
  for (let i = 0; i < out.length; i++) out[i] = read(view, i * size, little)
}

type Read = (view: DataView, at: number, little: boolean) => number

function reader(kind: ValueType['kind'], size: number): Read {
  const key = `${kind} ${size}`
  switch (key) {
    case 'int 1':
      return (view, at) => view.getInt8(at)
    case 'uint 1':
      return (view, at) => view.getUint8(at)
    case 'bool 1':
      return (view, at) => (view.getUint8(at) === 0 ? 0 : 1)
    case 'int 2':
      return (view, at, little) => view.getInt16(at, little)
    case 'uint 2':
      return (view, at, little) => view.getUint16(at, little)
    case 'int 4':
      return (view, at, little) => view.getInt32(at, little)
    case 'uint 4':
      return (view, at, little) => view.getUint32(at, little)
    case 'int 8':
      return (view, at, little) =>
        view.getInt32(little ? at + 4 : at, little) * PAIR + view.getUint32(little ? at : at + 4, little)
    case 'uint 8':
      return (view, at, little) =>
        view.getUint32(little ? at + 4 : at, little) * PAIR + view.getUint32(little ? at : at + 4, little)
    case 'float 2':
      return (view, at, little) => half(view.getUint16(at, little))
    case 'float 4':
      return (view, at, little) => view.getFloat32(at, little)
    case 'float 8':
      return (view, at, little) => view.getFloat64(at, little)
    default:
      throw new Error(`no numbers of ${key}`)
  }
}

/** Decodes an IEEE 754 half-precision number. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Decodes fixed-length strings and removes the zeros with which NumPy pads them. */
export function readTexts({ kind, size, bigEndian }: ValueType, bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const utf8 = new TextDecoder()
  return Array.from({ length: bytes.length / size }, (_, i) => {
    if (kind === 'bytes') return utf8.decode(bytes.subarray(i * size, (i + 1) * size)).replace(/\0+$/, '')
    let text = ''
    for (let at = i * size; at < (i + 1) * size; at += 4) {
      const point = view.getUint32(at, !bigEndian)
      text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd'
    }
    return text.replace(/\0+$/, '')
  })
}

/**
 * Returns the bytes of rows `from` to `to` of an array in Fortran order, converted to C order; `all` contains the full
 * array.
 */
function fortranRows(header: ArrayHeader, all: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  const { size } = header.type
  const rows = rowsOf(header)
  const positions = fortranPositions(header.shape.slice(1))
  const out = new Uint8Array((to - from) * positions.length * size)
  let at = 0
  for (let row = from; row < to; row++) {
    for (const position of positions) {
      const start = (row + rows * position) * size
      for (let byte = 0; byte < size; byte++) out[at++] = all[start + byte] as number
    }
  }
  return out
}

/** Returns, for each value of a row in C order, its index in Fortran order. */
function fortranPositions(shape: readonly number[]): Uint32Array {
  const indexes = new Uint32Array(shape.reduce((size, axis) => size * axis, 1))
  for (let i = 0; i < indexes.length; i++) {
    let rest = i
    let position = 0
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number
      const stride = shape.slice(0, axis).reduce((size, before) => size * before, 1)
      position += (rest % length) * stride
      rest = Math.floor(rest / length)
    }
    indexes[i] = position
  }
  return indexes
}

/** The number of bytes per row. */
export function rowBytes(header: ArrayHeader): number {
  return valuesPerRow(header) * header.type.size
}

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
