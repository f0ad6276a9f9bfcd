/**
 * @file The values of a column as text and as pixels, and whether they are stored in blobs instead of in memory. This
 * is all of the column code that the first page needs.
 */
import type { Column, Paged } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'

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

/** Converts one image to a list of rows, each a list of pixels, each a list of channel values. */
export function nestedPixels(
  pixels: ArrayLike<number>,
  [height = 0, width = 0, channels = 1]: readonly number[],
): number[][][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      Array.from({ length: channels }, (_, c) => pixels[(y * width + x) * channels + c] ?? 0),
    ),
  )
}

/** Returns the blobs that store a column's values, or undefined if the values are in memory. */
export function pagedOf(column: Column | undefined): Paged | undefined {
  return column?.type === 'image' || column?.type === 'array' ? column.paged : undefined
}

/** Whether the values of a column are in blobs instead of memory. */
export function isPaged(column: Column | undefined): boolean {
  return pagedOf(column) !== undefined
}

/** Whether the dataset has a paged column. */
export function hasPaged({ columns }: Pick<Dataset, 'columns'>): boolean {
  return columns.some(isPaged)
}
