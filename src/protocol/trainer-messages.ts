/**
 * @file Messages between the studio and a trainer worker. Every message of a run carries its id; stale ones change
 * nothing. Large buffers are transferred. A request with an `id` is answered by exactly one `answer` or `refused` with
 * that id.
 */
import type { Message } from '../messages/message'
import type { Dataset, SplitName } from '../data/dataset'
import type { EngineState, EpochLog, RunMark, TrainingJob, WeightSet } from '../data/training-job'
import type { Pipeline } from '../data/pipeline'
import type { KerasModel } from '../catalog/lowered'
import type { Evaluation } from '../metrics/evaluation'
import type { Backend, BackendChoice, BackendChosen, BackendOffer } from './backend'

export type ToTrainer =
  /** Asks which backends this machine has. Answered by offers. */
  | { readonly type: 'probe'; readonly id: number }
  /** The rows to train on, kept until data with another key arrives. */
  | { readonly type: 'data'; readonly key: string; readonly dataset: Dataset }
  /** Device measurements of earlier workers. */
  | { readonly type: 'tuned'; readonly json: string }
  | {
      readonly type: 'start'
      readonly run: string
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
      /** Use plain tf.js even when a faster engine is available. */
      readonly only?: 'plain'
    }
  | { readonly type: 'pause' | 'resume' | 'step' | 'stop'; readonly run: string }
  | { readonly type: 'learningRate'; readonly run: string; readonly value: number }
  /** Loads a model to predict with, instead of a run's. Answered by loaded. */
  | {
      readonly type: 'load'
      readonly id: number
      readonly model: KerasModel
      readonly pipeline: Pipeline
      readonly weights: WeightSet
      readonly backend: BackendChoice
    }
  /**
   * One flat float32 array for each model input, encoded by the pipeline. Answered by predictions, also while training.
   */
  | {
      readonly type: 'predict'
      readonly id: number
      readonly inputs: readonly Float32Array<ArrayBuffer>[]
      readonly count: number
    }
  | { readonly type: 'evaluate'; readonly id: number; readonly split: SplitName }
  | { readonly type: 'weights'; readonly id: number }
  /** Steps per second of a small fixed network, for "This machine". */
  | { readonly type: 'measure'; readonly id: number; readonly backend: BackendChoice }
  /**
   * Trains on one batch many times to see whether the network can learn at all. Answered by sanity. The current run
   * waits.
   */
  | {
      readonly type: 'sanity'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
    }
  /** Compares one batch on two engines. Answered by parity. The current run waits. */
  | {
      readonly type: 'parity'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backends: readonly [Backend, Backend]
    }
  /** Profiles a training step. Answered by profile. The current run waits and keeps its weights. */
  | { readonly type: 'profile'; readonly id: number }
  /** Runs the job for two seconds to estimate its total time. Answered by calibration. */
  | {
      readonly type: 'calibrate'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
    }
  /** Test hook: compares each op of an engine with the reference on random shapes. Answered by ops. */
  | { readonly type: 'ops'; readonly id: number; readonly backend: Backend }
  /** Test hook: compares every layer's gradients on this backend with finite differences. */
  | { readonly type: 'gradients'; readonly id: number; readonly backend: Backend }
  /** Test hook and leak check: number of live tensors. */
  | { readonly type: 'memory'; readonly id: number }

export type Answer =
  | { readonly type: 'offers'; readonly offers: readonly BackendOffer[] }
  | { readonly type: 'loaded'; readonly chosen: BackendChosen }
  /** One flat float32 array for each output, `count` rows each. `step` is the step of the weights used. */
  | { readonly type: 'predictions'; readonly outputs: readonly Float32Array<ArrayBuffer>[]; readonly step: number }
  | { readonly type: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly type: 'weights'; readonly weights: WeightSet; readonly hash: string; readonly step: number }
  | {
      readonly type: 'speed'
      readonly stepsPerSecond: number
      readonly firstStepMs: number
      /** Multiply-adds of one forward pass of the measured network, to scale to other networks. */
      readonly multiplyAdds: number
      readonly chosen: BackendChosen
    }
  | { readonly type: 'gradients'; readonly reports: readonly GradientReport[] }
  | {
      readonly type: 'memory'
      readonly tensors: number
      readonly bytes: number
      /** Number of reads of rows stored outside memory since the worker started, and their bytes. */
      readonly reads: number
      readonly readBytes: number
    }
  | { readonly type: 'sanity'; readonly report: SanityReport }
  | { readonly type: 'parity'; readonly report: ParityReport }
  | { readonly type: 'profile'; readonly profile: StepProfile }
  | { readonly type: 'calibration'; readonly calibration: Calibration }
  | { readonly type: 'ops'; readonly reports: readonly OpReport[] }

