/** @file Messages between the page and the serving worker. */

import type { KerasModel } from '../catalog/keras-json'
import type { Alias } from '../catalog/lowered-stage'
import type { Dataset } from '../data/dataset'
import type { Pipeline } from '../data/pipeline'
import type { WeightSet } from '../data/training-job'
import type { Message } from '../messages/message'
import type { CanaryTrack } from '../ops/canary/canary-track'
import type { CanaryPlan } from '../ops/canary-plan'
import type { Link } from '../ops/log/hash'
import type { RetainedInput, UnlabeledRequests } from '../ops/log/stored-entries'
import type { CanaryDid, Entry, LabelSource, LogDictionary, RequestSource, Status, Timing } from '../ops/log-entry'
import type { BadModel } from '../ops/scenario/define-event'
import type { Scenario } from '../ops/scenario/scenario'
import type { AliasVersions, ServiceSpec, VersionRef } from '../ops/service-spec'

/** Statistics of the training rows, with which requests are compared. */
export interface Reference {
  /** The smallest and largest value of each numeric column in the training rows. */
  readonly ranges: Readonly<Record<string, readonly [number, number]>>
  /** For each numeric column, the 98th percentile of its values in the training rows. */
  readonly high?: Readonly<Record<string, number>>
  /** The most frequent class, as an index into the labels; for regression, the mean target. */
  readonly usual: number
}

/** A model version with everything needed to answer requests. */
export interface ServedModel {
  readonly ref: VersionRef
  readonly model: KerasModel
  readonly pipeline: Pipeline
  readonly weights: WeightSet
  /** If absent, it is computed from the training rows that come with the service. */
  readonly reference?: Reference
  /** Set for a practice model, which deliberately behaves like a faulty model. */
  readonly practice?: Practice
}

/** What is wrong with a practice version of a model. */
export interface Practice {
  readonly bad: BadModel
  /** The number of the model version from which the practice version was made. */
  readonly of: number
  /** The slice on which the practice version performs worse. */
  readonly slice?: string
  /** Set if the fault is part of the weights or the pipeline, so that the runner needs no special case. */
  readonly within?: true
}

/** The rows from which the scenario draws its traffic. */
export interface ServiceRows {
  readonly dataset: Dataset
  readonly train: Uint32Array<ArrayBuffer>
  readonly heldOut: Uint32Array<ArrayBuffer>
  /** Held-out rows, grouped by slice. A row that is in several slices is listed only in the first. */
  readonly slices: readonly { readonly name: string; readonly rows: Uint32Array<ArrayBuffer> }[]
}

/** The scenario's active deploy: its version and the aliases that it changed. After a rollback, `places` is empty. */
export interface Deployed {
  readonly of: string
  readonly places: readonly DeployTarget[]
}
export interface DeployTarget {
  readonly model: string
  readonly alias: Alias
}

/** The initial state of a service. */
export interface ServiceStart {
  readonly spec: ServiceSpec
  /** The model versions that are served. The log dictionary is based on the classes of the first one. */
  readonly models: readonly ServedModel[]
  readonly aliases: AliasVersions
  readonly rows?: ServiceRows
  readonly seed: number
  /** Stage timing measured earlier; a replay uses the timing from its log. */
  readonly timing?: Timing
  /** Measured milliseconds for stages that a later version of the drawing adds, keyed by stage id. */
  readonly laterMs?: Readonly<Record<string, number>>
  /**
   * To continue a service: the id of the next request, the virtual time in milliseconds (`at`), and the service's log
   * dictionary (`book`).
   */
  readonly first?: number
  readonly at?: number
  readonly book?: LogDictionary
  /** The drawing that the service ran before; the differences are written to its log. */
  readonly previousSpec?: ServiceSpec
  /** The end of the log's hash chain, and the entries of the unfinished minute. */
  readonly link?: Link
  readonly since?: readonly Entry[]
  /**
   * The part of the scenario's state that is restored: the active deploy, and the requests that still wait for labels.
   */
  readonly deploy?: Deployed
  readonly unlabeled?: UnlabeledRequests
}

/** Values keyed by column name; images and arrays are given as nested lists or as one flat list. */
export type InferRow = Readonly<Record<string, unknown>>

/** A change to the service, with its author and reason. */
export type ServingChange = { readonly by: string; readonly why: string } & (
  | { readonly type: 'aliases'; readonly aliases: AliasVersions }
  /** `edited` is the diagram before the edit: a share that the edit keeps stays as the canary has set it since. */
  | { readonly type: 'spec'; readonly spec: ServiceSpec; readonly edited?: ServiceSpec }
  /**
   * Starts, continues, or ends a canary: from now on the challenger gets this percentage of requests, and the worker
   * rolls back when the challenger violates its gate.
   */
  | {
      readonly type: 'canary'
      readonly did: CanaryDid
      readonly plan: CanaryPlan
      readonly step: number
      readonly percent: number
      /** For a resumed canary: the measurements from its log to continue with. */
      readonly track?: CanaryTrack
      /** Whether the aliases move in the same step: the challenger becomes the champion, or only loses its alias. */
      readonly movesAliases?: true
    }
)
/** A change at a given virtual time. */
export type PlannedChange = ServingChange & { readonly at: number }
/** What a replay applies at a given virtual time: a change, or a label that the user gave. */
export type PlannedAction =
  | PlannedChange
  | { readonly type: 'label'; readonly at: number; readonly request: number; readonly label: number }

