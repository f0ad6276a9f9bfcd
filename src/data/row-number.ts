/**
 * @file rowNumber: the permanent row number that people see, counted from 1. A row gets its number on import and keeps
 * it when other rows are excluded; rows that are added later get the next numbers. Commands and scripts use row
 * indexes, from 0.
 */
import type { Origin } from './dataset'

/** The permanent number of the row at this index; indexes start at 0. */
export function rowNumber({ origin }: { readonly origin?: Origin | undefined }, row: number): number {
  return (origin?.rows?.[row] ?? row) + 1
}
