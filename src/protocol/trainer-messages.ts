/**
 * @file The messages between the studio and a trainer worker. Every message of a run carries its id; stale ones change
 * nothing. Bulk is transferred. A request with an `id` is answered by exactly one `answer` or `refused` with that id.
 */
import type { Message } from '../base/messages/message'
import type { Dataset, SplitName } from '../data/dataset'
import type { TrainingJob, WeightSet } from '../data/job'
import type { Pipeline } from '../data/pipeline'
import type { KerasModel } from '../catalog/lowered'
import type { Evaluation } from '../metrics/evaluation'
import type { Backend, BackendChoice, BackendChosen, BackendOffer } from './backend'

export type ToTrainer =
  /** What can this machine do? Answered by offers. */
  | { readonly type: 'probe'; readonly id: number }
  /** The rows to train on, kept by key until another key comes. */
  | { readonly type: 'data'; readonly key: string; readonly dataset: Dataset }
  | {
      readonly type: 'start'
      readonly run: string
      readonly dataKey: string
      readonly job: TrainingJob
      readonly backend: BackendChoice
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
  | { readonly type: 'memory'; readonly tensors: number; readonly bytes: number }

/** How a layer's gradients compare with finite differences. */
export interface GradientReport {
  readonly name: string
  /** The largest error, relative to the largest gradient of its tensor. */
  readonly worst: number
  /** Entries compared, of those tried; the others sit on kinks, where there is no slope. */
  readonly checked: number
  readonly entries: number
}

export interface EpochLog {
  readonly epoch: number
  readonly loss: number
  readonly validationLoss?: number
  /** accuracy, validationAccuracy, mae, validationMae, ...; with several outputs also `label accuracy`, ... */
  readonly metrics: Readonly<Record<string, number>>
}

export type FromTrainer =
  /** Alive; sent about twice a second from a timer of the worker's own. */
  | { readonly type: 'pulse' }
  /** A fault of ours outside any run or request: the worker is not to be trusted any more. */
  | { readonly type: 'broke'; readonly said: Message }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'refused'; readonly id: number; readonly said: Message }
  | {
      readonly type: 'began'
      readonly run: string
      readonly chosen: BackendChosen
      readonly steps: number
      readonly engine: string
    }
  /** Losses of the steps since the last one; at most 20 a second. */
  | {
      readonly type: 'progress'
      readonly run: string
      /** Steps done so far. */
      readonly step: number
      readonly epoch: number
      readonly losses: Float32Array<ArrayBuffer>
      readonly stepsPerSecond: number
      /** Estimated seconds left, validation included; absent until it is worth saying. */
      readonly secondsLeft?: number
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
  /** Good weights to go on from, at the end of an epoch, at most once a second, and at every end; finite, or not sent. */
  | {
      readonly type: 'checkpoint'
      readonly run: string
      readonly step: number
      readonly epoch: number
      readonly weights: WeightSet
      readonly best: boolean
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
      readonly why: 'finished' | 'stopped' | 'early'
      readonly evaluation?: Evaluation
    }
  | {
      readonly type: 'failed'
      readonly run: string
      readonly said: Message
      readonly step: number
      readonly hash?: string
    }
