/**
 * @file TrainStep: the interface between the training loop and an engine. `tfjs-step.ts` is the reference; other
 * engines must agree with it.
 */
import type { EngineState } from '../data/training-job'
import type { Histogram } from '../base/value-histogram'
import type { StepConstants } from './program/ops'

/** Metrics of the steps since the last read. */
export interface StepMetrics {
  /** The total loss of each step, which is the mean over its rows. */
  readonly losses: Float32Array<ArrayBuffer>
  /**
   * Per output, summed over these steps: the number of correct predictions for a classification; otherwise the absolute
   * errors in the target's unit (in the encoded scale if the target's preprocessing is not linear).
   */
  readonly sums: readonly number[]
  /** Per output: the number of known targets, with one target per row, pixel or position. */
  readonly known: readonly number[]
}

/** The evaluation of one batch. */
export interface BatchEvaluation {
  /** One flat array of [rows, units] per output. */
  readonly outputs: readonly Float32Array[]
  /** Per output: the mean loss over the rows with a known target. */
  readonly losses: readonly number[]
  readonly known: readonly number[]
  /** The regularization loss, added once per batch. */
  readonly penalty: number
}

export interface LayerNorm {
  readonly layer: string
  readonly norm: number
  /** How the gradients are distributed. */
  readonly histogram: Histogram
}

/** The outputs of layers, each [rows, ...]. */
export type LayerResults = readonly { readonly layer: string; readonly values: Float32Array<ArrayBuffer> }[]

/** The activations and gradients of one batch, without an update. */
export interface BatchInspection {
  readonly loss: number
  /** The output of every layer in order. */
  readonly results: LayerResults
  /** The gradient of every trainable weight, in the order of `model.weights`. */
  readonly gradients: readonly { readonly layer: string; readonly weight: string; readonly values: Float32Array }[]
}

/** The time of one op of a step. */
export interface OpTime {
  readonly layer: string
  readonly phase: 'input' | 'forward' | 'loss' | 'backward' | 'update'
  readonly op: string
  readonly ms: number
  readonly flops: number
  readonly bytes: number
}

export interface TrainStep {
  readonly name: 'plain tf.js' | 'exact CPU' | 'recorded WebGPU'
  readonly device: string
  /** Whether steps are done when `steps` returns; if false, they run asynchronously. */
  readonly isSynchronous: boolean
  /** Maximum number of steps per call. */
  readonly mostSteps: number
  /** Maximum number of rows per call of `evaluate`. */
  readonly mostRows: number
  /** Sets the order in which the next steps use the rows; called once per epoch. */
  order(rows: Uint32Array): void
  /**
   * Trains on batches of `rows` rows; each batch starts at its `first` index in the order. If the engine can read
   * losses immediately and a loss is not finite, the weights do not change.
   */
  steps(constants: readonly StepConstants[], rows: number): void
  /** Returns the metrics of every step since the last call. Waits for earlier steps, but does not block later ones. */
  read(): Promise<StepMetrics>
  /**
   * Returns the confusion counts (label, prediction) of the steps since the last call: [classes, classes] for each
   * output with classes.
   */
  confusion(): Promise<readonly (Uint32Array | undefined)[]>
  /** Resolves when all steps so far are done. */
  settled(): Promise<void>
  evaluate(rows: Uint32Array): Promise<BatchEvaluation>
  /**
   * Predicts with the current weights, like `Network.predict`: takes one flat array per input, with `count` samples
   * each.
   */
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  /** Predicts, and returns the outputs of these layers for one flat array per input, without masks, as in predictions. */
  layers(inputs: readonly Float32Array[], count: number, names: readonly string[]): Promise<LayerResults>
  /** The norms of the weight gradients of the last step, by layer; empty if the engine does not keep them. */
  gradientNorms(): Promise<readonly LayerNorm[]>
  /** Computes one batch without an update. If `read` is 'gradients', the results of the layers are not read. */
  inspect(rows: Uint32Array, step: number, read?: 'all' | 'gradients'): Promise<BatchInspection>
  /** Returns a number that is non-finite if any weight is non-finite. Cheaper than reading all weights. */
  probe(): Promise<number>
  snapshot(): Promise<EngineState>
  /** Restores a saved state. Throws a Refusal if the state belongs to another network. */
  restore(state: EngineState): void
  /**
   * Replaces the weights with their moving average until the returned function restores them. Does nothing if there is
   * no average.
   */
  swapAverage(): Promise<() => void>
  /**
   * Measures the time of each op in a training step with this many rows; empty if it cannot be measured. Leaves the
   * state unchanged.
   */
  profile(rows: number): Promise<readonly OpTime[]>
  counters(): StepCounters
  close(): void
}

/** Counters since the engine was opened. */
export interface StepCounters {
  readonly steps: number
  readonly reads: number
  /**
   * Number of dispatches or kernel calls made by training steps; `submissions` is the number of submissions that
   * contained them.
   */
  readonly calls: number
  readonly submissions: number
  /** Number of buffers, bind groups or memory blocks created since the first step. */
  readonly made: number
  readonly bytes: number
}
