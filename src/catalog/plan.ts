/** @file Plan: the training settings of a project, as the user edits them and as they are saved. */
import type { ParamValue } from './params'

export interface LossPick {
  readonly kind: string
  /** The probability that is taken from each label and spread over all classes, from 0 to below 1. */
  readonly labelSmoothing?: number
  /** The weight of this output's loss if there are several outputs. */
  readonly weight?: number
}

export interface OptimizerPick {
  readonly kind: string
  readonly [param: string]: ParamValue
}

export interface SchedulePick {
  readonly kind: string
  readonly [param: string]: ParamValue
}

/** An augmentation of training examples, with its parameters (`data/augment/`). */
export interface AugmentPick {
  readonly kind: string
  readonly [param: string]: ParamValue
}

/** Gradient clipping to `limit`: each value, the norm of each weight, or the norm of all weights together. */
export interface Clip {
  readonly by: 'value' | 'norm' | 'globalNorm'
  readonly limit: number
}

/** The weight of each class in the loss: all classes in total the same, or a weight by label (1 if not listed). */
export type ClassWeights = 'balanced' | Readonly<Record<string, number>>

/** Rules that stop a run before its last epoch; the first that applies stops it. */
export interface StopRules {
  /** Stops once this metric of an epoch, named as in EarlyStopping, is as good as `value`. */
  readonly metric?: { readonly name: string; readonly value: number }
  readonly steps?: number
  /** Training time in seconds, without pauses. */
  readonly seconds?: number
}

/**
 * How rows are split into training, validation and test set. Shares are of all rows; for `fixed`, of the rows outside
 * the dataset's own test set. For `column` the values of a column decide; if none of them means validation, its share
 * is taken from the training rows.
 */
export interface SplitPick {
  readonly kind: 'random' | 'fixed' | 'group' | 'time' | 'column'
  readonly train: number
  readonly validation: number
  readonly test: number
  /** The column that groups rows (`group`), orders them (`time`), or names their part (`column`). */
  readonly column?: string
  /** False turns stratification off; if absent, classes have the same share in every part as far as the kind allows. */
  readonly stratify?: false
  /** If absent, the plan's seed. */
  readonly seed?: number
  /** Rows left out between two parts in time, so that a neighboring row does not leak the answer. */
  readonly gap?: number
  /** The part that each value of the column stands for; if absent, the values are train, validation and test. */
  readonly parts?: Readonly<Record<string, 'train' | 'validation' | 'test' | 'none'>>
}

/** How rare classes and important rows are balanced, in addition to class weights. */
export interface BalancePick {
  /**
   * Resamples in each epoch: repeats rows of rare classes up to the size of the largest, or takes from each class as
   * many as the smallest has.
   */
  readonly sampling?: 'over' | 'under'
  /** A numeric column with the weight of each row in the loss, 0 or more. */
  readonly weights?: string
}

/** One preparation step of a column (`data/transforms/`), with the parameters that differ from their defaults. */
export interface PrepareStep {
  readonly kind: string
  readonly [param: string]: ParamValue
}

export interface EarlyStopping {
  /** loss, validationLoss, accuracy, validationAccuracy, ... */
  readonly metric: string
  /** How many epochs without a better value stop the run. */
  readonly patience: number
  readonly restoreBest: boolean
}

export interface Plan {
  /** One loss, or one for each output by its label. */
  readonly loss: LossPick | Readonly<Record<string, LossPick>>
  readonly optimizer: OptimizerPick
  readonly learningRate: number
  readonly batchSize: number
  readonly epochs: number
  readonly split: SplitPick
  readonly seed: number
  readonly earlyStopping?: EarlyStopping
  /** How the learning rate changes from step to step; constant if absent. */
  readonly schedule?: SchedulePick
  readonly clip?: Clip
  /** Gradient accumulation: the number of batches per update; 1 if absent. */
  readonly accumulate?: number
  /**
   * The decay of a moving average of the weights, 0 to 0.9999 (less in the first updates). The result of the run is the
   * average.
   */
  readonly movingAverage?: number
  readonly classWeights?: ClassWeights
  readonly balance?: BalancePick
  /** Augmentations of the training examples, in this order, drawn again in each epoch; none if absent. */
  readonly augment?: readonly AugmentPick[]
  readonly stopWhen?: StopRules
  /** Saves a milestone checkpoint every this many epochs, in addition to the last and the best. */
  readonly keepEvery?: number
  /** The column to predict; by default the dataset's target. */
  readonly target?: string
  /** The columns to predict from; by default all others. */
  readonly features?: readonly string[]
  /**
   * Preparation steps of columns that differ from the usual ones, in order; they are fitted on the training set only.
   */
  readonly prepare?: Readonly<Record<string, readonly PrepareStep[]>>
}

/** The range of learning rates, for the fields and for the check. */
export const LEARNING_RATES = { min: 1e-30, max: 1e6 } as const

/** The loss of one output. */
export function lossOf(plan: Plan, outputLabel: string): LossPick | undefined {
  if (isOneLoss(plan.loss)) return plan.loss
  return Object.hasOwn(plan.loss, outputLabel) ? plan.loss[outputLabel] : undefined
}

/** Whether the loss is one loss for all outputs, not a table by output label. */
export function isOneLoss(loss: Plan['loss']): loss is LossPick {
  return typeof (loss as LossPick).kind === 'string'
}
