/** @file Finding: something that may be wrong with a set, with the rows behind it and what can be done; and how one is looked for. */
import type { FindingArgs, FindingCode } from '../../messages/en/findings'
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Column, Dataset, Split } from '../dataset'
import type { Remedy } from './remedy'

/** Bad: the figures of a training on it would be wrong. Warn: they may be. Note: good to know. */
export type Severity = 'bad' | 'warn' | 'note'

interface Of<C extends FindingCode> {
  readonly code: C
  readonly args: FindingArgs<C>
  readonly severity: Severity
  /** The columns it is about; with the code they name it, so that what was accepted is known again. */
  readonly columns: readonly string[]
  /** The first rows behind it, ascending, or copies beside what they are copies of. */
  readonly rows: readonly number[]
  /** How many rows there are behind it in all. */
  readonly count: number
  /** Looked for among so many rows drawn by a fixed seed: all would take too long. */
  readonly sampled?: number
  readonly remedies: readonly Remedy[]
}

export type Finding<C extends FindingCode = FindingCode> = { [K in C]: Of<K> }[C]

/** A set as it is looked at. */
export interface ViewedSet {
  readonly dataset: Dataset
  readonly split: Split
  /** The column to predict; undefined where the set has none of that name. */
  readonly target: ViewedColumn | undefined
  readonly features: readonly ViewedColumn[]
  /** All columns. */
  readonly columns: readonly ViewedColumn[]
}

export interface ViewedColumn {
  readonly schema: ColumnSchema
  readonly values: Column
}

/** One kind of looking. A yield lets others have their turn. */
export interface FindingDef {
  readonly codes: readonly FindingCode[]
  find(set: ViewedSet): Generator<void, readonly Finding[]>
}

/** Types a kind of looking. */
export function defineFinding(def: FindingDef): FindingDef {
  return def
}

/** Rows that a finding carries at most: what is more is counted. */
export const MOST_ROWS = 1000

/** A finding, its rows cut to what is carried. */
export function finding<C extends FindingCode>(
  code: C,
  args: FindingArgs<C>,
  rest: Pick<Of<C>, 'severity' | 'columns'> & {
    readonly rows?: ArrayLike<number>
    readonly count?: number
    readonly sampled?: number | undefined
    readonly remedies?: readonly Remedy[]
  },
): Finding {
  const { severity, columns, rows = [], count = rows.length, sampled, remedies = [] } = rest
  const first = Array.from({ length: Math.min(rows.length, MOST_ROWS) }, (_, i) => rows[i] as number)
  return {
    ...{ code, args, severity, columns, rows: first, count, remedies },
    ...(sampled === undefined ? {} : { sampled }),
  } as Finding
}

/** What names a finding from one report to the next. */
export function keyOf({ code, columns }: Pick<Finding, 'code' | 'columns'>): string {
  return [code, ...columns].join(':')
}
