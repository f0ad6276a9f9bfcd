/**
 * @file Entries of the log: every request as a row of typed columns, labels that arrive later, and changes in between.
 * A batch of requests is one set of columns, so that 200,000 requests stay small and can be transferred between
 * threads.
 */
import type { Alias, StageClass } from '../catalog/lowered-stage'
import type { MonitoredFeature } from '../data/monitoring/monitored-features'
import type { CanaryPlan } from './canary-plan'
import type { VersionRef } from './service-spec'

/** How a request ended; each value corresponds to an HTTP status that callers see. */
export const STATUSES = ['ok', 'invalid', 'limited', 'unready', 'failed', 'abstained', 'fallback'] as const
export type Status = (typeof STATUSES)[number]
export const HTTP_STATUS: Readonly<Record<Status, number>> = {
  ok: 200,
  abstained: 200,
  fallback: 200,
  invalid: 400,
  limited: 429,
  unready: 503,
  failed: 500,
}

/**
 * The source of a request: the scenario, the user, the URL, a load test, or a request that was sent to a version again.
 */
export const SOURCES = ['held-out', 'world', 'pad', 'camera', 'sliders', 'url', 'load', 'again'] as const
export type RequestSource = (typeof SOURCES)[number]
/** The numbers of the scenario sources and of load tests; load tests are logged but not monitored. */
export const SCENARIO_SOURCES: ReadonlySet<number> = new Set([SOURCES.indexOf('held-out'), SOURCES.indexOf('world')])
export const LOAD_TEST = SOURCES.indexOf('load')

/** The source of a label: the simulation, the user in the labeling queue, or the caller. */
export const LABEL_SOURCES = ['world', 'person', 'caller'] as const
export type LabelSource = (typeof LABEL_SOURCES)[number]

/**
 * The dictionary of a log, which says what the numbers in its columns mean. Entries are only ever appended, so that
 * each number keeps its meaning.
 */
export interface LogDictionary {
  /** The current and former stages of the service, by node. */
  readonly stages: readonly string[]
  /** Set if the diagram of the service was changed: details that the list of stages does not show. */
  readonly redrawn?: {
    /**
     * Indices into `stages` in the order in which requests pass them; a removed stage comes after the stage it used to
     * follow.
     */
    readonly order: readonly number[]
    /** Stages that were removed from the diagram, by node ID. */
    readonly gone: Readonly<Record<string, RemovedStage>>
  }
  readonly slices: readonly string[]
  readonly versions: readonly VersionRef[]
  /** Drift operators that were applied to inputs; 0 means none. */
  readonly operators: readonly string[]
  /** Codes of problems with an input; 0 means none. */
  readonly verdicts: readonly string[]
  /** Names of the classes; empty for regression. */
  readonly classes: readonly string[]
  /** The monitored features of each input; absent if there are none. */
  readonly features?: readonly MonitoredFeature[]
  /** The time that stages take, measured on this device; the queue simulation is based on it. */
  readonly timing: Timing
}

/** A stage that was removed from the diagram. */
export interface RemovedStage {
  readonly class_name: StageClass
  /** Only for a model stage. */
  readonly alias?: Alias
}

/** Measured times in milliseconds. */
export interface Timing {
  /** For each stage in the dictionary, the time for one request. */
  readonly stages: readonly number[]
  /**
   * For each version (`name@3`): sorted samples of the time for one request, the additional time for each further row
   * of a batch, and the cold start time of a replica.
   */
  readonly models: Readonly<
    Record<string, { readonly one: readonly number[]; readonly more: number; readonly cold?: number }>
  >
}

export const NO_VERSION_INDEX = 0xffff
/** Marks a request that did not enter a queue, because it was answered before it reached a model or is external. */
export const NOT_QUEUED = 0xff

