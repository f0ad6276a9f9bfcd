/** @file TrainingJob: what the worker trains, in full. Plain Keras JSON, a fitted pipeline, row numbers, and numbers. */
import type { KerasModel, Lowered } from '../catalog/lowered'
import type { EarlyStopping } from '../catalog/plan'
import type { Split } from './dataset'
import type { Pipeline } from './pipeline'

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
  /** Start from these instead of fresh ones: go on with more data, or after a lost device. */
  readonly weights?: WeightSet
  /** Epochs already done by the run this one goes on from: shuffles and masks continue from there. */
  readonly fromEpoch?: number
}
