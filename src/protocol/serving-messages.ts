/** @file What the page and the serving worker say to each other. */
import type { Message } from '../messages/message'
import type { KerasModel } from '../catalog/lowered'
import type { Alias } from '../catalog/lowered-stage'
import type { Dataset } from '../data/dataset'
import type { WeightSet } from '../data/training-job'
import type { Pipeline } from '../data/pipeline'
import type { CanaryPlan } from '../ops/canary-plan'
import type { Link } from '../ops/log/hash'
import type { RetainedInput } from '../ops/log/stored-inputs'
import type { Unlabelled } from '../ops/log/unlabelled'
import type { LogDictionary, CanaryDid, Entry, LabelSource, RequestSource, Status, Timing } from '../ops/log-entry'
import type { BadModel } from '../ops/scenario/conditions'
import type { CanaryTrack } from '../ops/reducers/canary'
import type { Scenario } from '../ops/scenario/scenario'
import type { AliasVersions, ServiceSpec, VersionRef } from '../ops/service-spec'

/** What the rows of a training were like: what a request is held against. */
export interface Reference {
  /** By column of numbers: the least and the most that training saw. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>
  /** The class that was most frequent, by its place in the labels; or the mean of the numbers. */
  readonly usual: number
}

/** A version of a model with all that it takes to answer. */
export interface ServedModel {
  readonly ref: VersionRef
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
  /** Absent, it is found in the training rows that come with the service. */
  readonly reference?: Reference
  /** It is a model to practise on, and answers as a bad one does. */
  readonly practice?: Practice
}

/** What is wrong with a version that was made to practise on. */
export interface Practice {
  readonly bad: BadModel
  /** The version it was made of. */
  readonly of: number
  /** The slice that it is worse for. */
  readonly slice?: string
  /** What is wrong is in its weights or its pipeline itself: whoever runs it need do nothing. */
  readonly within?: true
}

/** What the score's traffic is drawn from. */
export interface ServiceRows {
  readonly dataset: Dataset
  readonly train: Uint32Array<ArrayBuffer>
  readonly heldOut: Uint32Array<ArrayBuffer>
  /** Rows of the held-out ones; a row may be in several, and counts to the first. */
  readonly slices: readonly { readonly name: string; readonly rows: Uint32Array<ArrayBuffer> }[]
}

/** A deploy of the score that answers: what it is, and in whose place. Of one that was taken back no place is left. */
export interface Deployed {
  readonly of: string
  readonly places: readonly DeployPlace[]
}
export interface DeployPlace {
  readonly model: string
  readonly alias: Alias
}

/** How a service begins. */
export interface ServiceStart {
  readonly spec: ServiceSpec
  /** The first one's classes are those of the book. */
  readonly models: readonly ServedModel[]
  readonly aliases: AliasVersions
  readonly rows?: ServiceRows
  readonly seed: number
  /** As measured before: a replay has the times of its log. */
  readonly timing?: Timing
  /** Milliseconds of stages that its drawing will have later, by their ids, as measured before. */
  readonly laterMs?: Readonly<Record<string, number>>
  /** Where a service that goes on stands: the next request's id, virtual milliseconds, and its book. */
  readonly first?: number
  readonly at?: number
  readonly book?: LogDictionary
  /** By which drawing it went before: what is another by now is told in its log. */
  readonly drawnBefore?: ServiceSpec
  /** How far the log's chain of hashes goes, and what is in it of the minute that was not over. */
  readonly link?: Link
  readonly since?: readonly Entry[]
  /** What of its score goes on: the deploy there was, and what labels are still to come of. */
  readonly deploy?: Deployed
  readonly unlabelled?: Unlabelled
}

/** Values by column; pictures and arrays are lists within lists, or all their numbers in one. */
export type InferRow = Readonly<Record<string, unknown>>

/** What changes a service, and who says so. */
export type ServingChange = { readonly by: string; readonly why: string } & (
  | { readonly type: 'aliases'; readonly aliases: AliasVersions }
  | { readonly type: 'spec'; readonly spec: ServiceSpec }
  /** A canary begins, goes on or is over: the challenger's share is this from then on, and the worker takes it back where it breaches its gate. */
  | {
      readonly type: 'canary'
      readonly did: CanaryDid
      readonly plan: CanaryPlan
      readonly step: number
      readonly percent: number
      /** One that is taken up again goes on from here: what its log had come to. */
      readonly track?: CanaryTrack
    }
)
/** The same at a moment of virtual time. */
export type PlannedChange = ServingChange & { readonly at: number }

