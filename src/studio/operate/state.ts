/** @file Operate state: `state.operate`, everything that the Operate page shows and does not save in the project. */
import type { Service } from '../../compile/project'
import type { Message } from '../../messages/message'
import type { DrillResult } from '../../ops/drill-grade'
import type { DrillAction } from '../../ops/drill-tally'
import type { StrategyReport } from '../../ops/labeling-strategies'
import type { LogDictionary, Status } from '../../ops/log-entry'
import type { PolicyComparisonState } from '../../ops/policy-comparison/compare-policies'
import type { ComparisonWorld, DriftPeriod } from '../../ops/policy-comparison/simulated-year'
import type { RetrainingState } from '../../ops/retraining-loop'
import type { Scenario } from '../../ops/scenario/scenario'
import type { AliasVersions, ServiceSpec, VersionRef } from '../../ops/service-spec'
import type { NoUrl } from '../../protocol/service-url-page'
import type { ServingClient } from '../../protocol/serving-client'
import type { AliasMove } from '../../storage/alias-records'
import type { Board } from '../network/canvas-board'
import type { Slice } from '../state-slice'
import type { OpenLog, ServiceLogReader } from './log/service-log'

export const OPERATE_TABS = [
  ...(['diagram', 'live', 'objectives', 'incidents', 'registry', 'canary'] as const),
  ...(['url', 'drift', 'labels', 'policies', 'drills'] as const),
] as const
export type OperateTab = (typeof OPERATE_TABS)[number]

/** Ids of tabs before November 2026, which scripts and saved sessions may still use. */
const OLD_TABS: Readonly<Record<string, OperateTab>> = { drawing: 'diagram', race: 'policies' }

/** The tab with this id, or with this old id; undefined if there is none. */
export function operateTab(id: string): OperateTab | undefined {
  return OPERATE_TABS.find((one) => one === id) ?? (Object.hasOwn(OLD_TABS, id) ? OLD_TABS[id] : undefined)
}

export type Serving =
  | { readonly tag: 'off' }
  | { readonly tag: 'opening' }
  /**
   * `rowsOf` is the version whose held-out rows the traffic is drawn from, regardless of which version answers, and
   * `heldOut` the number of them that requests are drawn from; undefined if a generator makes new rows.
   */
  | {
      readonly tag: 'on'
      readonly book: LogDictionary
      readonly rowsOf: VersionRef
      readonly heldOut?: number | undefined
    }
  | { readonly tag: 'failed'; readonly why: Message }

/**
 * The log of the open service, for views: a new object whenever the log has grown or changed, so that views compare it
 * by identity. Views only read the log.
 */
export interface ServiceLogView {
  readonly version: number
  readonly log: ServiceLogReader
}

export interface UrlState {
  /** The names that the URL answers to: the service, then its models. */
  readonly names: readonly string[]
  /** The base URL with a trailing slash; null while nothing is served or if no URL is available. */
  readonly base: string | null
  /** Why no URL is available. */
  readonly missing: NoUrl | null
}

export interface DrillOutcome {
  readonly tag: 'over'
  readonly drill: string
  readonly acts: readonly DrillAction[]
  readonly result: DrillResult
  /**
   * The result file, or a message that says why there is none: the replay differs, or the log cannot be saved as a
   * file.
   */
  readonly file: Uint8Array<ArrayBuffer> | { readonly why: Message }
}

export type DrillState =
  | { readonly tag: 'none' }
  | { readonly tag: 'preparing'; readonly drill: string; readonly what: string; readonly share: number }
  | { readonly tag: 'open'; readonly drill: string }
  | { readonly tag: 'scoring'; readonly drill: string; readonly what: string }
  | DrillOutcome

/** The verification of a drill result that is in progress: its current step, and its progress from 0 to 1. */
export interface DrillVerification {
  readonly what: string
  readonly share: number
}

/** A simulated year under four retraining policies. */
export type PolicyComparison =
  | { readonly tag: 'none' }
  | ({ readonly tag: 'running' | 'over' | 'stopped'; readonly ms: number } & PolicyComparisonProgress)
  | { readonly tag: 'failed'; readonly why: string }

export interface PolicyComparisonProgress {
  readonly seed: number
  /** The title of the dataset. */
  readonly title: string
  /** Absent while the data of the simulated year is being generated. */
  readonly state?: PolicyComparisonState
  readonly course: readonly DriftPeriod[]
  readonly from?: ComparisonWorld['from']
}

/** How many labels each labeling strategy would have saved. */
export type StrategyComparison =
  | { readonly tag: 'none' }
  | { readonly tag: 'looking'; readonly done: number }
  /** `title` is the title of the dataset; `service` is the key of the service that was open. */
  | { readonly tag: 'found'; readonly title: string; readonly service: string; readonly report: StrategyReport }
  | { readonly tag: 'failed'; readonly why: string }

export interface RetrainingView {
  readonly loop: RetrainingState
  /** The number of labels that a round would train on now. */
  readonly labels: number
  /** The completed fraction of the training, 0 to 1; absent if nothing is being trained. */
  readonly done?: number
  /** The number of distinct inputs of the scenario that can be used for training; absent if there is no limit. */
  readonly inputs?: number
}

/** The objectives and rules of a service; `rules` is absent if they are the default rules. */
export type ServiceObjectives = Pick<Service, 'slos' | 'rules'>

