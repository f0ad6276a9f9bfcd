/** @file TrainingJob: everything that the worker needs to train: plain Keras JSON, a fitted pipeline, row numbers and settings. */
import type { KerasModel, Lowered } from '../catalog/lowered'
import type { AugmentPick, Clip, EarlyStopping, StopRules } from '../catalog/plan'
import type { Split } from './dataset'
import type { Pipeline } from './pipeline'
import type { Resample } from './resample'

/** Weights in `model.weights` order; `data` holds all of them, concatenated, as float32. */
export interface WeightSet {
  readonly specs: readonly { readonly name: string; readonly shape: readonly number[] }[]
  readonly data: Float32Array<ArrayBuffer>
}

/** The loss of one output, in the order of the model's outputs. */
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
  /** How the learning rate changes from step to step (`data/schedule.ts`); absent if it is constant. */
  readonly schedule?: Lowered
  /** The limit that gradients are clipped to. */
  readonly clip?: Clip
  /** Batches whose gradients are accumulated for one update; absent means 1. */
  readonly accumulate?: number
  /** The decay of the moving average of the weights. Validation and the final weights use the average. Absent if there is none. */
  readonly average?: number
  /** The loss weight of each class, for each head; absent means 1. */
  readonly classWeights?: readonly (readonly number[] | undefined)[]
  /** The column with the loss weight of each row; absent means 1. */
  readonly rowWeights?: string
  /** The rows of an epoch when classes are balanced; absent means every training row once. */
  readonly resample?: Resample
  /** Augmentations of the training samples, seeded by the job's seed; evaluation uses no augmentation. */
  readonly augment?: readonly AugmentPick[]
  readonly stopWhen?: StopRules
  /** A checkpoint is kept permanently every `keepEvery` epochs, in addition to the last and the best. */
  readonly keepEvery?: number
  /** Initial weights, for further training on more data or in a branch; absent means fresh ones. */
  readonly weights?: WeightSet
  /** Epochs that the previous run completed; shuffling and dropout masks continue from there. */
  readonly fromEpoch?: number
  /** Resumes exactly at this checkpoint of the same run; `weights` and `fromEpoch` are then ignored. */
  readonly resume?: { readonly mark: RunMark; readonly state: EngineState; readonly best?: WeightSet }
}

/** The training state of an engine, enough to resume bit for bit. */
export interface EngineState {
  readonly weights: WeightSet
  /** The optimizer's slots: for each slot, one arena of the trainable weights in their order. */
  readonly slots: Float32Array<ArrayBuffer>
  /** The moving average of the trainable weights. */
  readonly average?: Float32Array<ArrayBuffer>
  /** Accumulated gradients, if an update takes several batches. */
  readonly sum?: Float32Array<ArrayBuffer>
}

/**
 * The position of a run, in addition to its engine's state. The order of rows, the masks and the rate are functions of (job, mark), so a
 * run can resume from it as if it had never been interrupted. Plain JSON.
 */
export interface RunMark {
  /** Steps completed, and weight updates completed. */
  readonly step: number
  readonly updates: number
  /** Epochs completed. */
  readonly epoch: number
  /** The learning rate that the user or the plan last set, before the schedule. */
  readonly learningRate: number
  /** Sums over the steps of the unfinished epoch. */
  readonly totals: {
    readonly weighted: number
    readonly rows: number
    readonly sums: readonly number[]
    readonly known: readonly number[]
  }
  /** Early stopping: the best value so far and the epochs since then. */
  readonly watch: { readonly best?: number; readonly worse: number }
  /** State of the plateau schedule. */
  readonly plateau?: { readonly best?: number; readonly worse: number; readonly factor: number }
  readonly history: readonly EpochLog[]
  /** Seconds of training so far. */
  readonly seconds: number
}

/** The metrics of one epoch, one row of the history. */
export interface EpochLog {
  readonly epoch: number
  readonly loss: number
  readonly validationLoss?: number
  /** accuracy, validationAccuracy, mae, validationMae, ...; with several outputs also `label accuracy`, ... */
  readonly metrics: Readonly<Record<string, number>>
}
