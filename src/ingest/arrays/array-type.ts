/** @file ArrayHeader: the header of an array file in any format, and the type of its values. */
import { readFilesText as text } from '../../messages/en/data/read-files'

/** How one value is written. */
export interface ValueType {
  readonly kind: 'int' | 'uint' | 'float' | 'bool' | 'letters' | 'bytes'
  /** Bytes a value takes. */
  readonly size: number
  readonly bigEndian: boolean
}

export interface ArrayHeader {
  readonly type: ValueType
  /** Rows first. */
  readonly shape: readonly number[]
  /** The first axis changes fastest. */
  readonly fortran: boolean
  /** Where the values begin. */
  readonly dataAt: number
}

/** An array in a file, its values not read yet. */
export interface NamedArray {
  /** As told: the name of the file, or of the array in an archive. */
  readonly name: string
  readonly file: string
  readonly header: ArrayHeader
  readonly blob: Blob
}

/** The number of values of a shape; Infinity where it is past what can be counted. */
export function valuesOf(shape: readonly number[]): number {
  const size = shape.reduce((product, axis) => product * axis, 1)
  return Number.isSafeInteger(size) ? size : Number.POSITIVE_INFINITY
}

/** Rows of an array; a lone number is one. */
export function rowsOf({ shape }: ArrayHeader): number {
  return shape[0] ?? 1
}

/** Values in one row. */
export function valuesPerRow({ shape }: ArrayHeader): number {
  return valuesOf(shape.slice(1))
}

/** The name of a type: "8-bit integers". */
export function typeWords({ kind, size }: ValueType): string {
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
