/**
 * @file Entries of the log: every request as a row of typed columns, labels that arrive later, and changes that occur
 * in between. A batch of requests is a single set of columns, so that 200,000 requests take up little memory and can be
 * transferred between threads.
 */
import type { Alias, StageClass } from '../catalog/lowered-stage'
import type { MonitoredFeature } from '../data/monitoring/monitored-features'
import type { CanaryPlan } from './canary-plan'
import type { Columns } from './log/columns'
import type { VersionRef } from './service-spec'

/**
 * How a request ended; each value corresponds to an HTTP status that callers see. A full queue (`full`) rejects requests
 * like a rate limit (`limited`), for another reason. Logs store the index.
 */
export const STATUSES = ['ok', 'invalid', 'limited', 'unready', 'failed', 'abstained', 'fallback', 'full'] as const
export type Status = (typeof STATUSES)[number]
export const HTTP_STATUS: Readonly<Record<Status, number>> = {
  ok: 200,
  abstained: 200,
  fallback: 200,
  invalid: 400,
  limited: 429,
  full: 429,
  unready: 503,
  failed: 500,
}

/** The verdict on an input that an input guard flags. Such an input is valid, and can have a prediction. */
export const FLAGGED = 'input-flagged'

/** How requests end that were rejected before they could wait for a prediction. */
export const REJECTED: ReadonlySet<Status> = new Set(['invalid', 'limited', 'full', 'unready'])

/**
 * Where a request came from: the held-out rows, the simulated world, the drawing pad, the camera, the sliders, the URL,
 * a load test, or a replay from the request panel.
 */
export const SOURCES = ['held-out', 'world', 'pad', 'camera', 'sliders', 'url', 'load', 'again'] as const
export type RequestSource = (typeof SOURCES)[number]
/**
 * Indices of the sources that belong to the scenario, and the index of load tests, which are logged but not monitored.
 */
export const SCENARIO_SOURCES: ReadonlySet<number> = new Set([SOURCES.indexOf('held-out'), SOURCES.indexOf('world')])
export const LOAD_TEST = SOURCES.indexOf('load')

/** The source of a label: the simulation, the user in the labeling queue, or the caller. */
export const LABEL_SOURCES = ['world', 'person', 'caller'] as const
export type LabelSource = (typeof LABEL_SOURCES)[number]

/**
 * The dictionary of a log, which defines what the numbers in its columns mean. Entries are only ever appended, so that
 * each number keeps its meaning.
 */
export interface LogDictionary {
  /** The node IDs of the current and former stages of the service. */
  readonly stages: readonly string[]
  /** Details that the list of stages does not contain; set only if the service diagram has been changed. */
  readonly redrawn?: {
    /**
     * Indices into `stages` in the order in which requests pass through them; a removed stage comes after the stage it
     * used to follow.
     */
    readonly order: readonly number[]
    /** Stages that were removed from the diagram, keyed by node ID. */
    readonly gone: Readonly<Record<string, RemovedStage>>
  }
  readonly slices: readonly string[]
  readonly versions: readonly VersionRef[]
  /** Drift operators that can be applied to inputs; index 0 means none. */
  readonly operators: readonly string[]
  /** Codes of problems with an input; index 0 means none. */
  readonly verdicts: readonly string[]
  /** Names of the classes; empty for regression. */
  readonly classes: readonly string[]
  /** The monitored features of the inputs; absent if nothing is monitored. */
  readonly features?: readonly MonitoredFeature[]
  /** The processing times of stages, measured on this device; the queue simulation is based on them. */
  readonly timing: Timing
}

/** A stage that was removed from the diagram. */
export interface RemovedStage {
  readonly class_name: StageClass
  /** The alias that the stage used; set only for a model stage. */
  readonly alias?: Alias
}

/** Measured times in milliseconds. */
export interface Timing {
  /** The time per request for each stage in the dictionary. */
  readonly stages: readonly number[]
  /**
   * For each version (keyed as `name@3`): sorted samples of the time for a single request, the additional time for each
   * further row in a batch, and the cold start time of a replica.
   */
  readonly models: Readonly<
    Record<string, { readonly one: readonly number[]; readonly more: number; readonly cold?: number }>
  >
}

export const NO_VERSION_INDEX = 0xffff
const UNREADY = STATUSES.indexOf('unready')

/**
 * The version that a request counts for. A request that found no replica running counts for none, although the log
 * records the version that it was meant for: the version did not answer badly.
 */
export function answeringVersion({ version, status }: Pick<Requests, 'version' | 'status'>, i: number): number {
  return status[i] === UNREADY ? NO_VERSION_INDEX : (version[i] as number)
}

/**
 * Marks a request that did not enter a queue, either because it was answered before it reached a model or because it is
 * external.
 */
export const NOT_QUEUED = 0xff

/** Requests in order of arrival, as columns; IDs increase by one, starting at `first`. */
export interface Requests extends Columns {
  readonly kind: 'requests'
  readonly first: number
  readonly count: number
  /** The number of columns of `outputs`. */
  readonly width: number
}

/** Labels, which arrive later than their requests. */
export interface Labels {
  readonly kind: 'labels'
  readonly count: number
  readonly id: Float64Array<ArrayBuffer>
  /** The actual class or number. */
  readonly label: Float32Array<ArrayBuffer>
  readonly at: Float64Array<ArrayBuffer>
  readonly by: Uint8Array<ArrayBuffer>
}

/** A change made to the service itself. */
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
    /** A scenario event begins or ends; `title` is the stored name of the event kind (`loggedAs`). */
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
        /** The index of the canary step; -1 if the share was set to some other value. */
        readonly step: number
        /** The challenger's traffic share after this change. */
        readonly percent: number
        readonly by: string
        readonly why: string
      }
    /** A change to the service itself; `details` says which stages were added, removed or changed. */
    | { readonly type: 'service'; readonly why: string; readonly details?: string }
}

export type CanaryDid = 'began' | 'resumed' | 'advanced' | 'rolled back' | 'promoted' | 'stopped'

export type Entry = Requests | Labels | Change

/**
 * The version number of predictions that an ensemble joins from several models; the versions of a model are numbered
 * from 1.
 */
export const JOINT_VERSION = 0

/** The entry of the dictionary for predictions that an ensemble joins from these versions. */
export function jointVersion(members: readonly VersionRef[]): VersionRef {
  return { model: members.map(versionName).join(' + '), version: JOINT_VERSION }
}

/** The name of a version, as used in keys and responses; for an ensemble, the names of its members. */
export function versionName({ model, version }: VersionRef): string {
  return version === JOINT_VERSION ? model : `${model}@${version}`
}

/** Indices into the dictionary's stages in the order in which requests pass through them. */
export function stagesInOrder({ stages, redrawn }: Pick<LogDictionary, 'stages' | 'redrawn'>): readonly number[] {
  return redrawn?.order ?? [...stages.keys()]
}