export type ToServing =
  | ({ readonly type: 'open'; readonly id: number } & ServiceStart)
  /** Adds model versions, to which aliases can then be moved. `heldOut` replaces the rows that requests are drawn from. */
  | {
      readonly type: 'models'
      readonly id: number
      readonly models: readonly ServedModel[]
      readonly heldOut?: ServiceRows['heldOut']
    }
  /** Asks for dataset rows in the form that the service sees. Nothing is logged. */
  | { readonly type: 'ask'; readonly id: number; readonly rows: Uint32Array; readonly of: 'inputs' | 'answers' }
  /** A change that takes effect with the next request. */
  | ({ readonly id: number } & ServingChange)
  /** Sends each row as a request. `labels` are the correct answers, where the caller knows them. */
  | {
      readonly type: 'infer'
      readonly id: number
      readonly source: RequestSource
      readonly rows: readonly InferRow[]
      readonly labels?: readonly (string | number | null)[]
    }
  /**
   * Plays from the current time to `to`, or to the end of the scenario; `speed` is in virtual milliseconds per real
   * millisecond. `changes` come from an earlier playback, in order: a replay applies them at the same times.
   */
  | {
      readonly type: 'play'
      readonly scenario: Scenario
      readonly to?: number
      readonly speed: number
      readonly changes?: readonly PlannedAction[]
    }
  /**
   * Answers HTTP API requests that arrive over this port, in order with all other requests. The port is transferred.
   */
  | { readonly type: 'listen'; readonly port: MessagePort }
  | { readonly type: 'pause' }
  | { readonly type: 'speed'; readonly speed: number }
  /**
   * Labels for requests: for classification, the index of the class in the log dictionary; for regression, the number.
   */
  | {
      readonly type: 'labels'
      readonly labels: readonly { readonly request: number; readonly label: number }[]
      readonly by: LabelSource
    }
  /**
   * Confirms that a batch of entries was read. Playback waits for this message, so that it cannot outrun a slow reader.
   */
  | { readonly type: 'took' }
  | { readonly type: 'close'; readonly id: number }

/** Dataset rows, encoded in the form of the service's requests. */
export interface RowsRequest {
  /** Has the shape [rows, features], with the features in the order of `book.features`. */
  readonly features: Float32Array<ArrayBuffer>
  /** True values, encoded as in the log; NaN where unknown. */
  readonly truth: Float32Array<ArrayBuffer>
  /**
   * What the log would store for each row as the answer of each version, after all stages of the service diagram. A
   * version has one entry for each branch of the traffic splits, in the same order for any rows.
   */
  readonly answers: readonly VersionAnswers[]
  /**
   * Whether other models decide which rows a version answers, or what is logged as its answer, as with a router or an
   * ensemble. If so, answers are only comparable under the same diagram, aliases, and traffic shares.
   */
  readonly isJoint: boolean
}

export interface VersionAnswers {
  readonly version: VersionRef
  /** The share of requests that take this branch of the traffic splits. */
  readonly share: number
  /** The shape is [rows, outputs]; NaN for rows that this version does not answer. */
  readonly outputs: Float32Array<ArrayBuffer>
}

export interface IssuedRequests {
  readonly most: number
  readonly inputs: readonly (readonly [request: number, input: RetainedInput])[]
}

/** The answer to one request. */
export interface Answered {
  readonly request: number
  readonly trace: string
  readonly at: number
  readonly status: Status
  /** The error, if there was one. */
  readonly problem?: Message
  /** The model version that answered the request; absent if no version did. */
  readonly version?: VersionRef
  readonly alias?: string
  readonly cached: boolean
  /** Whether an input guard flagged the input. */
  readonly flagged?: true
  /** One probability per class, or a single number. */
  readonly outputs: readonly number[]
  /** The index of the predicted class in the log dictionary; -1 if there is no predicted class. */
  readonly predicted: number
  /** The threshold of the group of the input, if the version decides by group. */
  readonly threshold?: number
  /** Measured milliseconds of each stage that the request passed through, in order. */
  readonly waterfall: readonly { readonly stage: string; readonly ms: number }[]
  /** Milliseconds that the request waited before it was processed, and its total time (`total`). */
  readonly waited: number
  readonly total: number
}

export type FromServing =
  | {
      readonly type: 'opened'
      readonly id: number
      readonly book: LogDictionary
      /** The engine that runs each version (`name@3`). */
      readonly engines: Readonly<Record<string, 'exact CPU' | 'tf.js'>>
    }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'asked'; readonly id: number; readonly asked: RowsRequest }
  | { readonly type: 'answer'; readonly id: number; readonly answers: readonly Answered[] }
  | { readonly type: 'refused'; readonly id: number; readonly reason: Message }
  /**
   * Entries added to the log, and the log dictionary if it has grown. `at` is the virtual time; no further entries from
   * before `through` will follow.
   */
  | {
      readonly type: 'entries'
      readonly entries: readonly Entry[]
      readonly book?: LogDictionary
      readonly at: number
      readonly through: number
      /** Inputs of external requests, keyed by request id; only the newest `most` of them are stored. */
      readonly given?: IssuedRequests
      /** The scenario's active deploy, if it changed; null if no deploy is active anymore. */
      readonly deploy?: Deployed | null
      /** The end of the log's hash chain after these entries. */
      readonly link: Link
    }
  /** Playback stopped because it reached `to` or the end of the scenario, was paused, or is not possible. */
  | {
      readonly type: 'played'
      readonly at: number
      readonly why: 'ended' | 'paused' | 'refused'
      readonly reason?: Message
    }
  | { readonly type: 'pulse'; readonly at: number }
  /** The service cannot continue and must be opened again. */
  | { readonly type: 'broke'; readonly reason: Message }
