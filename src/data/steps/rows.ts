/** @file Rows left out, or all others. */
import { message, type Message } from '../../messages/message'
import { counted } from '../../messages/format'
import { fail, ok, type Result } from '../../base/result'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import { takeRows } from '../columns'
import type { Dataset } from '../dataset'
import { defineStep, type RowRanges } from '../step'
import { rangesBeyond, rangesFault, rowsCounted } from './row-ranges'

export interface ExcludeStep {
  readonly kind: 'exclude'
  readonly rows: RowRanges
  /** Why, for the record: "duplicates". */
  readonly why?: string
  readonly [part: string]: unknown
}

export interface KeepStep {
  readonly kind: 'keep'
  readonly rows: RowRanges
  readonly why?: string
  readonly [part: string]: unknown
}

const whyWords = (why: unknown) => (typeof why === 'string' && why !== '' ? `: ${why}` : '')
const check = ({ rows, why }: Readonly<Record<string, unknown>>) =>
  rangesFault(rows) ?? (why === undefined || typeof why === 'string' ? undefined : 'says why in no words')

export const exclude = defineStep<ExcludeStep>({
  kind: 'exclude',
  movesRows: true,
  namesRows: true,
  words: ({ rows, why }) => `left out ${counted(rowsCounted(rows), 'row')}${whyWords(why)}`,
  check,
  apply: (dataset, { rows }) => left(dataset, rows, 0),
})

export const keep = defineStep<KeepStep>({
  kind: 'keep',
  movesRows: true,
  namesRows: true,
  words: ({ rows, why }) => `kept ${counted(rowsCounted(rows), 'row')} alone${whyWords(why)}`,
  check,
  apply: (dataset, { rows }) => left(dataset, rows, 1),
})

function left(dataset: Dataset, ranges: RowRanges, stays: 0 | 1): Result<Dataset, Message> {
  const beyond = rangesBeyond(dataset, ranges)
  if (beyond) return fail(beyond)
  const mask = new Uint8Array(dataset.schema.rows).fill(1 - stays)
  for (const [first, last] of ranges) mask.fill(stays, first, last + 1)
  return withRows(dataset, mask)
}

/** The set of the rows that the mask has; its own test rows stay the last ones. */
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