/** Requests in order of arrival; IDs count up from `first` without gaps. */
export interface Requests {
  readonly kind: 'requests'
  readonly first: number
  readonly count: number
  /** Simulated milliseconds since the service started. */
  readonly at: Float64Array<ArrayBuffer>
  readonly source: Uint8Array<ArrayBuffer>
  /** Index into the dictionary's slices. */
  readonly slice: Uint16Array<ArrayBuffer>
  /** The row in the source, or -1 for an external input, which is stored by request ID. */
  readonly row: Int32Array<ArrayBuffer>
  /** Index into the dictionary's operators, and the strength in steps of 1/32. */
  readonly operator: Uint8Array<ArrayBuffer>
  readonly strength: Uint8Array<ArrayBuffer>
  readonly status: Uint8Array<ArrayBuffer>
  /** Index into the dictionary's verdicts. */
  readonly verdict: Uint8Array<ArrayBuffer>
  /** Index into the dictionary's versions, or NO_VERSION_INDEX. */
  readonly version: Uint16Array<ArrayBuffer>
  readonly alias: Uint8Array<ArrayBuffer>
  readonly cached: Uint8Array<ArrayBuffer>
  /** The predicted class, or -1 if there is none. */
  readonly predicted: Int16Array<ArrayBuffer>
  /** [count, outputs]: probabilities, or the predicted number; NaN if there is no prediction. */
  readonly outputs: Float32Array<ArrayBuffer>
  /** The number of columns of `outputs`. */
  readonly width: number
  /** [count, features]: the monitored features of the input, in the order of the dictionary; NaN if missing. */
  readonly features: Float32Array<ArrayBuffer>
  /**
   * The shadow model's version (an index into the dictionary's versions, or NO_VERSION_INDEX), its predicted class and
   * its confidence.
   */
  readonly shadowVersion: Uint16Array<ArrayBuffer>
  readonly shadowPredicted: Int16Array<ArrayBuffer>
  readonly shadowConfidence: Float32Array<ArrayBuffer>
  /** [count, stages]: milliseconds in each stage; NaN for stages that the request did not pass. */
  readonly times: Float32Array<ArrayBuffer>
  /** Milliseconds in the queue for a replica (simulated), and milliseconds from arrival to response. */
  readonly waited: Float32Array<ArrayBuffer>
  readonly total: Float32Array<ArrayBuffer>
  /** 1 if the request waited for a cold start (simulated). */
  readonly cold: Uint8Array<ArrayBuffer>
  /** The number of warm replicas of the last model when the request reached it (simulated), or NOT_QUEUED. */
  readonly warm: Uint8Array<ArrayBuffer>
  /** Simulated ground truth; NaN if unknown. It is used for grading, but never by detectors. */
  readonly truth: Float32Array<ArrayBuffer>
}

/** Labels that arrived later. */
export interface Labels {
  readonly kind: 'labels'
  readonly count: number
  readonly id: Float64Array<ArrayBuffer>
  /** The class or number. */
  readonly label: Float32Array<ArrayBuffer>
  readonly at: Float64Array<ArrayBuffer>
  readonly by: Uint8Array<ArrayBuffer>
}

/** A change to the service itself. */
export interface Change {
  readonly kind: 'change'
  readonly at: number
  readonly what:
    | {
        readonly type: 'alias'
        readonly model: string
        readonly alias: Alias
        readonly from?: number
        readonly to?: number
        readonly by: string
        readonly why: string
      }
    | {
        readonly type: 'share'
        readonly stage: string
        readonly from: number
        readonly to: number
        readonly by: string
        readonly why: string
      }
    /** A scenario event begins or ends; `title` is the stored name of its kind (`loggedAs`). */
    | {
        readonly type: 'note'
        readonly note: string
        readonly lane: string
        readonly title: string
        readonly on: boolean
      }
    /** A canary starts (or resumes), moves to another step, or ends. */
    | {
        readonly type: 'canary'
        readonly did: CanaryDid
        readonly plan: CanaryPlan
        /** The index of the step; -1 if the share was set to another value. */
        readonly step: number
        /** The challenger's traffic share from then on. */
        readonly percent: number
        readonly by: string
        readonly why: string
      }
    /** `details`: which stages were added, removed or changed. */
    | { readonly type: 'service'; readonly why: string; readonly details?: string }
}

export type CanaryDid = 'began' | 'resumed' | 'advanced' | 'rolled back' | 'promoted' | 'stopped'

export type Entry = Requests | Labels | Change

/** The name of a version, as used in keys and responses. */
export function versionName({ model, version }: VersionRef): string {
  return `${model}@${version}`
}

/** Indices into the dictionary's stages in the order in which requests pass them. */
export function stagesInOrder({ stages, redrawn }: Pick<LogDictionary, 'stages' | 'redrawn'>): readonly number[] {
  return redrawn?.order ?? [...stages.keys()]
}
