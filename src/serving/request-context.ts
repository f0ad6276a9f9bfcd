/**
 * @file RequestContext: the state of a request in one stage. Each stage copies its context to the next stages, so that
 * branches do not affect each other. A RequestRun contains what all contexts share: the request itself and its times.
 */

import { type Decision, decidedClass } from '../data/output-decision'
import type { StageClass, StageConfigs } from '../catalog/lowered-stage'
import type { Message } from '../messages/message'
import { NO_VERSION_INDEX } from '../ops/log-entry'
import type { LoweredStage, ServiceSpec } from '../ops/service-spec'

/** Request statuses, as indices in STATUSES of `ops/log-entry.ts`. */
export const OK = 0
export const INVALID = 1
export const LIMITED = 2
export const UNREADY = 3
export const FAILED = 4
export const ABSTAINED = 5
export const FALLBACK = 6
export const FULL = 7

/**
 * The validation result and the predictions for an input, cached by the input's key, so that each version predicts only
 * once per input.
 */
export interface InputCheck {
  /** Index of the validation result in the dictionary's verdicts; 0 for a valid input. */
  readonly verdict: number
  readonly problem?: Message
  /** The input's monitored features; undefined if the input arrived encoded. */
  readonly features?: Float32Array<ArrayBuffer>
  /**
   * For each version: the probabilities of the dictionary's classes, or the predicted number; undefined if not
   * predicted yet.
   */
  readonly predictions: (Float32Array<ArrayBuffer> | undefined)[]
  /** For each version that decides by group: the threshold of the input's group. */
  readonly thresholds?: readonly (number | undefined)[]
  /** For each version: whether its input guard flags the input; only filled if a stage applies guards. */
  readonly flagged: (boolean | undefined)[]
}

/** A simulated or external request to the pipeline. */
export interface PipelineRequest {
  readonly id: number
  /** Arrival time in simulated milliseconds. */
  readonly at: number
  /**
   * Time in milliseconds on the clock used by caches and rate limits: simulated time for simulated requests, this
   * device's clock for external requests.
   */
  readonly tick: number
  /** Index in SOURCES; `slice` is an index in the slices of the log dictionary. */
  readonly source: number
  readonly slice: number
  readonly row: number
  readonly operator: number
  readonly strength: number
  readonly groundTruth: number
  /**
   * The first two 32-bit words of the trace id, which determine the branch at a split and whether there is a shadow
   * copy.
   */
  readonly draw: number
  readonly shadowDraw: number
  /** Equal inputs have the same key. */
  readonly key: number | string
  readonly input: InputCheck
}

/** The state of a request in one stage. */
export interface RequestContext {
  /**
   * Whether the request reached the stage; `onlyTo` is the index of the only stage that it continues to (-1 for all
   * following stages).
   */
  isReached: boolean
  onlyTo: number
  /** Whether this context is a shadow copy; `status` is the request's status in this stage. */
  isShadow: boolean
  status: number
  /**
   * The raw outputs of the model; `outputs` contains the outputs after calibration, and `predicted` is the index of the
   * predicted class (-1 if there is none).
   */
  rawOutputs: Float32Array<ArrayBuffer> | undefined
  outputs: Float32Array<ArrayBuffer> | undefined
  predicted: number
  /** What decided the class: that of the version, with the threshold of the group of the input. */
  decision: Decision | undefined
  version: number
  alias: number
  /** Whether the guard of a version that predicted flags the input. */
  isUnusual: boolean
  /** Index of the verdict of a stage in the log dictionary; 0 if there is none. */
  verdict: number
  isCached: boolean
  /** Milliseconds spent in the queue; the next field is the total milliseconds since the request arrived. */
  queuedMs: number
  totalMs: number
}

/** A request with its contexts in all stages; the object is pooled and reused for later requests. */
export interface RequestRun {
  request: PipelineRequest
  /** One context per stage. */
  readonly contexts: readonly RequestContext[]
  /** Milliseconds spent in each stage; NaN if the request did not pass through the stage. */
  readonly stageTimes: Float32Array<ArrayBuffer>
  /** The index of the next stage; `wasQueued` tells whether the request has already waited in that stage's queue. */
  nextStage: number
  wasQueued: boolean
  shadowVersion: number
  shadowPredicted: number
  shadowConfidence: number
  /** Whether the request waited for a cold start; `warm` is the number of warm replicas. Both are stored in the log. */
  cold: boolean
  warm: number
  /** The index of the log stage that the request reached, or -1. */
  logStage: number
}

/** Creates the context of a stage that no request has reached. */
export function emptyContext(): RequestContext {
  return {
    isReached: false,
    onlyTo: -1,
    isShadow: false,
    status: OK,
    rawOutputs: undefined,
    outputs: undefined,
    predicted: -1,
    decision: undefined,
    version: NO_VERSION_INDEX,
    alias: 0,
    isUnusual: false,
    verdict: 0,
    isCached: false,
    queuedMs: 0,
    totalMs: 0,
  }
}

