/**
 * @file The messages between the studio and a trainer worker. Every message of a run carries its id; stale ones change
 * nothing. Bulk is transferred. A request with an `id` is answered by exactly one `answer` or `refused` with that id.
 */
import type { Message } from '../messages/message'
import type { Dataset, SplitName } from '../data/dataset'
import type { EngineState, EpochLog, RunMark, TrainingJob, WeightSet } from '../data/training-job'
import type { Pipeline } from '../data/pipeline'
import type { KerasModel } from '../catalog/lowered'
import type { Evaluation } from '../metrics/evaluation'
import type { Backend, BackendChoice, BackendChosen, BackendOffer } from './backend'

export type ToTrainer =
  /** What can this machine do? Answered by offers. */
  | { readonly type: 'probe'; readonly id: number }
  /** The rows to train on, kept by key until another key comes. */
  | { readonly type: 'data'; readonly key: string; readonly dataset: Dataset }
  /** What workers before this one measured of the device. */
  | { readonly type: 'tuned'; readonly json: string }
  | {
      readonly type: 'start'
      readonly run: string
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
      /** Plain tf.js, whatever faster engine there is. */
      readonly only?: 'plain'
    }
  | { readonly type: 'pause' | 'resume' | 'step' | 'stop'; readonly run: string }
  | { readonly type: 'learningRate'; readonly run: string; readonly value: number }
  /** A model to predict with, instead of a run's. Answered by null. */
  | {
      readonly type: 'load'
      readonly id: number
      readonly model: KerasModel
      readonly pipeline: Pipeline
      readonly weights: WeightSet
      readonly backend: BackendChoice
    }
  /** One flat float32 array for each model input, encoded by the pipeline. Answered by predictions, also while training. */
  | {
      readonly type: 'predict'
      readonly id: number
      readonly inputs: readonly Float32Array<ArrayBuffer>[]
      readonly count: number
    }
  | { readonly type: 'evaluate'; readonly id: number; readonly split: SplitName }
  | { readonly type: 'weights'; readonly id: number }
  /** Steps a second of a small fixed net, for "This machine". */
  | { readonly type: 'measure'; readonly id: number; readonly backend: BackendChoice }
  /** One batch of the job, many times: can this network learn at all? Answered by sanity. The run in hand waits. */
  | {
      readonly type: 'sanity'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
    }
  /** The same batch on two engines. Answered by parity. The run in hand waits. */
  | {
      readonly type: 'parity'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backends: readonly [Backend, Backend]
    }
  /** Where a step's time goes. Answered by profile. The run in hand waits, and its weights stay. */
  | { readonly type: 'profile'; readonly id: number }
  /** Two seconds of a job, to say what the whole will take. Answered by calibration. */
  | {
      readonly type: 'calibrate'
      readonly id: number
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
    }
  /** Test hook: each op of an engine's machine against the reference, on random shapes. Answered by ops. */
  | { readonly type: 'ops'; readonly id: number; readonly backend: Backend }
  /** Test hook: every layer's gradients on this backend against finite differences. */
  | { readonly type: 'gradients'; readonly id: number; readonly backend: Backend }
  /** Test hook and leak check: tensors alive. */
  | { readonly type: 'memory'; readonly id: number }

export type Answer =
  | { readonly type: 'offers'; readonly offers: readonly BackendOffer[] }
  | { readonly type: 'loaded'; readonly chosen: BackendChosen }
  /** One flat float32 array for each output, `count` rows each. `step` says which weights gave it. */
  | { readonly type: 'predictions'; readonly outputs: readonly Float32Array<ArrayBuffer>[]; readonly step: number }
  | { readonly type: 'evaluation'; readonly evaluation: Evaluation }
  | { readonly type: 'weights'; readonly weights: WeightSet; readonly hash: string; readonly step: number }
  | {
      readonly type: 'speed'
      readonly stepsPerSecond: number
      readonly firstStepMs: number
      /** Multiply-adds of one step's forward pass of the measured net: what to scale other nets by. */
      readonly multiplyAdds: number
      readonly chosen: BackendChosen
    }
  | { readonly type: 'gradients'; readonly reports: readonly GradientReport[] }
  | {
      readonly type: 'memory'
      readonly tensors: number
      readonly bytes: number
      /** How often rows outside of memory were read since the worker began, and how much. */
      readonly reads: number
      readonly readBytes: number
    }
  | { readonly type: 'sanity'; readonly report: SanityReport }
  | { readonly type: 'parity'; readonly report: ParityReport }
  | { readonly type: 'profile'; readonly profile: StepProfile }
  | { readonly type: 'calibration'; readonly calibration: Calibration }
  | { readonly type: 'ops'; readonly reports: readonly OpReport[] }

