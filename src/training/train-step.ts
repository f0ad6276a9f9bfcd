/** @file TrainStep: what the training loop asks of an engine. `plain-step.ts` is the reference; others must agree with it. */
import type { EngineState } from '../data/job'
import type { StepConstants } from './program/ops'

/** What the steps since the last reading came to. */
export interface StepFigures {
  /** One a step: the total loss, the mean over its rows. */
  readonly losses: Float32Array<ArrayBuffer>
  /** Per output, summed over these steps: right answers of a classification, absolute errors in the target's unit of numbers and pixels (as encoded where a number's steps bend it). */
  readonly sums: readonly number[]
  /** Per output: the targets that are known, one a row or one a pixel. */
  readonly known: readonly number[]
}

/** One batch without training. */
export interface BatchEvaluation {
  /** Flat [rows, units] of each output. */
  readonly outputs: readonly Float32Array[]
  /** Per output: the mean loss over its rows with a known target. */
  readonly losses: readonly number[]
  readonly known: readonly number[]
  /** What the regularisers add, once for all rows. */
  readonly penalty: number
}

/** One batch forward and back, without an update, opened up. */
export interface Look {
  readonly loss: number
  /** The result of every layer in order, [rows, ...]. */
  readonly results: readonly { readonly layer: string; readonly values: Float32Array }[]
  /** The gradient of every trainable weight, in their order. */
  readonly gradients: readonly { readonly layer: string; readonly weight: string; readonly values: Float32Array }[]
}

/** How long one part of a step takes. */
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
  /** Whether steps are done when `steps` returns; otherwise they are on their way. */
  readonly atOnce: boolean
  /** Most steps one call takes. */
  readonly mostSteps: number
  /** Rows of the steps to come, in the order they are trained on: told once an epoch. */
  order(rows: Uint32Array): void
  /**
   * Trains on batches of `rows` rows each, each from its `first` in the order. Where a loss can be read at once and is not finite,
   * the weights stay as they were.
   */
  steps(constants: readonly StepConstants[], rows: number): void
  /** The figures of every step since the last call. Waits for the steps before it, and holds up none after it. */
  read(): Promise<StepFigures>
  /** Counts of (true, said) over the steps since the last call, [classes, classes] of each output with classes. */
  confusion(): Promise<readonly (Uint32Array | undefined)[]>
  /** Resolves when all steps so far are done. */
  settled(): Promise<void>
  evaluate(rows: Uint32Array): Promise<BatchEvaluation>
  /** One flat array an input, `count` samples: what `Network.predict` does, by the weights as they are now. */
  predict(inputs: readonly Float32Array[], count: number): Promise<Float32Array<ArrayBuffer>[]>
  look(rows: Uint32Array, step: number): Promise<Look>
  /** A number that is not finite as soon as any weight is not; cheaper than reading them all. */
  probe(): Promise<number>
  snapshot(): Promise<EngineState>
  /** Refuses a state of another network. */
  restore(state: EngineState): void
  /** The moving average takes the place of the weights until the returned function puts them back; nothing where there is none. */
  swapAverage(): Promise<() => void>
  /** Where the time of a training step over these many rows goes; empty where it cannot be told. The state is the same after. */
  profile(rows: number): Promise<readonly OpTime[]>
  counters(): StepCounters
  close(): void
}

/** Since the engine was opened. */
export interface StepCounters {
  readonly steps: number
  readonly reads: number
  /** Dispatches or kernel calls of training steps, and submissions they took. */
  readonly calls: number
  readonly submissions: number
  /** Buffers, bind groups or blocks of memory made since the first step. */
  readonly made: number
  readonly bytes: number
}
