/** @file ArrayHeader: the header of an array file in any format, and the type of its values. */
import { readFilesText as text } from '../../messages/en/data/read-files'

/** The encoding of one value. */
export interface ValueType {
  readonly kind: 'int' | 'uint' | 'float' | 'bool' | 'letters' | 'bytes'
  /** Bytes per value. */
  readonly size: number
  readonly bigEndian: boolean
}

export interface ArrayHeader {
  readonly type: ValueType
  /** The shape, with the number of rows first. */
  readonly shape: readonly number[]
  /** Whether the first axis changes fastest. */
  readonly fortran: boolean
  /** The offset of the values. */
  readonly dataAt: number
}

/** An array in a file whose values have not been read yet. */
export interface NamedArray {
  /** Its display name: the name of the file, or of the array in an archive. */
  readonly name: string
  readonly file: string
  readonly header: ArrayHeader
  readonly blob: Blob
}

/** The number of values of a shape; Infinity if it exceeds the safe integers. */
export function valuesOf(shape: readonly number[]): number {
  const size = shape.reduce((product, axis) => product * axis, 1)
  return Number.isSafeInteger(size) ? size : Number.POSITIVE_INFINITY
}

/** The rows of an array; a scalar has one. */
export function rowsOf({ shape }: ArrayHeader): number {
  return shape[0] ?? 1
}

/** Values per row. */
export function valuesPerRow({ shape }: ArrayHeader): number {
  return valuesOf(shape.slice(1))
}

/** The display name of a type: "8-bit integers". */
export function typeName({ kind, size }: ValueType): string {
  switch (kind) {
    case 'int':
    case 'uint':
      return text.values.integers({ bits: 8 * size })
    case 'float':
      return text.values.floats({ bits: 8 * size })
    case 'bool':
      return text.values.booleans
    case 'letters':
    case 'bytes':
      return text.values.texts
    default:
      return kind satisfies never
  }
}