export type ToServing =
  | ({ readonly type: 'open'; readonly id: number } & ServiceStart)
  /** Further versions; an alias can be moved to them from then on. */
  | { readonly type: 'models'; readonly id: number; readonly models: readonly ServedModel[] }
  /** What rows of the set are to the service; nothing of it comes into the log. */
  | { readonly type: 'ask'; readonly id: number; readonly rows: Uint32Array; readonly of: 'inputs' | 'answers' }
  /** From the next request on. */
  | ({ readonly id: number } & ServingChange)
  /** Each row is a request. `labels` are what the caller says the answers should be, where they say so. */
  | {
      readonly type: 'infer'
      readonly id: number
      readonly source: RequestSource
      readonly rows: readonly InferRow[]
      readonly labels?: readonly (string | number | null)[]
    }
  /**
   * From where the service stands up to `to`, or to the end of the score; `speed` is virtual milliseconds a millisecond. `changes` were
   * made when it was played before, in their order: a replay makes them at the same moments.
   */
  | {
      readonly type: 'play'
      readonly score: Scenario
      readonly to?: number
      readonly speed: number
      readonly changes?: readonly PlannedChange[]
    }
  /** Answers what comes over this port by the contract of the URL, in turn with all else. It is handed over. */
  | { readonly type: 'listen'; readonly port: MessagePort }
  | { readonly type: 'pause' }
  | { readonly type: 'speed'; readonly speed: number }
  /** What somebody says about requests: the class by its place in the book, or the number. */
  | {
      readonly type: 'labels'
      readonly labels: readonly { readonly request: number; readonly label: number }[]
      readonly by: LabelSource
    }
  /** A batch of entries was read: who plays too fast for whoever reads waits. */
  | { readonly type: 'took' }
  | { readonly type: 'close'; readonly id: number }

/** Rows of the set as requests of the service would be. */
export interface AskedRows {
  /** [rows, features] by `book.features`. */
  readonly features: Float32Array<ArrayBuffer>
  /** As in the log; NaN where nobody knows. */
  readonly truth: Float32Array<ArrayBuffer>
  /** [rows, outputs] of each version, calibrated as the drawing says; NaN where it has no answer. */
  readonly answers: readonly { readonly version: VersionRef; readonly outputs: Float32Array<ArrayBuffer> }[]
}

export interface Given {
  readonly most: number
  readonly inputs: readonly (readonly [request: number, input: RetainedInput])[]
}

/** What one request came to. */
export interface Answered {
  readonly request: number
  readonly trace: string
  readonly at: number
  readonly status: Status
  /** What was wrong with it. */
  readonly said?: Message
  /** Which version answered; absent where none did. */
  readonly version?: VersionRef
  readonly alias?: string
  readonly cached: boolean
  /** Probabilities by class, or the number alone. */
  readonly outputs: readonly number[]
  /** The class by its place in the book, -1 where none is told. */
  readonly predicted: number
  /** Milliseconds as they were measured, of each stage that it passed in their order. */
  readonly waterfall: readonly { readonly stage: string; readonly ms: number }[]
  /** Before its turn came, and in all. */
  readonly waited: number
  readonly total: number
}

export type FromServing =
  | {
      readonly type: 'opened'
      readonly id: number
      readonly book: LogDictionary
      /** By version (`name@3`): what answers. */
      readonly engines: Readonly<Record<string, 'exact CPU' | 'tf.js'>>
    }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'asked'; readonly id: number; readonly asked: AskedRows }
  | { readonly type: 'answer'; readonly id: number; readonly answers: readonly Answered[] }
  | { readonly type: 'refused'; readonly id: number; readonly said: Message }
  /**
   * What was added to the log; the book comes where it grew. `at` is where virtual time stands; nothing more will be said of what was
   * before `through`.
   */
  | {
      readonly type: 'entries'
      readonly entries: readonly Entry[]
      readonly book?: LogDictionary
      readonly at: number
      readonly through: number
      /** What requests from outside brought, by their ids; of all that was ever told so many of the newest are kept. */
      readonly given?: Given
      /** Where the deploy of the score stands, where that is not as before; null where there is none any more. */
      readonly deploy?: Deployed | null
      /** The log's chain of hashes, with these in it. */
      readonly link: Link
    }
  /** It stands still: the score is at its end or where it was to go, was paused, or cannot be played. */
  | {
      readonly type: 'played'
      readonly at: number
      readonly why: 'ended' | 'paused' | 'refused'
      readonly said?: Message
    }
  | { readonly type: 'pulse'; readonly at: number }
  /** It cannot go on: it is to be opened again. */
  | { readonly type: 'broke'; readonly said: Message }
