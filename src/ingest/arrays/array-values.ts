/**
 * @file Array values: decodes the bytes of an array to numbers, for any number size and byte order, or to text values.
 */
import type { ArrayHeader, ValueType } from './array-header'
import { rowsOf, valuesPerRow } from './array-header'

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
export function fortranRows(header: ArrayHeader, all: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
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
