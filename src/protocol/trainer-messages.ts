/**
 * @file Messages between the studio and a trainer worker. Every message of a run carries the run's id; messages of
 * other runs are ignored. Large buffers are transferred. A request with an `id` is answered by exactly one `answer` or
 * `refused` with that id.
 */
import type { Histogram } from '../base/value-histogram'
import type { Message } from '../messages/message'
import type { Dataset, SplitName } from '../data/dataset'
import type { EngineState, EpochLog, Moment, RateChange, RunMark, TrainingJob, WeightSet } from '../data/training-job'
import type { Pipeline } from '../data/pipeline'
import type { KerasModel } from '../catalog/keras-json'
import type { Evaluation } from '../metrics/evaluation'
import type { Backend, BackendChoice, BackendChosen, BackendOffer } from './backend'

export type ToTrainer =
  /** Asks which backends this machine has. Answered by `offers`. */
  | { readonly type: 'probe'; readonly id: number }
  /** The rows to train on, used until data with another key arrives. */
  | { readonly type: 'data'; readonly key: string; readonly dataset: Dataset }
  /** Device measurements taken by earlier workers. */
  | { readonly type: 'tuned'; readonly json: string }
  | {
      readonly type: 'start'
      readonly run: string
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
      readonly stepsPerSecond?: number
      readonly paused?: true // before its first step
      readonly only?: 'plain' // even if a faster engine is available
    }
  | { readonly type: 'pause' | 'resume' | 'step' | 'stop'; readonly run: string }
  | { readonly type: 'learningRate'; readonly run: string; readonly value: number }
  /** Limits the speed of the run; without a number, it trains as fast as possible. */
  | { readonly type: 'pace'; readonly run: string; readonly stepsPerSecond?: number }
  /** Loads a model for predictions, in place of a run's model. Answered by `loaded`. */
  | {
      readonly type: 'load'
      readonly id: number
      readonly model: KerasModel
      readonly pipeline: Pipeline
      readonly weights: WeightSet
      readonly backend: BackendChoice
    }
  /** One flat float32 array per input, encoded by the pipeline. Answered by `predictions`, even during training. */
  | {
      readonly type: 'predict'
      readonly id: number
      readonly inputs: readonly Float32Array<ArrayBuffer>[]
      readonly count: number
    }
  /**
   * Like `predict`, for the outputs of these layers. With `untrained`, the layers of this network with its initial
   * weights; a run in progress is not affected. Answered by `layers`.
   */
  | {
      readonly type: 'layers'
      readonly id: number
      readonly inputs: readonly Float32Array<ArrayBuffer>[]
      readonly count: number
      readonly names: readonly string[]
      /** Whether to send the gradient norms and the dropout masks of the run's last step, too. */
      readonly gradients?: boolean
      /** The layers whose weights to send, too, as of the same step. */
      readonly weights?: readonly string[]
      readonly masks?: boolean
      readonly untrained?: { readonly model: KerasModel; readonly seed: number }
    }
  /**
   * The gradients of one number per row with the weights of a loaded model, with respect to the inputs and, with
   * `layer`, the output of this layer. Answered by `inputGradients`.
   */
  | {
      readonly type: 'inputGradients'
      readonly id: number
      readonly inputs: readonly Float32Array<ArrayBuffer>[]
      readonly count: number
      readonly of: GradientOf
      readonly layer?: string
    }
  | { readonly type: 'evaluate'; readonly id: number; readonly split: SplitName }
  | { readonly type: 'weights'; readonly id: number }
  /** Measures the steps per second of a small fixed network, for "This machine". */
  | { readonly type: 'measure'; readonly id: number; readonly backend: BackendChoice }
  /** Trains on a single batch many times to see whether a network can learn. Answered by `sanity`; the run waits. */
  | {
      readonly type: 'sanity'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
    }
  /** Compares one batch on two engines. Answered by `parity`. The current run waits. */
  | {
      readonly type: 'parity'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backends: readonly [Backend, Backend]
    }
  /** Profiles a training step. Answered by `profile`. The current run waits, and its weights do not change. */
  | { readonly type: 'profile'; readonly id: number }
  /** Runs the job for two seconds to estimate its total time. Answered by `calibration`. */
  | {
      readonly type: 'calibrate'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
    }
  /** Test hook: compares each op of an engine with the reference on random shapes. Answered by `ops`. */
  | { readonly type: 'ops'; readonly id: number; readonly backend: Backend }
  /** Test hook: compares every layer's gradients on this backend with those of the plain JavaScript CPU backend. */
  | { readonly type: 'gradients'; readonly id: number; readonly backend: Backend }
  /** Test hook and leak check: asks for the number of live tensors. */
  | { readonly type: 'memory'; readonly id: number }

