/**
 * @file Finding: a possible problem with a dataset, with its rows and remedies, which fix it; FindingDef detects one
 * kind of finding.
 */
import type { ColumnSchema } from '../../catalog/dataset-schema'
import type { Plan, SplitPick } from '../../catalog/training-plan'
import type { FindingArgs, FindingCode } from '../../messages/en/findings'
import type { Condition } from '../condition'
import type { Column, Dataset, Split } from '../dataset'
import type { RowRanges } from '../dataset-edit'

/**
 * Bad: metrics of a network trained on this data would be wrong. Warn: the metrics could be wrong. Note: for
 * information only.
 */
export type Severity = 'bad' | 'warn' | 'note'

interface FindingOf<C extends FindingCode> {
  readonly code: C
  readonly args: FindingArgs<C>
  readonly severity: Severity
  /**
   * The columns that the finding concerns. The code and the columns together identify the finding, so that a finding
   * the user has accepted is recognized later.
   */
  readonly columns: readonly string[]
  /** The first affected rows, in ascending order. Each duplicate is listed next to the row that it duplicates. */
  readonly rows: readonly number[]
  /** The total number of affected rows. */
  readonly count: number
  /** The number of rows searched, if a sample with a fixed seed was used instead of all rows. */
  readonly sampled?: number
  /** The column that the rows are split by, if another split, which would resolve the finding, is not offered for it. */
  readonly splitBy?: string
  readonly remedies: readonly Remedy[]
}

export type Finding<C extends FindingCode = FindingCode> = { [K in C]: FindingOf<K> }[C]

/** The input of a report: a dataset with its split, target and features. */
export interface ReportInput {
  readonly dataset: Dataset
  readonly split: Split
  /** How the rows were split, if known. */
  readonly pick: SplitPick | undefined
  /** The column to predict; undefined if the dataset has no column with that name. */
  readonly target: ColumnData | undefined
  readonly features: readonly ColumnData[]
  /** All columns of the dataset. */
  readonly columns: readonly ColumnData[]
}

export interface ColumnData {
  readonly schema: ColumnSchema
  readonly values: Column
}

/** Detects one kind of finding; the detection yields regularly so that other work can run in between. */
export interface FindingDef {
  readonly codes: readonly FindingCode[]
  find(set: ReportInput): Generator<void, readonly Finding[]>
}

/** Defines a kind of finding. */
export function defineFinding(def: FindingDef): FindingDef {
  return def
}

/** The maximum number of rows that a finding lists; further rows are only counted. */
const MAX_LISTED_ROWS = 1000

/** Creates a finding and limits its listed rows to the maximum. */
export function finding<C extends FindingCode>(
  code: C,
  args: FindingArgs<C>,
  rest: Pick<FindingOf<C>, 'severity' | 'columns'> & {
    readonly rows?: ArrayLike<number>
    readonly count?: number
    readonly sampled?: number | undefined
    readonly remedies?: readonly Remedy[]
  },
): Finding {
  const { severity, columns, rows = [], count = rows.length, sampled, remedies = [] } = rest
  const first = Array.from({ length: Math.min(rows.length, MAX_LISTED_ROWS) }, (_, i) => rows[i] as number)
  return {
    ...{ code, args, severity, columns, rows: first, count, remedies },
    ...(sampled === undefined ? {} : { sampled }),
  } as Finding
}

/** A key that identifies a finding across reports. */
export function findingKey({ code, columns }: Pick<Finding, 'code' | 'columns'>): string {
  return [code, ...columns].join(':')
}

export type Remedy =
  /** Remedies that change the dataset. */
  | { readonly do: 'exclude'; readonly rows: RowRanges; readonly count: number }
  | { readonly do: 'drop'; readonly column: string }
  | { readonly do: 'ignore'; readonly column: string }
  /** Replaces each text value that is a key of `to` with the corresponding value in `to`. */
  | { readonly do: 'map'; readonly column: string; readonly to: Readonly<Record<string, string>> }
  /** Removes classes that no row has. */
  | { readonly do: 'removeClasses'; readonly column: string; readonly values: readonly string[] }
  /** Makes a text column a number column; values that are not numbers become missing. */
  | { readonly do: 'toNumber'; readonly column: string }
  /** Makes the values of a number column classes. */
  | { readonly do: 'toCategory'; readonly column: string }
  /** Applies value × factor + offset in these rows; `count` is the number of rows. */
  | {
      readonly do: 'scale'
      readonly column: string
      readonly where: Condition
      readonly count: number
      readonly factor: number
      readonly offset: number
    }
  | { readonly do: 'clear'; readonly column: string; readonly rows: RowRanges; readonly count: number }
  /** Remedies that change the training plan. */
  | { readonly do: 'split'; readonly by: 'random' | 'group' | 'time'; readonly column?: string }
  | { readonly do: 'weigh' }
  /** Fills the missing values of a column with a statistic of the training rows. */
  | { readonly do: 'impute'; readonly column: string; readonly by: 'median' | 'mostFrequent' }

/**
 * Whether a plan already does what a remedy proposes. The report examines only the rows, which a plan does not change.
 * It therefore still lists missing values that the plan fills, and imbalance that the plan corrects with class weights.
 */
export function isApplied(
  remedy: Remedy,
  { prepare, classWeights, split }: Pick<Plan, 'prepare' | 'classWeights' | 'split'>,
): boolean {
  switch (remedy.do) {
    case 'impute': {
      const steps: unknown = prepare && Object.hasOwn(prepare, remedy.column) ? prepare[remedy.column] : []
      return Array.isArray(steps) && steps.some(({ kind }) => kind === 'impute')
    }
    case 'weigh':
      return classWeights === 'balanced'
    case 'split':
      return split.kind === remedy.by && (remedy.column === undefined || split.column === remedy.column)
    default:
      return false
  }
}
