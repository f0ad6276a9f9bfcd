/**
 * @file Steps about rows, which are stored as ranges: exclude the given rows, keep only them, or leave them out of
 * training only.
 */
import { fail, ok, type Result } from '../../base/result'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { stepFaults } from '../../messages/en/dataset-edits'
import { type Message, message } from '../../messages/message'
import { takeRows } from '../column-operations'
import type { Dataset } from '../dataset'
import { defineStep, type RowRanges } from '../dataset-edit'
import { withEmptied, withoutEmptied } from './step-helpers'

interface ExcludeStep {
  readonly kind: 'exclude'
  readonly rows: RowRanges
  /** The reason, shown in the edit history, such as "duplicates". */
  readonly why?: string
  readonly [part: string]: unknown
}

interface KeepStep {
  readonly kind: 'keep'
  readonly rows: RowRanges
  readonly why?: string
  readonly [part: string]: unknown
}

const check = ({ rows, why }: Readonly<Record<string, unknown>>) =>
  rangesFault(rows) ?? (why === undefined || typeof why === 'string' ? undefined : stepFaults.badReason)

export const excludeRows = defineStep<ExcludeStep>({
  kind: 'exclude',
  movesRows: true,
  namesRows: true,
  record: ({ rows, why, number }) =>
    message('step-did-exclude', {
      ...{ rows: countRows(rows), ...(why ? { why } : {}) },
      ...(typeof number === 'number' ? { row: number } : {}),
    }),
  check,
  apply: (dataset, step) => withoutRows(dataset, step, 0),
  settle: (step, before, after) => withEmptied(step, before.schema.target, before, after),
})

export const keepRows = defineStep<KeepStep>({
  kind: 'keep',
  movesRows: true,
  namesRows: true,
  record: ({ rows, why }) => message('step-did-keep', { rows: countRows(rows), ...(why ? { why } : {}) }),
  check,
  apply: (dataset, step) => withoutRows(dataset, step, 1),
  settle: (step, before, after) => withEmptied(step, before.schema.target, before, after),
})

interface LeaveOutStep {
  readonly kind: 'leaveOut'
  readonly rows: RowRanges
  /** Trains on the rows again. */
  readonly back?: boolean
  readonly [part: string]: unknown
}

/** Rows keep their permanent numbers, so they stay left out when others are excluded or added. */
export const leaveOutRows = defineStep<LeaveOutStep>({
  kind: 'leaveOut',
  namesRows: true,
  record: ({ rows, back, number }) =>
    message('step-did-leave-out', {
      ...{ rows: countRows(rows), isBack: back === true },
      ...(typeof number === 'number' ? { row: number } : {}),
    }),
  check: ({ rows, back }) =>
    rangesFault(rows) ?? (back === undefined || typeof back === 'boolean' ? undefined : stepFaults.badBack),
  apply(dataset, { rows, back = false }) {
    const beyond = rangesOutOfBounds(dataset, rows)
    if (beyond) return fail(beyond)
    const origin = dataset.origin ?? { base: dataset }
    const leftOut = new Set(origin.leftOut)
    for (const [first, last] of rows)
      for (let row = first; row <= last; row++) {
        const number = origin.rows?.[row] ?? row
        if (back) leftOut.delete(number)
        else leftOut.add(number)
      }
    return ok({ ...dataset, origin: { ...origin, leftOut } })
  },
})

function withoutRows(dataset: Dataset, step: ExcludeStep | KeepStep, stays: 0 | 1): Result<Dataset, Message> {
  const { rows: ranges } = step
  const beyond = rangesOutOfBounds(dataset, ranges)
  if (beyond) return fail(beyond)
  const mask = new Uint8Array(dataset.schema.rows).fill(1 - stays)
  for (const [first, last] of ranges) mask.fill(stays, first, last + 1)
  const left = withRows(dataset, mask)
  return left.ok ? ok(withoutEmptied(left.value, step)) : left
}

/** Returns a dataset with only the rows selected by the mask; the test rows stay last. */
export function withRows({ schema, columns, origin }: Dataset, mask: Uint8Array): Result<Dataset, Message> {
  const count = mask.reduce((sum, one) => sum + one, 0)
  if (count === 0) return fail(message('step-no-rows', { rows: schema.rows }))
  const rows = new Uint32Array(count)
  let at = 0
  let testRows = 0
  mask.forEach((one, row) => {
    if (!one) return
    rows[at++] = row
    if (row >= schema.rows - schema.testRows) testRows++
  })
  return ok({
    schema: { ...schema, rows: count, testRows },
    columns: columns.map((column, i) => takeRows(column, schema.columns[i] as ColumnSchema, rows)),
    ...(origin && {
      origin: {
        ...origin,
        rows: Int32Array.from(rows, (row) => (origin.rows ? (origin.rows[row] as number) : row)),
      },
    }),
  })
}

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
