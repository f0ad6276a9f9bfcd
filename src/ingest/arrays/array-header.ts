/** @file ArrayHeader: the header of an array file in any supported format, and the type of its values. */
import { readFilesText as text } from '../../messages/en/data/read-files'

/** How one value is encoded. */
export interface ValueType {
  readonly kind: 'int' | 'uint' | 'float' | 'bool' | 'letters' | 'bytes'
  /** The number of bytes per value. */
  readonly size: number
  readonly bigEndian: boolean
}

export interface ArrayHeader {
  readonly type: ValueType
  /** The shape of the array; the first axis counts the rows. */
  readonly shape: readonly number[]
  /** Whether the array is in Fortran order, in which the first axis changes fastest. */
  readonly fortran: boolean
  /** The byte offset of the values in the file. */
  readonly dataAt: number
}

/** An array in a file; its values have not been read yet. */
export interface NamedArray {
  /** The display name: the name of the file, or the name of the array in an archive. */
  readonly name: string
  readonly file: string
  readonly header: ArrayHeader
  readonly blob: Blob
}

/** The number of values in an array of this shape; Infinity if it is not a safe integer. */
export function valuesOf(shape: readonly number[]): number {
  const size = shape.reduce((product, axis) => product * axis, 1)
  return Number.isSafeInteger(size) ? size : Number.POSITIVE_INFINITY
}

/** The number of rows in an array; a scalar has one row. */
export function rowsOf({ shape }: ArrayHeader): number {
  return shape[0] ?? 1
}

/** The number of values per row. */
export function valuesPerRow({ shape }: ArrayHeader): number {
  return valuesOf(shape.slice(1))
}

/** Returns the display name of a value type, such as "8-bit integers". */
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
