/**
 * @file columnsIn: finds the visible columns. A table may have a thousand columns; only the visible columns and one on
 * either side are in the DOM.
 */
import type { PlacedColumn } from './use-columns'

/** Returns the index of the first visible column and the index after the last. */
export function columnsIn(
  columns: readonly PlacedColumn[],
  left: number,
  width: number,
): { readonly from: number; readonly to: number } {
  const from = columns.findIndex((column) => column.left + column.width > left)
  if (from < 0) return { from: 0, to: columns.length }
  const after = columns.findIndex((column) => column.left >= left + width)
  return { from: Math.max(0, from - 1), to: after < 0 ? columns.length : Math.min(columns.length, after + 1) }
}
