/**
 * @file The messages between the studio and the analysis worker, which finds out things about a set: profiles, the report, simple
 * models. Columns are handed over once, by number; a job names the set it is about. Jobs run one after the other.
 */
import type { Message } from '../base/messages/message'
import type { Column, DatasetSchema } from '../catalog/dataset-schema'
import type { Split } from '../data/dataset'
import type { Finding } from '../data/findings/finding'
import type { ColumnProfile } from '../data/profile'

/** Every job there is: what it is asked and what it answers, both plain data. A new one is its line here and its file in analysis/jobs/. */
export interface AnalysisJobs {
  profile: {
    /** The column that the others are held against; absent, the set's own. */
    readonly args: { readonly target?: string }
    readonly result: readonly ColumnProfile[]
  }
  report: {
    readonly args: ReportArgs
    readonly result: readonly Finding[]
  }
}

export interface ReportArgs {
  /** Absent, the set's own. */
  readonly target?: string
  /** Absent, all columns but the target and those the set ignores. */
  readonly features?: readonly string[]
}

export type JobKind = keyof AnalysisJobs
export type JobArgs<K extends JobKind> = AnalysisJobs[K]['args']
export type JobResult<K extends JobKind> = AnalysisJobs[K]['result']

/** A job as it is asked. */
export type AskedJob = { [K in JobKind]: { readonly kind: K; readonly args: JobArgs<K> } }[JobKind]

export type ToAnalysis =
  | { readonly type: 'column'; readonly number: number; readonly column: Column }
  /** A set of columns handed over before; columns of no set are forgotten. One set is known at a time. */
  | {
      readonly type: 'set'
      readonly key: string
      readonly schema: DatasetSchema
      readonly columns: readonly number[]
      readonly split: Split
    }
  | ({ readonly type: 'job'; readonly id: number; readonly key: string } & AskedJob)
  | { readonly type: 'cancel'; readonly id: number }

export type FromAnalysis =
  /** From 0 to 1. */
  | { readonly type: 'progress'; readonly id: number; readonly done: number }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'refused'; readonly id: number; readonly said: Message }
  /** A mistake of ours. */
  | { readonly type: 'broke'; readonly id: number; readonly why: string }