/** The result of overfitting one batch. */
export interface SanityReport {
  /** Loss of the batch at each step. */
  readonly losses: Float32Array<ArrayBuffer>
  /**
   * The expected loss of an untrained network: ln C for each classification output, summed by weight; absent for other
   * losses.
   */
  readonly expected?: number
  /** Layers with weights that no gradient reaches on this batch. */
  readonly unreached: readonly string[]
  readonly gradients: readonly { readonly layer: string; readonly weight: string; readonly norm: number }[]
  readonly steps: number
  readonly rows: number
}

/** One step of one batch on two engines, layer by layer. */
export interface ParityReport {
  readonly engines: readonly [string, string]
  readonly lossDifference: number
  /** The largest difference in each layer's output and weight gradients, relative to the largest value. Worst first. */
  readonly layers: readonly { readonly layer: string; readonly result: number; readonly gradient: number }[]
}

/** Where the time of a step goes on this device, in milliseconds per step. */
export interface StepProfile {
  readonly engine: string
  readonly device: string
  readonly layers: readonly {
    readonly layer: string
    readonly forward: number
    readonly backward: number
    readonly update: number
    /** Floating-point operations, and the minimum of bytes moved. */
    readonly flops: number
    readonly bytes: number
  }[]
  readonly stepMs: number
  /** Fractions of wall-clock time: our script, the device, and waiting. */
  readonly script: number
  readonly deviceShare: number
  readonly wait: number
  /** Dispatches or kernel calls, and the minimum of bytes moved, per step. */
  readonly calls: number
  readonly bytes: number
  readonly submissionsPerStep: number
  /** Roofline: the peak of this device in calibration, and the shortest possible time of this step. */
  readonly peakGflops: number
  readonly bandwidthGBs: number
  readonly floorMs: number
}

/** An estimate from two seconds of the job. */
export interface Calibration {
  readonly engine: string
  readonly stepMs: number
  readonly validationMs: number
  readonly firstStepMs: number
  readonly seconds: number
  readonly bytes: number
}

/** How an op compares with the reference. */
export interface OpReport {
  readonly op: string
  readonly case: string
  /** The largest error, relative to the largest value. */
  readonly worst: number
  /** Why the engine refused it. */
  readonly refused?: string
}

/** Why this engine trains the run, and what it was checked against. */
export interface EngineChoice {
  readonly name: string
  readonly device: string
  /** The reason as text: "Checked against TensorFlow.js: losses within 3e−7, …", or why a faster engine is not used. */
  readonly reason: string
}

/** How a layer's gradients compare with finite differences. */
export interface GradientReport {
  readonly name: string
  /** The largest error, relative to the largest gradient of its tensor. */
  readonly worst: number
  /** Entries compared, of those tried; the rest lie at kinks, where the loss is not differentiable. */
  readonly checked: number
  readonly entries: number
}

/**
 * Confusion counts of the training batches of one epoch so far, each batch counted with the weights it was trained at.
 */
export interface ClassCounts {
  readonly epoch: number
  readonly heads: readonly {
    readonly label: string
    readonly labels: readonly string[]
    /** [labels, labels]: true class by row, predicted class by column. */
    readonly counts: Uint32Array<ArrayBuffer>
  }[]
}

export type { EpochLog } from '../data/training-job'

export type FromTrainer =
  /** A sign of life, sent about twice a second from a timer in the worker. */
  | { readonly type: 'pulse' }
  /** A bug outside any run or request: the worker must not be used any more. */
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
      /** Steps done before: of the run it continues, or of itself before it was resumed. */
      readonly step: number
      readonly engine: EngineChoice
      /** The history so far, when resumed. */
      readonly history: readonly EpochLog[]
    }
  /** Losses since the last message; at most 20 messages a second. */
  | {
      readonly type: 'progress'
      readonly run: string
      /** Steps done so far. */
      readonly step: number
      readonly epoch: number
      readonly losses: Float32Array<ArrayBuffer>
      /** The learning rate of the last step. */
      readonly learningRate: number
      readonly stepsPerSecond: number
      /** Estimated seconds left, including validation; absent until the estimate is meaningful. */
      readonly secondsLeft?: number
      /** Sent about once a second and at the end of epochs, for outputs with classes. */
      readonly counts?: ClassCounts
    }
  /** An epoch ended. When epochs are short, this is the newest, with the logs of the others since the last message. */
  | {
      readonly type: 'epoch'
      readonly run: string
      readonly log: EpochLog
      /** Oldest first. */
      readonly earlier?: readonly EpochLog[]
      readonly validation?: Evaluation
    }
  /**
   * Everything needed to continue exactly, also within an epoch: sent about every two seconds and at every end. Not
   * sent when not finite.
   */
  | {
      readonly type: 'checkpoint'
      readonly run: string
      readonly mark: RunMark
      readonly state: EngineState
      /** SHA-256 of the weights. */
      readonly hash: string
      /** Kept in addition to the latest: the best epoch so far, or every n-th. */
      readonly keep?: 'best' | 'milestone'
    }
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
