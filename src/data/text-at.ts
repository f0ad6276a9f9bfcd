/** @file textAt: the text of a row. By itself: the first page shows texts, and does nothing else to columns. */
import type { Column } from '../catalog/dataset-schema'

type TextColumn = Extract<Column, { type: 'text' }>

const utf8 = new TextDecoder()

/** Where the bytes of a row begin and end. */
export function textRange({ ends }: TextColumn, row: number): readonly [number, number] {
  return [row === 0 ? 0 : (ends[row - 1] as number), ends[row] as number]
}

/** The text of a row; empty where missing. */
export function textAt(column: TextColumn, row: number): string {
  const [from, to] = textRange(column, row)
  return utf8.decode(column.bytes.subarray(from, to))
}
