/** @file Plan: everything one training needs beside the drawing, as the user sets it and as projects keep it. */
import type { ParamValue } from './params'

export interface LossPick {
  readonly kind: string
  /** 0 to below 1: how much of each label's certainty is spread over the other classes. */
  readonly labelSmoothing?: number
  /** How much this output's loss counts where there are several. */
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

/** One way in which training samples are varied, with its amounts (`data/augment/`). */
export interface AugmentPick {
  readonly kind: string
  readonly [param: string]: ParamValue
}

/** Gradients are held to `limit` before they are used: each number, each weight's norm, or the norm of all together. */
export interface Clip {
  readonly by: 'value' | 'norm' | 'globalNorm'
  readonly limit: number
}

/** What a row of a class counts in the loss: every class as much as the others together, or by its label (others count 1). */
export type ClassWeights = 'balanced' | Readonly<Record<string, number>>

/** Reasons to stop before the last epoch; each alone is enough. */
export interface StopRules {
  /** A figure of an epoch, as in EarlyStopping, that has got as good as `value`. */
  readonly metric?: { readonly name: string; readonly value: number }
  readonly steps?: number
  /** Of training, pauses not counted. */
  readonly seconds?: number
}

/**
 * Which rows are learnt from, watched and kept for the end. Shares are of all rows; for `fixed` of those outside the set's own test
 * rows (its test share is the set's own). For `column` the values say, and a validation part that none of them names is taken
 * from the training rows in its share.
 */
export interface SplitPick {
  readonly kind: 'random' | 'fixed' | 'group' | 'time' | 'column'
  readonly train: number
  readonly validation: number
  readonly test: number
  /** What rows belong together by (`group`), come in order of (`time`), or are told their part by (`column`). */
  readonly column?: string
  /** Absent, classes have the same share in every part, as far as the kind allows. */
  readonly stratify?: false
  /** Absent, the plan's. */
  readonly seed?: number
  /** Rows left out between two parts in time, so that none is told by its neighbour. */
  readonly gap?: number
  /** Which part each value of the column is; absent, values called train, validation and test name themselves. */
  readonly parts?: Readonly<Record<string, 'train' | 'validation' | 'test' | 'none'>>
}

/** What is done about classes of which there are few rows, or rows that count more than others; class weights beside it. */
export interface BalancePick {
  /** Drawn anew each epoch: rows of rare classes again until there are as many as of the commonest, or as few of each as of the rarest. */
  readonly sampling?: 'over' | 'under'
  /** A column of numbers, 0 and more: what each row counts in the loss. */
  readonly weights?: string
}

/** One step that a column goes through before the network sees it (`data/transforms/`), with the parameters that are not as usual. */
export interface PrepareStep {
  readonly kind: string
  readonly [param: string]: ParamValue
}

export interface EarlyStopping {
  /** loss, validationLoss, accuracy, validationAccuracy, ... */
  readonly metric: string
  /** Epochs without a better value before the run stops. */
  readonly patience: number
  readonly restoreBest: boolean
}

export interface Plan {
  /** One loss, or one for each output, keyed by its label. */
  readonly loss: LossPick | Readonly<Record<string, LossPick>>
  readonly optimizer: OptimizerPick
  readonly learningRate: number
  readonly batchSize: number
  readonly epochs: number
  readonly split: SplitPick
  readonly seed: number
  readonly earlyStopping?: EarlyStopping
  /** How the learning rate moves from step to step; absent, it stays. */
  readonly schedule?: SchedulePick
  readonly clip?: Clip
  /** Batches whose gradients make one update; absent, 1. */
  readonly accumulate?: number
  /** Keeps a moving average of the weights, this much of it from update to update (less while few are done), 0 to 0.9999; the result is the average. */
  readonly movingAverage?: number
  readonly classWeights?: ClassWeights
  readonly balance?: BalancePick
  /** How training samples are varied, in this order, anew in every epoch; absent, not at all. */
  readonly augment?: readonly AugmentPick[]
  readonly stopWhen?: StopRules
  /** Every so many epochs the weights are kept for good, beside the last and the best. */
  readonly keepEvery?: number
  /** The column to predict; default the set's own. */
  readonly target?: string
  /** The columns to predict from; default all others. */
  readonly features?: readonly string[]
  /** The steps of columns that are not prepared as usual, in order; they are fitted on the training rows alone. */
  readonly prepare?: Readonly<Record<string, readonly PrepareStep[]>>
}

/** The learning rates a plan can have: what the fields offer is what the rules let through. */
export const LEARNING_RATES = { min: 1e-30, max: 1e6 } as const

/** The loss of one output. */
export function lossOf(plan: Plan, outputLabel: string): LossPick | undefined {
  if (isOneLoss(plan.loss)) return plan.loss
  return Object.hasOwn(plan.loss, outputLabel) ? plan.loss[outputLabel] : undefined
}

/** Tells one loss for all outputs from a table by output label. */
export function isOneLoss(loss: Plan['loss']): loss is LossPick {
  return typeof (loss as LossPick).kind === 'string'
}
