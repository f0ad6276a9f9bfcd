/**
 * @file rowNumber: the number a row is called by wherever a person sees one. It counts from 1 and lasts: the row had it when it was
 * brought in, and keeps it whatever rows are left out; rows added later have the next ones. Commands and scripts go by where a row
 * stands, from 0.
 */
import type { Origin } from './dataset'

/** The lasting number of the row that stands at a place, from 0. */
export function rowNumber({ origin }: { readonly origin?: Origin | undefined }, row: number): number {
  return (origin?.rows?.[row] ?? row) + 1
}