/** What one batch, trained on over and over, says of a network. */
export interface SanityReport {
  /** Losses of the batch, first to last. */
  readonly losses: Float32Array<ArrayBuffer>
  /** What the loss of an untrained network should be near: ln C of each classification, summed by weight; absent for other losses. */
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
  /** The largest difference of each layer's result and of its weights' gradients, relative to the largest number. Worst first. */
  readonly layers: readonly { readonly layer: string; readonly result: number; readonly gradient: number }[]
}

/** Where the time of a step goes on this device. Milliseconds a step. */
export interface StepProfile {
  readonly engine: string
  readonly device: string
  readonly layers: readonly {
    readonly layer: string
    readonly forward: number
    readonly backward: number
    readonly update: number
    /** Floating-point operations and bytes moved at least. */
    readonly flops: number
    readonly bytes: number
  }[]
  readonly stepMs: number
  /** Shares of the wall clock: of our script, of the device, of waiting. */
  readonly script: number
  readonly deviceShare: number
  readonly wait: number
  /** Dispatches or kernel calls, and bytes moved at least, a step. */
  readonly calls: number
  readonly bytes: number
  readonly submissionsPerStep: number
  /** The roofline: what this device reached in calibration, and the least time this step could take there. */
  readonly peakGflops: number
  readonly bandwidthGBs: number
  readonly floorMs: number
}

/** A forecast from two seconds of the job itself. */
export interface Calibration {
  readonly engine: string
  readonly stepMs: number
  readonly validationMs: number
  readonly firstStepMs: number
  readonly seconds: number
  readonly bytes: number
}

/** How an op of a machine compares with the reference. */
export interface OpReport {
  readonly op: string
  readonly case: string
  /** The largest error, relative to the largest number. */
  readonly worst: number
  /** Why the machine would not do it. */
  readonly refused?: string
}

/** Why an engine trains a run, and what it was held against. */
export interface EngineChoice {
  readonly name: string
  readonly device: string
  /** Why, as text: "Checked against TensorFlow.js: losses within 3e−7, …", or why a faster one is not used. */
  readonly reason: string
}

/** How a layer's gradients compare with finite differences. */
export interface GradientReport {
  readonly name: string
  /** The largest error, relative to the largest gradient of its tensor. */
  readonly worst: number
  /** Entries compared, of those tried; the others sit on kinks, where there is no slope. */
  readonly checked: number
  readonly entries: number
}

/** How the training batches of one epoch were told apart so far, by the weights of their time. */
export interface ClassCounts {
  readonly epoch: number
  readonly heads: readonly {
    readonly label: string
    readonly labels: readonly string[]
    /** [labels, labels]: rows true, columns said. */
    readonly counts: Uint32Array<ArrayBuffer>
  }[]
}

export type { EpochLog } from '../data/training-job'

export type FromTrainer =
  /** Alive; sent about twice a second from a timer of the worker's own. */
  | { readonly type: 'pulse' }
  /** A fault of ours outside any run or request: the worker is not to be trusted any more. */
  | { readonly type: 'broke'; readonly said: Message }
  /** All that is known of the device by measuring it, to be told to the next worker. */
  | { readonly type: 'tuned'; readonly json: string }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'refused'; readonly id: number; readonly said: Message }
  | {
      readonly type: 'began'
      readonly run: string
      readonly chosen: BackendChosen
      readonly steps: number
      /** Steps done before: of the run it goes on from, or of itself before it was taken up again. */
      readonly step: number
      readonly engine: EngineChoice
      /** The history so far, of a run taken up again. */
      readonly history: readonly EpochLog[]
    }
  /** Losses of the steps since the last one; at most 20 a second. */
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
      /** Estimated seconds left, validation included; absent until it is worth saying. */
      readonly secondsLeft?: number
      /** About once a second and at the end of epochs, where there are outputs with classes. */
      readonly counts?: ClassCounts
    }
  /** An epoch is over; when epochs are short, the newest of those since the last one, with the logs of the others. */
  | {
      readonly type: 'epoch'
      readonly run: string
      readonly log: EpochLog
      /** Oldest first. */
      readonly earlier?: readonly EpochLog[]
      readonly validation?: Evaluation
    }
  /** All that is needed to go on exactly: within an epoch too, about every two seconds, and at every end; finite, or not sent. */
  | {
      readonly type: 'checkpoint'
      readonly run: string
      readonly mark: RunMark
      readonly state: EngineState
      /** SHA-256 of the weights. */
      readonly hash: string
      /** Kept beside the last one: the best epoch so far, or one of every n-th. */
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
      readonly said: Message
      readonly step: number
      readonly hash?: string
    }
