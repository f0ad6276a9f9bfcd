/** @file TrainingJob: what the worker trains, in full. Plain Keras JSON, a fitted pipeline, row numbers, and numbers. */
import type { KerasModel, Lowered } from '../catalog/lowered'
import type { AugmentPick, Clip, EarlyStopping, StopRules } from '../catalog/plan'
import type { Split } from './dataset'
import type { Pipeline } from './pipeline'
import type { Resample } from './resample'

/** Weights in `model.weights` order; `data` holds them all, concatenated, float32. */
export interface WeightSet {
  readonly specs: readonly { readonly name: string; readonly shape: readonly number[] }[]
  readonly data: Float32Array<ArrayBuffer>
}

/** One output's loss, in the order of the model's outputs. */
export interface Head {
  readonly label: string
  readonly loss: Lowered
  readonly weight: number
}

export interface TrainingJob {
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly heads: readonly Head[]
  readonly optimizer: Lowered
  readonly learningRate: number
  readonly batchSize: number
  readonly epochs: number
  readonly seed: number
  readonly split: Split
  readonly earlyStopping?: EarlyStopping
  /** How the learning rate moves from step to step (`data/schedule.ts`); absent, it stays. */
  readonly schedule?: Lowered
  /** Gradients are held to this before they are used. */
  readonly clip?: Clip
  /** Batches whose gradients are added up to one update; absent, 1. */
  readonly accumulate?: number
  /** Keeps a moving average of the weights, this much of it from update to update; validation and the result are of the average. */
  readonly average?: number
  /** What a row of each class counts in the loss, for each head; absent, 1. */
  readonly classWeights?: readonly (readonly number[] | undefined)[]
  /** The column that says what each row counts in the loss; absent, 1. */
  readonly rowWeights?: string
  /** The rows of an epoch where classes are made as many; absent, every training row once. */
  readonly resample?: Resample
  /** How the samples of its steps are varied, by its seed; what is evaluated is not. */
  readonly augment?: readonly AugmentPick[]
  readonly stopWhen?: StopRules
  /** Every so many epochs a checkpoint is kept for good, beside the last and the best. */
  readonly keepEvery?: number
  /** Start from these instead of fresh ones: go on with more data, or with a branch. */
  readonly weights?: WeightSet
  /** Epochs already done by the run this one goes on from: shuffles and masks continue from there. */
  readonly fromEpoch?: number
  /** Go on exactly where this checkpoint of the same run stands; `weights` and `fromEpoch` are not looked at then. */
  readonly resume?: { readonly mark: RunMark; readonly state: EngineState; readonly best?: WeightSet }
}

/** What an engine holds of a training: enough to go on bit for bit. */
export interface EngineState {
  readonly weights: WeightSet
  /** What the optimizer keeps: one arena of the trainable weights (in their order) a slot. */
  readonly slots: Float32Array<ArrayBuffer>
  /** The moving average of the trainable weights. */
  readonly average?: Float32Array<ArrayBuffer>
  /** Gradients added up so far, where an update takes several batches. */
  readonly sum?: Float32Array<ArrayBuffer>
}

/**
 * Where a run stands, beside its engine's state. The order of rows, the masks and the rate are functions of (job, mark), so this
 * is all that a run needs to go on as if nobody had disturbed it. Plain JSON.
 */
export interface RunMark {
  /** Steps done, and updates of the weights done. */
  readonly step: number
  readonly updates: number
  /** Epochs completed. */
  readonly epoch: number
  /** The learning rate as last set by hand or by the plan, before the schedule. */
  readonly learningRate: number
  /** What the steps of the unfinished epoch add up to. */
  readonly totals: {
    readonly weighted: number
    readonly rows: number
    readonly sums: readonly number[]
    readonly known: readonly number[]
  }
  /** Early stopping: the best value so far and epochs since. */
  readonly watch: { readonly best?: number; readonly worse: number }
  /** The schedule's own memory (plateau). */
  readonly plateau?: { readonly best?: number; readonly worse: number; readonly factor: number }
  readonly history: readonly EpochLog[]
  /** Seconds of training so far. */
  readonly seconds: number
}

/** The figures of one epoch, a row of the history. */
export interface EpochLog {
  readonly epoch: number
  readonly loss: number
  readonly validationLoss?: number
  /** accuracy, validationAccuracy, mae, validationMae, ...; with several outputs also `label accuracy`, ... */
  readonly metrics: Readonly<Record<string, number>>
}