/** The number of each row that is differentiated. */
export interface GradientOf {
  /** The index of the output. */
  readonly output: number
  /**
   * `score` is the number of a class before the softmax or sigmoid, `output` a predicted value, `crossEntropy` the loss
   * of the scores for a class, `squaredError` that of a number, and `layer` the layer's values, each times its target.
   */
  readonly number: 'score' | 'output' | 'crossEntropy' | 'squaredError' | 'layer'
  /** By row: the index of the class or value, the target of `squaredError` at `column` (0), or a factor for each value. */
  readonly targets: Float32Array<ArrayBuffer>
  readonly column?: number
  /** `relevance` (LRP) in place of the gradient, the gradient by the trainable `weights` of the only row, or `none`. */
  readonly by?: 'gradient' | 'relevance' | 'weights' | 'none'
}

export interface RowGradients {
  /** The number of each row. */
  readonly scores: Float32Array<ArrayBuffer>
  /** One flat array per input, [count, ...]; empty if the input is token numbers, which have no gradient. */
  readonly gradients: readonly Float32Array<ArrayBuffer>[]
  /** By the trainable weights, which come first in a weight set. */
  readonly weights?: Float32Array<ArrayBuffer>
  /** The output of the layer and its gradients, both [count, ...shape]. */
  readonly layer?: {
    readonly values: Float32Array<ArrayBuffer>
    readonly gradients: Float32Array<ArrayBuffer>
    readonly shape: readonly number[]
  }
}

export type Answer =
  | { readonly type: 'offers'; readonly offers: readonly BackendOffer[] }
  | { readonly type: 'loaded'; readonly chosen: BackendChosen }
  /** One flat float32 array per output, with `count` rows each. `step` is the training step of the weights used. */
  | { readonly type: 'predictions'; readonly outputs: readonly Float32Array<ArrayBuffer>[]; readonly step: number }
  /** One flat array for each layer that the model has, [count, ...], in the model's order. */
  | {
      readonly type: 'layers'
      readonly results: readonly { readonly layer: string; readonly values: Float32Array<ArrayBuffer> }[]
      readonly step: number
      /** The norm and the distribution of the weight gradients of each layer; empty if they are not known. */
      readonly gradients?: readonly { readonly layer: string; readonly norm: number; readonly histogram: Histogram }[]
      /** The weights of the layers that were asked for. */
      readonly weights?: WeightSet
      /** The mask of each dropout layer for the first example of the batch of `step`, counted from 1. */
      readonly masks?: readonly { readonly layer: string; readonly values: Float32Array<ArrayBuffer> }[]
    }
  | ({ readonly type: 'inputGradients' } & RowGradients)
  | { readonly type: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly type: 'weights'; readonly weights: WeightSet; readonly hash: string; readonly step: number }
  | {
      readonly type: 'speed'
      readonly stepsPerSecond: number
      readonly firstStepMs: number
      /** Multiply-adds in one forward pass of the measured network, used to scale the result to other networks. */
      readonly multiplyAdds: number
      readonly chosen: BackendChosen
    }
  | { readonly type: 'gradients'; readonly reports: readonly GradientReport[] }
  | {
      readonly type: 'memory'
      readonly tensors: number
      readonly bytes: number
      /** Number of times the worker has read rows from storage since it started, and the number of bytes read. */
      readonly reads: number
      readonly readBytes: number
    }
  | { readonly type: 'sanity'; readonly report: SanityReport }
  | { readonly type: 'parity'; readonly report: ParityReport }
  | { readonly type: 'profile'; readonly profile: StepProfile }
  | { readonly type: 'calibration'; readonly calibration: Calibration }
  | { readonly type: 'ops'; readonly reports: readonly OpReport[] }

/** The result of deliberately overfitting one batch. */
export interface SanityReport {
  /** The batch's loss at each step. */
  readonly losses: Float32Array<ArrayBuffer>
  /**
   * The expected initial loss of a classifier that guesses uniformly: ln C for each classification output, weighted and
   * summed; absent for other losses.
   */
  readonly expected?: number
  /** Layers whose weights get no gradient on this batch. */
  readonly unreached: readonly string[]
  readonly gradients: readonly { readonly layer: string; readonly weight: string; readonly norm: number }[]
  readonly steps: number
  readonly rows: number
}

/** Differences between two engines after one step on one batch, layer by layer. */
export interface ParityReport {
  readonly engines: readonly [string, string]
  readonly lossDifference: number
  /**
   * The largest differences in each layer's output and weight gradients, relative to the largest value. Worst layer
   * first.
   */
  readonly layers: readonly { readonly layer: string; readonly result: number; readonly gradient: number }[]
}

/** How the time of a training step is divided on this device, in milliseconds per step. */
export interface StepProfile {
  readonly engine: string
  readonly device: string
  readonly layers: readonly {
    readonly layer: string
    readonly forward: number
    readonly backward: number
    readonly update: number
    /** Floating-point operations, and the minimum number of bytes moved. */
    readonly flops: number
    readonly bytes: number
  }[]
  readonly stepMs: number
  /** Fractions of wall-clock time spent in Netloom's code, on the device, and waiting. */
  readonly script: number
  readonly deviceShare: number
  readonly wait: number
  /** The number of dispatches or kernel calls, and the minimum number of bytes moved, per step. */
  readonly calls: number
  readonly bytes: number
  readonly submissionsPerStep: number
  /**
   * Roofline model: peak performance of this device measured in calibration, and the shortest possible time for this
   * step.
   */
  readonly peakGflops: number
  readonly bandwidthGBs: number
  readonly floorMs: number
}

