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

/** Shares of the rows for `random`; of the rows outside the set's own test rows for `fixed` (its test share is the set's own). */
export interface SplitPick {
  readonly kind: 'random' | 'fixed'
  readonly train: number
  readonly validation: number
  readonly test: number
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
  /** How training samples are varied, in this order, anew in every epoch; absent, not at all. */
  readonly augment?: readonly AugmentPick[]
  readonly stopWhen?: StopRules
  /** Every so many epochs the weights are kept for good, beside the last and the best. */
  readonly keepEvery?: number
  /** The column to predict; default the set's own. */
  readonly target?: string
  /** The columns to predict from; default all others. */
  readonly features?: readonly string[]
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
