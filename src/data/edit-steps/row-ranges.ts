/** @file Row ranges: parses, creates and counts ranges of rows. Both ends of a range are inclusive. */
import { stepFaults } from '../../messages/en/dataset-edits'
import { message, type Message } from '../../messages/message'
import type { Dataset } from '../dataset'
import type { RowRanges } from '../dataset-edit'

/** Converts ascending row numbers to row ranges. */
export function rangesOf(rows: Iterable<number>): RowRanges {
  const ranges: [number, number][] = []
  for (const row of rows) {
    const last = ranges.at(-1)
    if (last && row === last[1] + 1) last[1] = row
    else ranges.push([row, row])
  }
  return ranges
}

/** The number of rows in the ranges. */
export function countRows(ranges: RowRanges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/**
 * Validates ranges from an untrusted source. Returns the problem, or undefined if the ranges are ascending and do not
 * overlap.
 */
export function rangesFault(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return stepFaults.noRows
  let after = -1
  for (const range of value as unknown[]) {
    const [first, last] = Array.isArray(range) && range.length === 2 ? (range as unknown[]) : []
    if (!isRow(first) || !isRow(last) || first <= after || last < first) return stepFaults.badRows
    after = last
  }
  return undefined
}

function isRow(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** Returns the reason why the ranges do not fit the dataset, or undefined if they do. */
export function rangesOutOfBounds({ schema }: Dataset, ranges: RowRanges): Message | undefined {
  const last = ranges.at(-1)?.[1] ?? -1
  return last < schema.rows ? undefined : message('step-rows', { row: last, rows: schema.rows })
}
