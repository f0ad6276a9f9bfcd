/** @file Plan: the training settings of a project, as the user edits them and as they are saved. */
import type { ParamValue } from './params'

export interface LossPick {
  readonly kind: string
  /** The probability taken from the true class and spread evenly over all classes, from 0 to below 1. */
  readonly labelSmoothing?: number
  /** The levels of a quantile loss, ascending: the output has a unit for each. */
  readonly levels?: readonly number[]
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

/** One augmentation of the training examples, with its parameters (`data/augment/`). */
export interface AugmentPick {
  readonly kind: string
  readonly [param: string]: ParamValue
}

/**
 * Gradient clipping to `limit`: each value separately, the norm of each weight's gradient, or the norm of all gradients
 * together.
 */
export interface Clip {
  readonly by: 'value' | 'norm' | 'globalNorm'
  readonly limit: number
}

/**
 * The weight of each class in the loss: `balanced` gives every class the same total weight; otherwise, weights are
 * keyed by class label (1 if not listed).
 */
export type ClassWeights = 'balanced' | Readonly<Record<string, number>>

/** Rules that stop a run before its last epoch; the first rule that applies stops it. */
export interface StopRules {
  /** Stops as soon as an epoch's value of this metric, named as in EarlyStopping, is at least as good as `value`. */
  readonly metric?: { readonly name: string; readonly value: number }
  readonly steps?: number
  /** Maximum training time in seconds, not counting pauses. */
  readonly seconds?: number
}

/**
 * How rows are split into training, validation and test sets. Shares refer to all rows or, for `fixed`, to the rows
 * outside the dataset's predefined test set. For `column`, the values of a column assign each row to a set; if no value
 * is assigned to validation, the validation share is taken from the training rows.
 */
export interface SplitPick {
  readonly kind: 'random' | 'fixed' | 'group' | 'time' | 'column'
  readonly train: number
  readonly validation: number
  readonly test: number
  /** The column that groups the rows (`group`), orders them (`time`), or assigns them to a part (`column`). */
  readonly column?: string
  /**
   * False turns stratification off; if absent, every part has the same class proportions, as far as the kind of split
   * allows.
   */
  readonly stratify?: false
  /** Seed of the split; if absent, the plan's seed. */
  readonly seed?: number
  /** Number of rows left out between two parts of a split by time, so that neighboring rows do not leak the answer. */
  readonly gap?: number
  /**
   * The set to which each value of the column assigns its rows; if absent, the values must be train, validation and
   * test.
   */
  readonly parts?: Readonly<Record<string, 'train' | 'validation' | 'test' | 'none'>>
}

/** How rare classes and important rows are weighted or resampled, in addition to class weights. */
export interface BalancePick {
  /**
   * Resamples in each epoch: `over` repeats rows of rare classes up to the size of the largest class; `under` takes as
   * many rows from each class as the smallest class has.
   */
  readonly sampling?: 'over' | 'under'
  /** A numeric column that contains the weight of each row in the loss, 0 or more. */
  readonly weights?: string
  /**
   * A column of categories. Training rows are weighted so that its groups and the predicted classes are independent
   * (`data/group-weights.ts`).
   */
  readonly groups?: string
}

/** One preparation step of a column (`data/transforms/`), with only the parameters that differ from their defaults. */
export interface PrepareStep {
  readonly kind: string
  readonly [param: string]: ParamValue
}

export interface EarlyStopping {
  /** Name of the monitored metric: loss, validationLoss, accuracy, validationAccuracy, ... */
  readonly metric: string
  /** Number of epochs without improvement after which the run stops. */
  readonly patience: number
  readonly restoreBest: boolean
}

export interface Plan {
  /** A single loss, or one loss per output, keyed by output label. */
  readonly loss: LossPick | Readonly<Record<string, LossPick>>
  readonly optimizer: OptimizerPick
  readonly learningRate: number
  readonly batchSize: number
  readonly epochs: number
  readonly split: SplitPick
  readonly seed: number
  readonly earlyStopping?: EarlyStopping
  /** How the learning rate changes over the training steps; constant if absent. */
  readonly schedule?: SchedulePick
  readonly clip?: Clip
  /** Gradient accumulation: the number of batches per weight update; 1 if absent. */
  readonly accumulate?: number
  /**
   * The decay of a moving average of the weights, 0 to 0.9999 (lower in the first updates). The averaged weights are
   * the result of the run.
   */
  readonly movingAverage?: number
  readonly classWeights?: ClassWeights
  readonly balance?: BalancePick
  /** Augmentations of the training examples, applied in this order and redrawn in each epoch; none if absent. */
  readonly augment?: readonly AugmentPick[]
  readonly stopWhen?: StopRules
  /** Saves a milestone checkpoint every `keepEvery` epochs, in addition to the last and the best checkpoint. */
  readonly keepEvery?: number
  /** The column to predict; if absent, the dataset's default target. */
  readonly target?: string
  /** The columns to predict from; if absent, all other columns that are not ignored by default. */
  readonly features?: readonly string[]
  /**
   * Ordered preparation steps, keyed by column name, for columns that do not use the default steps; fitted on the
   * training set only.
   */
  readonly prepare?: Readonly<Record<string, readonly PrepareStep[]>>
}

/** The allowed range of learning rates, used by the form fields and the check. */
export const LEARNING_RATES = { min: 1e-30, max: 1e6 } as const

/** The most levels of a quantile loss. */
export const MOST_LEVELS = 20

/** The loss for one output. */
export function lossOf(plan: Pick<Plan, 'loss'>, outputLabel: string): LossPick | undefined {
  if (isOneLoss(plan.loss)) return plan.loss
  return Object.hasOwn(plan.loss, outputLabel) ? plan.loss[outputLabel] : undefined
}

/** Whether this is a single loss for all outputs instead of losses keyed by output label. */
export function isOneLoss(loss: Plan['loss']): loss is LossPick {
  return typeof (loss as LossPick).kind === 'string'
}
