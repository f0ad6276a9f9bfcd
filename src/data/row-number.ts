/**
 * @file rowNumber: the permanent row number shown to users, counted from 1. A row gets its number on import and keeps
 * it when other rows are excluded; rows added later get the next numbers. Commands and scripts use zero-based row
 * indexes instead.
 */
import type { Origin } from './dataset'

/** Returns the permanent number of the row at this zero-based index. */
export function rowNumber({ origin }: { readonly origin?: Origin | undefined }, row: number): number {
  return (origin?.rows?.[row] ?? row) + 1
}