/** A change to the objectives, with what is needed to undo it. */
export interface ObjectivesChange {
  readonly project: string
  readonly service: string
  readonly from: ServiceObjectives
  readonly to: ServiceObjectives
}

export type UndoableAction =
  | { readonly kind: 'flag'; readonly move: AliasMove }
  | {
      readonly kind: 'share'
      readonly service: string
      /** The challenger version of the canary in progress; absent if no canary is in progress. */
      readonly tried?: number
      /** The previous share, in percent. */
      readonly from: number
      readonly to: number
    }
  | ({ readonly kind: 'objective' } & ObjectivesChange)
export type ActionKind = UndoableAction['kind']

export interface ActionHistory {
  readonly past: readonly UndoableAction[]
  readonly future: readonly UndoableAction[]
}

export interface ScenarioHistory {
  readonly past: readonly Scenario[]
  readonly future: readonly Scenario[]
  /** The scenario after the last step. If something else changed the scenario, that counts as one more step. */
  readonly now: Scenario
  /** The gesture of the last edit, which the next edit can continue instead of starting a new step. */
  readonly gesture?: { readonly name: string; readonly until: number }
}

/** What belongs to the open service, and starts over when another one is opened. */
interface OpenServiceState {
  /** The name of the open service. */
  readonly service: string | null
  /** The name of the service that is being opened. */
  readonly opening: string | null
  /** The diagram of the open service. */
  readonly board: Board | null
  readonly serving: Serving
  /** Whether the name of the service is being edited. */
  readonly naming: boolean
  /** The lowered diagram that the service runs, as recorded in its log. */
  readonly served: ServiceSpec | null
  readonly clock: {
    /** The simulated time since the service started, in ms. */
    readonly at: number
    /** The playback speed: simulated ms per real ms. */
    readonly speed: number
    readonly playing: boolean
  }
  /** The request whose details are shown. */
  readonly request: number | null
  readonly log: ServiceLogView | null
}

/** The state of the Operate page. Only commands and what they start change it. */
export interface OperateState extends OpenServiceState {
  readonly aliases: AliasVersions
  readonly tab: OperateTab
  readonly url: UrlState
  readonly drill: DrillState
  readonly verification: DrillVerification | null
  readonly policies: PolicyComparison
  readonly strategies: StrategyComparison
  /** The retraining loop of each service that has one, by `serviceKey`. */
  readonly retraining: Readonly<Record<string, RetrainingView>>
  /** What can be undone outside the diagram and the scenario. */
  readonly actions: Readonly<Record<ActionKind, ActionHistory>>
  /** The edits of each scenario, by `serviceKey`. */
  readonly scenarios: Readonly<Record<string, ScenarioHistory>>
  /** Derived from the rest, for the console and lesson goals; null until Operate is first used. */
  readonly summary: OperateSummary | null
}

export const NO_SERVICE: OpenServiceState = {
  service: null,
  opening: null,
  board: null,
  serving: { tag: 'off' },
  naming: false,
  served: null,
  clock: { at: 0, speed: 60, playing: false },
  request: null,
  log: null,
}

const NO_ACTIONS: ActionHistory = { past: [], future: [] }

export const INITIAL_OPERATE: OperateState = {
  ...NO_SERVICE,
  aliases: {},
  tab: 'diagram',
  url: { names: [], base: null, missing: null },
  drill: { tag: 'none' },
  verification: null,
  policies: { tag: 'none' },
  strategies: { tag: 'none' },
  retraining: {},
  actions: { flag: NO_ACTIONS, share: NO_ACTIONS, objective: NO_ACTIONS },
  scenarios: {},
  summary: null,
}

/** The key of a service, unique across all projects. */
export function serviceKey(project: string, service: string | null): string {
  return `${project} ${service ?? ''}`
}

// Operate summary: the state of Operate as plain JSON, for the console and for code outside the Operate page.

export interface OperateSummary {
  /** The name of the open service. */
  readonly service: string | null
  readonly serving: 'off' | 'opening' | 'on' | 'failed'
  /** Why the service failed, as a sentence. */
  readonly why?: string
  /** The result of checking the diagram. */
  readonly check: {
    readonly ok: boolean
    readonly diagnostics: readonly { readonly code: string; readonly node?: string; readonly message: string }[]
  }
  /** The simulated time in ms, the playback speed in simulated ms per real ms, and whether the scenario is playing. */
  readonly clock: { readonly at: number; readonly speed: number; readonly playing: boolean }
  readonly requests: number
  readonly labels: number
  readonly statuses: Readonly<Partial<Record<Status, number>>>
  readonly aliases: AliasVersions
  /** The canary in progress. */
  readonly canary: { readonly model: string; readonly version: number; readonly percent: number } | null
  /** The number of incidents in each state; 0 if no service is open. */
  readonly incidents: { readonly open: number; readonly acknowledged: number; readonly resolved: number }
  /** The fraction of the error budget that is left, keyed by objective; negative if the budget was exceeded. */
  readonly budgets: Readonly<Record<string, number>>
}

/** What the parts of Operate get from its controller. */
export interface OperateHost {
  readonly store: Slice<OperateState>
  /** The log of the open service. Each service has a separate log. */
  log(): OpenLog
  /** The serving session. Refuses if nothing is served. */
  session(): ServingClient
}
