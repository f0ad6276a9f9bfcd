/** @file Messages between the page and the serving worker. */
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

/** Statistics of the training rows, to compare requests with. */
export interface Reference {
  /** By numeric column: the smallest and largest value in the training rows. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>
  /** The most frequent class, by index into the labels; or the mean of the numbers. */
  readonly usual: number
}

/** A model version with everything it needs to answer. */
export interface ServedModel {
  readonly ref: VersionRef
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
  /** Absent: computed from the training rows that come with the service. */
  readonly reference?: Reference
  /** Set for a practice model, which answers like a bad one. */
  readonly practice?: Practice
}

/** What is wrong with a practice version. */
export interface Practice {
  readonly bad: BadModel
  /** The version it was made from. */
  readonly of: number
  /** The slice that it is worse on. */
  readonly slice?: string
  /** The fault is in its weights or pipeline, so the runner needs no special case. */
  readonly within?: true
}

/** The rows that the scenario draws its traffic from. */
export interface ServiceRows {
  readonly dataset: Dataset
  readonly train: Uint32Array<ArrayBuffer>
  readonly heldOut: Uint32Array<ArrayBuffer>
  /** Held-out rows by slice. A row in several slices counts for the first. */
  readonly slices: readonly { readonly name: string; readonly rows: Uint32Array<ArrayBuffer> }[]
}

/** An active deploy of the scenario: its version and the aliases it took. After a rollback, no places are left. */
export interface Deployed {
  readonly of: string
  readonly places: readonly DeployPlace[]
}
export interface DeployPlace {
  readonly model: string
  readonly alias: Alias
}

/** The initial state of a service. */
export interface ServiceStart {
  readonly spec: ServiceSpec
  /** The log dictionary uses the classes of the first model. */
  readonly models: readonly ServedModel[]
  readonly aliases: AliasVersions
  readonly rows?: ServiceRows
  readonly seed: number
  /** Measured before: a replay uses the timing of its log. */
  readonly timing?: Timing
  /** Measured milliseconds of stages that a later version of the drawing adds, by stage id. */
  readonly laterMs?: Readonly<Record<string, number>>
  /** To continue a service: the id of the next request, the virtual time in milliseconds, and its log dictionary. */
  readonly first?: number
  readonly at?: number
  readonly book?: LogDictionary
  /** The drawing it ran before; differences are written to its log. */
  readonly previousSpec?: ServiceSpec
  /** The end of the log's hash chain, and the entries of the unfinished minute. */
  readonly link?: Link
  readonly since?: readonly Entry[]
  /** What continues of its scenario: the current deploy, and the requests that still wait for labels. */
  readonly deploy?: Deployed
  readonly unlabelled?: Unlabelled
}

/** Values by column; images and arrays are nested lists or one flat list. */
export type InferRow = Readonly<Record<string, unknown>>

/** A change of the service, with its author and reason. */
export type ServingChange = { readonly by: string; readonly why: string } & (
  | { readonly type: 'aliases'; readonly aliases: AliasVersions }
  | { readonly type: 'spec'; readonly spec: ServiceSpec }
  /**
   * Starts, continues, or ends a canary: from now on the challenger gets this percentage, and the worker rolls back
   * when it breaches its gate.
   */
  | {
      readonly type: 'canary'
      readonly did: CanaryDid
      readonly plan: CanaryPlan
      readonly step: number
      readonly percent: number
      /** A resumed canary continues from this state of its log. */
      readonly track?: CanaryTrack
    }
)
/** A change at a moment of virtual time. */
export type PlannedChange = ServingChange & { readonly at: number }

