/**
 * @file The header of an IDX file (the format of MNIST, by Yann LeCun): two zeros, a type code, the number of axes, and
 * the axis lengths, all big-endian.
 */
import { refuse } from '../../messages/message'
import { type ArrayHeader, type ValueType, valuesOf } from './array-header'

const TYPES: ReadonlyMap<number, Pick<ValueType, 'kind' | 'size'>> = new Map([
  [0x08, { kind: 'uint', size: 1 }],
  [0x09, { kind: 'int', size: 1 }],
  [0x0b, { kind: 'int', size: 2 }],
  [0x0c, { kind: 'int', size: 4 }],
  [0x0d, { kind: 'float', size: 4 }],
  [0x0e, { kind: 'float', size: 8 }],
])

const MAX_AXES = 8
/** The maximum header size in bytes. */
export const IDX_HEAD = 4 + 4 * MAX_AXES

const NAMED = /(^|[.\-_])(idx\d?|ubyte)([.\-_]|$)/i

/** Whether a file name looks like that of an IDX file: train-images-idx3-ubyte.gz. */
export function isIdxName(path: string): boolean {
  return NAMED.test(path.slice(path.lastIndexOf('/') + 1))
}

/** Whether the bytes are the beginning of an IDX file. */
export function isIdx(bytes: Uint8Array): boolean {
  const axes = bytes[3] ?? 0
  return bytes[0] === 0 && bytes[1] === 0 && TYPES.has(bytes[2] ?? 0) && axes >= 1 && axes <= MAX_AXES
}

/** Parses the header of a file of `length` bytes. */
export function readIdxHeader(head: Uint8Array, length: number, file: string): ArrayHeader {
  const type = TYPES.get(head[2] ?? 0)
  if (!isIdx(head) || !type) refuse('idx-broken', { file })
  const axes = head[3] as number
  const dataAt = 4 + 4 * axes
  if (head.length < dataAt) refuse('idx-broken', { file })
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis))
  const required = valuesOf(shape) * type.size
  if (required !== length - dataAt) refuse('idx-length', { file, shape, wants: required, has: length - dataAt })
  return { type: { ...type, bigEndian: true }, shape, fortran: false, dataAt }
}
