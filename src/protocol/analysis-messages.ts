/**
 * @file Messages between the studio and the analysis worker, which profiles datasets, writes the data report, and fits
 * simple models. Each column is sent once and numbered; jobs refer to a dataset by its key. Jobs run one after the
 * other.
 */

import type { Column, DatasetSchema } from '../catalog/dataset-schema'
import type { Plan, SplitPick } from '../catalog/training-plan'
import type { Binding } from '../data/column-binding'
import type { ColumnProfile } from '../data/column-profile'
import type { Split } from '../data/dataset'
import type { Finding } from '../data/findings/finding'
import type { GroupWeights } from '../data/group-weights'
import type { CurveReport } from '../data/learning-curve'
import type { Neighbor } from '../data/nearest-rows'
import type { FittedColumn, Pipeline } from '../data/pipeline'
import type { Message } from '../messages/message'
import type { ActiveLearningSettings, StrategyReport } from '../ops/labeling-strategies'
import type { PolicyComparisonState } from '../ops/policy-comparison/compare-policies'
import type { ComparisonWorld, DriftPeriod } from '../ops/policy-comparison/simulated-year'

/**
 * All jobs with their arguments and results, which are plain data. To add a job, add an entry here and a file in
 * analysis/jobs/.
 */
export interface AnalysisJobs {
  profile: {
    /** The column with which the other columns are compared; if absent, the dataset's target. */
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
    /** Undefined if there are too few rows. */
    readonly result: CurveReport | undefined
  }
  /** Fits the input pipeline on the training rows of a dataset that is not in the page's memory. */
  fit: {
    readonly args: FitArgs
    readonly result: Pipeline
  }
  /** Finds the most similar rows in a dataset that is not in the page's memory. */
  nearest: {
    readonly args: { readonly row: number; readonly most: number }
    readonly result: readonly Neighbor[]
  }
  /** Computes a few weeks of a policy comparison; the next call continues from the returned state. */
  race: {
    readonly args: PolicyComparisonArgs
    readonly result: PolicyComparisonWeeks
  }
  /** Compares labeling strategies with random selection, on a dataset whose labels are known. */
  active: {
    readonly args: ActiveArgs
    readonly result: StrategyReport
  }
}

export interface PolicyComparisonArgs {
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  readonly weeks: number
  readonly state?: PolicyComparisonState
}

export interface PolicyComparisonWeeks {
  readonly state: PolicyComparisonState
  readonly course: readonly DriftPeriod[]
  readonly from: ComparisonWorld['from']
}

export interface ActiveArgs extends ActiveLearningSettings {
  readonly target: string
  readonly features: readonly string[]
}

/** Arguments for the learning curve of a random forest, which shows the score for each number of training rows. */
export interface CurveArgs {
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  /** The number of additional rows to extrapolate to. */
  readonly more: number
}

export interface FitArgs {
  readonly binding: Binding
  /** Labels of outputs that have a single unit with a range from -1 to 1. */
  readonly signed: ReadonlySet<string>
  readonly prepare?: Plan['prepare']
  /** Needed because windows must not cross the border between two sets in a split by time. */
  readonly split: Plan['split']
}

export interface BaselineArgs {
  readonly target: string
  readonly features: readonly string[]
  readonly seed: number
  /**
   * The network's prediction for each validation row, in order: a class index or a number. Absent if there is no
   * network.
   */
  readonly network?: Float64Array
  /**
   * The columns that the network reads, with their steps. If the target is one of them, it is also forecast from its
   * own past.
   */
  readonly fitted?: readonly FittedColumn[]
  /** How much each class counts in the training of the network, by weight or by resampling. */
  readonly classWeights?: readonly number[]
  /** The column with the weight of each row. */
  readonly rowWeights?: string
  readonly groupWeights?: GroupWeights
}

/** Scores of simple models on the validation rows, and the network's lead over each. */
export interface BaselineReport {
  /** The number of classes; 0 for regression. */
  readonly classes: number
  /**
   * Number of rows used for training (`trainedOn`), number of all training rows (`trainingRows`), and number of rows
   * used for evaluation (`evaluatedOn`).
   */
  readonly trainedOn: number
  readonly trainingRows: number
  readonly evaluatedOn: number
  /** How many validation rows are left out because a window before them is incomplete. */
  readonly withoutWindow: number
  /** Scores, simplest model first; empty if there are no rows to train on or to evaluate on. */
  readonly scores: readonly BaselineScore[]
  readonly network?: Pick<BaselineScore, 'score' | 'low' | 'high'>
  /** The columns of which the simple models read less than the network, such as words without their order. */
  readonly reduced: readonly string[]
  /** Whether the network balances the classes: the models do the same, and the scores are balanced accuracies. */
  readonly isBalanced: boolean
}

export interface BaselineScore {
  readonly id: 'constant' | 'last' | 'season' | 'linear' | 'neighbours' | 'forest'
  readonly title: string
  /** Accuracy, balanced accuracy, or the mean absolute error in the target's units. */
  readonly score: number
  /** Bounds of the 95% confidence interval of the score. */
  readonly low: number
  readonly high: number
  readonly seconds: number
  /** The network's lead over this model: difference in accuracy, or reduction of the mean error. */
  readonly behind?: { readonly mean: number; readonly half: number }
}

export interface ReportArgs {
  /** The target column; if absent, the dataset's target. */
  readonly target?: string
  /** The feature columns; if absent, all columns except the target and the ignored columns. */
  readonly features?: readonly string[]
  /** How the rows were split. */
  readonly split?: SplitPick
}

export type JobKind = keyof AnalysisJobs
export type JobArgs<K extends JobKind> = AnalysisJobs[K]['args']
export type JobResult<K extends JobKind> = AnalysisJobs[K]['result']

/** A job with its arguments. */
export type JobRequest = { [K in JobKind]: { readonly kind: K; readonly args: JobArgs<K> } }[JobKind]

export type ToAnalysis =
  | { readonly type: 'column'; readonly number: number; readonly column: Column }
  /**
   * Defines a dataset from columns that were sent before. The worker drops all other columns, because it stores only
   * one dataset.
   */
  | {
      readonly type: 'set'
      readonly key: string
      readonly schema: DatasetSchema
      readonly columns: readonly number[]
      readonly split: Split
    }
  | ({ readonly type: 'job'; readonly id: number; readonly key: string } & JobRequest)
  | { readonly type: 'cancel'; readonly id: number }

export type FromAnalysis =
  /** `done` is the completed fraction, from 0 to 1. */
  | { readonly type: 'progress'; readonly id: number; readonly done: number }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'refused'; readonly id: number; readonly reason: Message }
  /** The job failed because of a bug in Netloom. */
  | { readonly type: 'broke'; readonly id: number; readonly why: string }