export type ToServing =
  | ({ readonly type: 'open'; readonly id: number } & ServiceStart)
  /** Adds versions; aliases can then be moved to them. */
  | { readonly type: 'models'; readonly id: number; readonly models: readonly ServedModel[] }
  /** Dataset rows as the service sees them. Nothing is logged. */
  | { readonly type: 'ask'; readonly id: number; readonly rows: Uint32Array; readonly of: 'inputs' | 'answers' }
  /** Takes effect with the next request. */
  | ({ readonly id: number } & ServingChange)
  /** Each row is a request. `labels` are the correct answers where the caller knows them. */
  | {
      readonly type: 'infer'
      readonly id: number
      readonly source: RequestSource
      readonly rows: readonly InferRow[]
      readonly labels?: readonly (string | number | null)[]
    }
  /**
   * Plays from the current time to `to`, or to the end of the scenario; `speed` is virtual milliseconds per
   * millisecond. `changes` are those of an earlier playback, in order: a replay makes them at the same moments.
   */
  | {
      readonly type: 'play'
      readonly scenario: Scenario
      readonly to?: number
      readonly speed: number
      readonly changes?: readonly PlannedChange[]
    }
  /** Answers requests over this port by the HTTP API, in order with all others. The port is transferred. */
  | { readonly type: 'listen'; readonly port: MessagePort }
  | { readonly type: 'pause' }
  | { readonly type: 'speed'; readonly speed: number }
  /** Labels for requests: the class by its index in the log dictionary, or the number. */
  | {
      readonly type: 'labels'
      readonly labels: readonly { readonly request: number; readonly label: number }[]
      readonly by: LabelSource
    }
  /** A batch of entries was read. Playback waits for this when the reader is slower. */
  | { readonly type: 'took' }
  | { readonly type: 'close'; readonly id: number }

/** Dataset rows as requests of the service. */
export interface RowsRequest {
  /** [rows, features] by `book.features`. */
  readonly features: Float32Array<ArrayBuffer>
  /** As in the log; NaN where unknown. */
  readonly truth: Float32Array<ArrayBuffer>
  /** [rows, outputs] of each version, calibrated as drawn; NaN where it has no answer. */
  readonly answers: readonly { readonly version: VersionRef; readonly outputs: Float32Array<ArrayBuffer> }[]
}

export interface Given {
  readonly most: number
  readonly inputs: readonly (readonly [request: number, input: RetainedInput])[]
}

/** The result of one request. */
export interface Answered {
  readonly request: number
  readonly trace: string
  readonly at: number
  readonly status: Status
  /** The error, if there was one. */
  readonly problem?: Message
  /** The version that answered; absent when none did. */
  readonly version?: VersionRef
  readonly alias?: string
  readonly cached: boolean
  /** Probabilities by class, or the single number. */
  readonly outputs: readonly number[]
  /** The class by its index in the log dictionary; -1 when there is none. */
  readonly predicted: number
  /** Measured milliseconds of each stage that the request passed, in order. */
  readonly waterfall: readonly { readonly stage: string; readonly ms: number }[]
  /** Milliseconds waited before it was processed, and in total. */
  readonly waited: number
  readonly total: number
}

export type FromServing =
  | {
      readonly type: 'opened'
      readonly id: number
      readonly book: LogDictionary
      /** The engine of each version (`name@3`). */
      readonly engines: Readonly<Record<string, 'exact CPU' | 'tf.js'>>
    }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'asked'; readonly id: number; readonly asked: RowsRequest }
  | { readonly type: 'answer'; readonly id: number; readonly answers: readonly Answered[] }
  | { readonly type: 'refused'; readonly id: number; readonly reason: Message }
  /**
   * Entries added to the log, with the log dictionary when it grew. `at` is the virtual time; no more entries from
   * before `through` will follow.
   */
  | {
      readonly type: 'entries'
      readonly entries: readonly Entry[]
      readonly book?: LogDictionary
      readonly at: number
      readonly through: number
      /** Inputs of outside requests, by request id; only the newest `most` of all are kept. */
      readonly given?: Given
      /** The scenario's current deploy, when it changed; null when there is none any more. */
      readonly deploy?: Deployed | null
      /** The log's hash chain, including these entries. */
      readonly link: Link
    }
  /** Playback stopped: at the scenario's end or at `to`, by a pause, or because it cannot be played. */
  | {
      readonly type: 'played'
      readonly at: number
      readonly why: 'ended' | 'paused' | 'refused'
      readonly reason?: Message
    }
  | { readonly type: 'pulse'; readonly at: number }
  /** It cannot continue and must be opened again. */
  | { readonly type: 'broke'; readonly reason: Message }
