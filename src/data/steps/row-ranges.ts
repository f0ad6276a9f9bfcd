/** @file Rows as ranges: read, written and counted. A range has both its ends. */
import { message, type Message } from '../../messages/message'
import type { Dataset } from '../dataset'
import type { RowRanges } from '../step'

/** Rising row numbers as ranges. */
export function rangesOf(rows: Iterable<number>): RowRanges {
  const ranges: [number, number][] = []
  for (const row of rows) {
    const last = ranges.at(-1)
    if (last && row === last[1] + 1) last[1] = row
    else ranges.push([row, row])
  }
  return ranges
}

/** How many rows the ranges have. */
export function rowsCounted(ranges: RowRanges): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/** What is wrong with ranges as they came from outside; undefined where they rise and lie apart. */
export function rangesFault(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return 'names no rows: rows are ranges like [[0, 4], [9, 9]]'
  let after = -1
  for (const range of value as unknown[]) {
    const [first, last] = Array.isArray(range) && range.length === 2 ? (range as unknown[]) : []
    if (!isRow(first) || !isRow(last) || first <= after || last < first)
      return 'names its rows wrong: ranges like [[0, 4], [9, 9]], rising and apart'
    after = last
  }
  return undefined
}

function isRow(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** Why the ranges don't fit the set; undefined where they do. */
export function rangesBeyond({ schema }: Dataset, ranges: RowRanges): Message | undefined {
  const last = ranges.at(-1)?.[1] ?? -1
  return last < schema.rows ? undefined : message('step-rows', { row: last, rows: schema.rows })
}
