/**
 * @file rowNumber: the row number that people see. It counts from 1 and never changes: a row gets it on import and keeps it when other rows
 * are excluded; rows that are added later get the next numbers. Commands and scripts use row indexes, from 0.
 */
import type { Origin } from './dataset'

/** The permanent number of the row at an index, from 0. */
export function rowNumber({ origin }: { readonly origin?: Origin | undefined }, row: number): number {
  return (origin?.rows?.[row] ?? row) + 1
}
