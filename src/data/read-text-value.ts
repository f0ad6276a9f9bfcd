/**
 * @file textAt: returns the text of a row. It is a separate module because it is the only column operation that the
 * initial page needs.
 */
import type { Column } from '../catalog/dataset-schema'

type TextColumn = Extract<Column, { type: 'text' }>

const utf8 = new TextDecoder()

/** Returns the start and end byte offsets of a row's text. */
export function textRange({ ends }: TextColumn, row: number): readonly [number, number] {
  return [row === 0 ? 0 : (ends[row - 1] as number), ends[row] as number]
}

/** Returns the text of a row; empty if the value is missing. */
export function textAt(column: TextColumn, row: number): string {
  const [from, to] = textRange(column, row)
  return utf8.decode(column.bytes.subarray(from, to))
}
