/**
 * @file The messages between the studio and the analysis worker, which finds out things about a set: profiles, the report, simple
 * models. Columns are handed over once, by number; a job names the set it is about. Jobs run one after the other.
 */
import type { Message } from '../messages/message'
import type { Column, DatasetSchema } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/plan'
import type { Binding } from '../data/binding'
import type { Split } from '../data/dataset'
import type { Finding } from '../data/findings/finding'
import type { CurveReport } from '../data/learning-curve'
import type { Neighbor } from '../data/nearest-rows'
import type { Pipeline } from '../data/pipeline'
import type { ColumnProfile } from '../data/profile'
import type { StrategyReport, ActiveLearningSettings } from '../ops/active/compare-strategies'
import type { DriftPeriod } from '../ops/policy-comparison/drift-schedule'
import type { PolicyComparisonState } from '../ops/policy-comparison/compare-policies'
import type { ComparisonWorld } from '../ops/policy-comparison/world'

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
  baselines: {
    readonly args: BaselineArgs
    readonly result: BaselineReport
  }
  curve: {
    readonly args: CurveArgs
    /** Undefined where there are too few rows. */
    readonly result: CurveReport | undefined
  }
  /** What prepares the columns, fitted on the training rows: of a set whose rows the page does not have in memory. */
  fit: {
    readonly args: FitArgs
    readonly result: Pipeline
  }
  /** The rows most like one: likewise. */
  nearest: {
    readonly args: { readonly row: number; readonly most: number }
    readonly result: readonly Neighbor[]
  }
  /** Some weeks of a race of policies; the next ask goes on with the state of the last. */
  race: {
    readonly args: RaceArgs
    readonly result: RaceWeeks
  }
  /** Strategies of labelling, held against chance on a set whose answers are known. */
  active: {
    readonly args: ActiveArgs
    readonly result: StrategyReport
  }
}

export interface RaceArgs {
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  readonly weeks: number
  readonly state?: PolicyComparisonState
}

export interface RaceWeeks {
  readonly state: PolicyComparisonState
  readonly course: readonly DriftPeriod[]
  readonly from: ComparisonWorld['from']
}

export interface ActiveArgs extends ActiveLearningSettings {
  readonly target: string
  readonly features: readonly string[]
}

/** How much a random forest learns from how many rows. */
export interface CurveArgs {
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  /** Rows asked about beside those there are. */
  readonly more: number
}

export interface FitArgs {
  readonly binding: Binding
  /** Labels of outputs whose one unit gives -1 to 1. */
  readonly signed: ReadonlySet<string>
  readonly prepare?: Plan['prepare']
  /** In time, windows keep to their side of the border. */
  readonly split: Plan['split']
}

export interface BaselineArgs {
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  /** What the network tells of each validation row, in their order: the index of a class, or a number. */
  readonly network?: Float64Array
}

/** How simple models do on the validation rows, and how far the network is ahead of each. */
export interface BaselineReport {
  /** How many classes there are; 0 where numbers are told. */
  readonly classes: number
  /** Rows learnt from, of so many training rows, and rows judged on. */
  readonly learnt: number
  readonly of: number
  readonly judged: number
  /** Simplest first; none where no row can be learnt from or judged on. */
  readonly scores: readonly BaselineScore[]
  readonly network?: Pick<BaselineScore, 'score' | 'low' | 'high'>
}

export interface BaselineScore {
  readonly id: 'constant' | 'linear' | 'neighbours' | 'forest'
  readonly title: string
  /** The share told right, or the mean absolute error in the target's unit. */
  readonly score: number
  /** Its 95 % interval. */
  readonly low: number
  readonly high: number
  readonly seconds: number
  /** How far the network is ahead: by shares told right, or by what its mean error is smaller. */
  readonly behind?: { readonly mean: number; readonly half: number }
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