/** An estimate of a run's total time, based on running the job for two seconds. */
export interface Calibration {
  readonly engine: string
  readonly stepMs: number
  readonly validationMs: number
  readonly firstStepMs: number
  readonly seconds: number
  /** Memory of the engine, as measured. */
  readonly bytes: number
  /** Forecast of all memory that training takes; absent in older records. The page adds it. */
  readonly totalBytes?: number
}

/** Result of comparing an op with the reference. */
export interface OpReport {
  readonly op: string
  readonly case: string
  /** The largest error, relative to the largest value. */
  readonly worst: number
  /** Why the engine does not support the op. */
  readonly refused?: string
}

/** Why this engine was chosen to train the run, and what it was checked against. */
export interface EngineChoice {
  readonly name: string
  readonly device: string
  /**
   * "Checked against TensorFlow.js: losses within 3e−7, …", or why a faster engine is not used. Text if an earlier
   * version of Netloom stored it with a run.
   */
  readonly reason: Message | string
}

/** Result of comparing a layer's gradients with a reference. */
export interface GradientReport {
  readonly name: string
  /** The largest error, relative to the largest gradient of its tensor. */
  readonly worst: number
  /** Number of entries compared, out of those tried; the rest lie at kinks, where the loss is not differentiable. */
  readonly checked: number
  readonly entries: number
}

/**
 * Confusion matrix counts of the training batches so far in one epoch; each batch is counted with the weights at the
 * time it was trained on.
 */
export interface ClassCounts {
  readonly epoch: number
  readonly heads: readonly {
    readonly label: string
    readonly labels: readonly string[]
    /** [labels, labels]: rows are true classes, columns are predicted classes. */
    readonly counts: Uint32Array<ArrayBuffer>
  }[]
}

export type { EpochLog } from '../data/training-job'

export type FromTrainer =
  /** A heartbeat, sent about twice a second from a timer in the worker. */
  | { readonly type: 'pulse' }
  /** Reports a bug outside any run or request; the worker must not be used any more. */
  | { readonly type: 'broke'; readonly reason: Message }
  /** All device measurements so far, to be passed to the next worker. */
  | { readonly type: 'tuned'; readonly json: string }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'refused'; readonly id: number; readonly reason: Message }
  | {
      readonly type: 'began'
      readonly run: string
      readonly chosen: BackendChosen
      readonly steps: number
      /** Number of steps done before the run continued or resumed. */
      readonly step: number
      readonly engine: EngineChoice
      /** The history up to the step at which the run resumed. */
      readonly history: readonly EpochLog[]
      readonly rateChanges?: readonly RateChange[]
    }
  /** All learning rates that the user has set during the run, sent when one is added. */
  | { readonly type: 'rateChanges'; readonly run: string; readonly rateChanges: readonly RateChange[] }
  /** Losses since the last message; sent at most 20 times a second. */
  | {
      readonly type: 'progress'
      readonly run: string
      /** Number of steps done so far. */
      readonly step: number
      readonly epoch: number
      readonly losses: Float32Array<ArrayBuffer>
      /** The learning rate of the last step. */
      readonly learningRate: number
      readonly stepsPerSecond: number
      /** Estimated seconds left, including validation; absent until a meaningful estimate is possible. */
      readonly secondsLeft?: number
      /** Class counts, for outputs with classes; sent about once a second and at the end of each epoch. */
      readonly counts?: ClassCounts
    }
  /**
   * An epoch has ended. If epochs are short, this is the newest one, with the logs of the other epochs since the last
   * message in `earlier`.
   */
  | {
      readonly type: 'epoch'
      readonly run: string
      readonly log: EpochLog
      /** Logs of earlier epochs, oldest first. */
      readonly earlier?: readonly EpochLog[]
      readonly validation?: Evaluation
    }
  /** Everything needed to continue exactly: sent about every two seconds and at the end, if all values are finite. */
  | {
      readonly type: 'checkpoint'
      readonly run: string
      readonly mark: RunMark
      readonly state: EngineState
      /** SHA-256 of the weights. */
      readonly hash: string
      /**
       * Why this checkpoint is stored in addition to the latest one: it is the best so far, or a milestone (every nth
       * epoch).
       */
      readonly keep?: 'best' | 'milestone'
    }
  /** At the end of a run of a small network: its weights at moments of it, oldest first. */
  | { readonly type: 'moments'; readonly run: string; readonly moments: readonly Moment[] }
  | {
      readonly type: 'state'
      readonly run: string
      readonly tag: 'training' | 'paused'
      readonly step: number
      readonly hash?: string
    }
  | {
      readonly type: 'done'
      readonly run: string
      readonly step: number
      readonly epoch: number
      readonly hash: string
      readonly why: 'finished' | 'stopped' | 'early' | 'rule'
      readonly evaluation?: Evaluation
    }
  | {
      readonly type: 'failed'
      readonly run: string
      readonly reason: Message
      readonly step: number
      readonly hash?: string
    }