/** Initializes the context of the source stage for a new request. */
export function startAtSource(context: RequestContext): void {
  Object.assign(context, emptyContext(), { isReached: true })
}

/** Whether the request already has its result, so that most stages pass it on unchanged. */
export function isSettled(context: RequestContext): boolean {
  return context.status !== OK || context.isCached
}

/**
 * Stores the prediction of a model, an ensemble or a fallback in a context; `decision` is that of a single model whose
 * classes are decided by a threshold.
 */
export function setPrediction(
  context: RequestContext,
  rawOutputs: Float32Array<ArrayBuffer>,
  kind: ServiceInfo['kind'],
  decision?: Decision,
): void {
  context.rawOutputs = rawOutputs
  context.outputs = rawOutputs
  context.decision = decision
  context.predicted = kind === 'classes' ? decidedClass(rawOutputs, decision) : -1
}

/** Removes the prediction from a context. */
export function clearPrediction(context: RequestContext): void {
  context.rawOutputs = undefined
  context.outputs = undefined
  context.predicted = -1
  context.decision = undefined
  context.version = NO_VERSION_INDEX
  context.alias = 0
  context.isUnusual = false
  context.verdict = 0
}

/** Returns the probability of the predicted class; 1 if the prediction is a number. */
export function confidence(context: RequestContext, { kind }: Pick<ServiceInfo, 'kind'>): number {
  return kind === 'classes' && context.outputs ? (context.outputs[context.predicted] as number) : 1
}

/**
 * How sure a decision is: its confidence or, if the version decides a class by a threshold, the probability with that
 * class weighted so that it is 0.5 at the threshold (Elkan 2001, "The foundations of cost-sensitive learning", eq. 9).
 */
export function certainty(context: RequestContext, info: Pick<ServiceInfo, 'kind'>): number {
  const { outputs, predicted, decision } = context
  if (info.kind !== 'classes' || !decision || !outputs) return confidence(context, info)
  const { positive, threshold } = decision
  const own = outputs[positive] as number
  const [weighted, others] = [own * (1 - threshold), (1 - own) * threshold]
  const chosen = predicted === positive ? weighted : (outputs[predicted] as number) * threshold
  return weighted + others > 0 ? chosen / (weighted + others) : 1
}

/** The information about a service that is available to its stages. */
export interface ServiceInfo {
  readonly spec: ServiceSpec
  /** The kind of predictions: class probabilities or a number. */
  readonly kind: 'classes' | 'number'
  /** Returns the index in the log dictionary of the version that an alias points to; -1 if the alias is not set. */
  resolve(model: string, alias: StageConfigs['Model']['alias']): number
  /** Returns how the version at this index of the log dictionary decides, unless it predicts the most likely class. */
  decisionOf(version: number): Decision | undefined
  /** Returns the index of a verdict in the log dictionary, to which a new one is added. */
  verdictIndex(code: string): number
  /** Returns the index in the log dictionary for predictions that are joined from these versions. */
  joined(members: readonly number[]): number
  /**
   * Returns the typical prediction: the most frequent class of the training set as probabilities, or the mean of the
   * training targets.
   */
  typicalPrediction(): Float32Array<ArrayBuffer>
}

/** The implementation of a stage: what it does to the context of a request. */
export interface Runner {
  /**
   * The requests that the stage applies to: all, or those with a prediction that is not from the cache. By default, a
   * stage applies to requests without a prediction. Other requests skip the stage, which then does not appear in their
   * path.
   */
  readonly appliesTo?: 'all' | 'freshly answered'
  /** `input` contains all contexts that reached an ensemble; it is empty for other stages. */
  run(context: RequestContext, run: RequestRun, input: readonly RequestContext[]): void
  /** Clears the state that the runner keeps between requests; called when an alias moves. */
  clearState?(): void
  /** Called when a request reaches the log, whatever its status. */
  onLogged?(run: RequestRun, end: RequestContext): void
}

export type StageOf<C extends StageClass> = Extract<LoweredStage, { class_name: C }>

/** Creates the runner of a stage; its state lives as long as the executor. */
export type OpenRunner<C extends StageClass> = (stage: StageOf<C>, place: number, info: ServiceInfo) => Runner

/** The runner of a stage class. */
export interface RunnerDef<C extends StageClass = StageClass> {
  readonly className: C
  readonly open: OpenRunner<C>
}

/** Defines a runner; its config type is inferred from the stage class. */
export function defineRunner<C extends StageClass>(className: C, open: OpenRunner<C>): RunnerDef<C> {
  return { className, open }
}
