/**
 * @file PipelineExecutor: runs a request through the stages in order. It stops before each model stage, so that the
 * caller can queue the request in simulated time or predict in real time, and then continue. Simulated and external
 * requests use the same code.
 */
import { NO_VERSION_INDEX, NOT_QUEUED } from '../ops/log-entry'
import type { ServiceSpec } from '../ops/service-spec'
import {
  emptyContext,
  isSettled,
  type PipelineRequest,
  type RequestContext,
  type RequestRun,
  type Runner,
  type ServiceInfo,
} from './request-context'
import { openRunner } from './stages'
import { isShadowed } from './stages/model-stages'

/**
 * The time of each stage other than models, in ms: either measured earlier (simulation), or measured live with
 * `extraMs` added (external requests).
 */
export type StageTimer =
  | { readonly estimatedMs: readonly number[] }
  | { readonly now: () => number; readonly extraMs: Float32Array }

export interface PipelineExecutor {
  /**
   * Continues the request; returns the index of the model stage that the request now waits for, or -1 if the request is
   * finished.
   */
  advance(run: RequestRun, timer: StageTimer): number
  /**
   * Returns the final context of a request: the context of the log stage, or of the last stage that the request
   * reached.
   */
  end(run: RequestRun): RequestContext
  /** Clears caches and stored predictions; called when an alias moves. */
  clearState(): void
}

/** Creates the executor of a service; the state of the stages lives as long as the executor. */
export function openExecutor(info: ServiceInfo): PipelineExecutor {
  const { spec } = info
  const runners: readonly Runner[] = spec.stages.map((stage, place) => openRunner(stage, place, info))
  const shares = shadowShares(spec)
  const inputs: RequestContext[] = []

  /**
   * Returns the input context of a stage: the first context that is not a shadow copy. Fills `inputs` with all contexts
   * that reached the stage.
   */
  function selectInput(run: RequestRun, place: number): RequestContext | undefined {
    inputs.length = 0
    let first: RequestContext | undefined
    for (const from of spec.stages[place]?.from ?? []) {
      const context = run.contexts[from] as RequestContext
      if (!context.isReached || (context.onlyTo !== -1 && context.onlyTo !== place)) continue
      inputs.push(context)
      if (!first || (first.isShadow && !context.isShadow)) first = context
    }
    return first
  }

  function advance(run: RequestRun, timer: StageTimer): number {
    const { contexts, stageTimes } = run
    for (; run.nextStage < spec.stages.length; run.nextStage++) {
      const place = run.nextStage
      const stage = spec.stages[place] as ServiceSpec['stages'][number]
      const context = contexts[place] as RequestContext
      if (run.wasQueued) run.wasQueued = false
      else {
        const from = stage.from.length > 0 ? selectInput(run, place) : context
        const share = shares[place]
        if (!from || (share !== undefined && !isShadowed(share, run.request.shadowDraw))) continue
        copyContext(context, from)
        if (share !== undefined) context.isShadow = true
        if (stage.class_name === 'Model' && !isSettled(context) && !context.rawOutputs) {
          const version = info.resolve(stage.config.model, stage.config.alias)
          // The version is fixed at this point: if an alias moves while the request waits, the change affects only
          // later requests.
          context.version = version < 0 ? NO_VERSION_INDEX : version
          run.wasQueued = version >= 0
          if (run.wasQueued) return place
        }
      }
      if (stage.class_name !== 'Ensemble') inputs.length = 0
      const runner = runners[place] as Runner
      if (skips(runner, context)) {
        runner.run(context, run, inputs)
        continue
      }
      let ms: number
      if ('estimatedMs' in timer) {
        runner.run(context, run, inputs)
        ms = timer.estimatedMs[place] ?? 0
      } else {
        const began = timer.now()
        runner.run(context, run, inputs)
        ms = timer.now() - began + (timer.extraMs[place] ?? 0)
      }
      const before = stageTimes[place] as number
      stageTimes[place] = Number.isNaN(before) ? ms : before + ms
      context.totalMs += ms
    }
    const last = end(run)
    if (run.logStage >= 0) for (const one of runners) one.onLogged?.(run, last)
    return -1
  }

  function end({ contexts, logStage }: RequestRun): RequestContext {
    if (logStage >= 0) return contexts[logStage] as RequestContext
    return contexts.findLast(({ isReached, isShadow }) => isReached && !isShadow) ?? (contexts[0] as RequestContext)
  }

  return {
    advance,
    end,
    clearState() {
      for (const runner of runners) runner.clearState?.()
    },
  }
}

/** Whether a stage does not apply to a request, which then passes through without taking any time. */
function skips({ appliesTo: serves }: Runner, context: RequestContext): boolean {
  if (serves === 'all') return false
  if (serves === 'freshly answered') return isSettled(context) || !context.rawOutputs
  return isSettled(context) || context.rawOutputs !== undefined
}

/**
 * For each stage: the percentage of requests that it receives if it is a shadow model directly after a shadow stage.
 */
export function shadowShares({ stages }: ServiceSpec): readonly (number | undefined)[] {
  return stages.map((stage) => {
    if (stage.class_name !== 'Model' || stage.config.alias !== 'shadow') return undefined
    for (const from of stage.from) {
      const before = stages[from]
      if (before?.class_name === 'Shadow') return before.config.share
    }
    return undefined
  })
}

/** The fields of a run that no stage has processed yet. */
const UNSTARTED = {
  ...{ nextStage: 0, wasQueued: false, shadowVersion: NO_VERSION_INDEX, shadowPredicted: -1 },
  ...{ shadowConfidence: Number.NaN, cold: false, warm: NOT_QUEUED, logStage: -1 },
}

/** Creates a new run for a request that no stage has processed yet. */
export function makeRequestRun(stages: number, request: PipelineRequest): RequestRun {
  return {
    request,
    contexts: Array.from({ length: stages }, emptyContext),
    stageTimes: new Float32Array(stages),
    ...UNSTARTED,
  }
}

/** Resets a pooled run for a new request. */
export function startRun(run: RequestRun, request: PipelineRequest): void {
  run.request = request
  for (const context of run.contexts) context.isReached = false
  run.stageTimes.fill(Number.NaN)
  Object.assign(run, UNSTARTED)
}

/** Copies the context of a previous stage to this one. */
function copyContext(context: RequestContext, from: RequestContext): void {
  context.isReached = true
  context.onlyTo = -1
  context.isShadow = from.isShadow
  context.status = from.status
  context.rawOutputs = from.rawOutputs
  context.outputs = from.outputs
  context.predicted = from.predicted
  context.decision = from.decision
  context.version = from.version
  context.alias = from.alias
  context.isUnusual = from.isUnusual
  context.verdict = from.verdict
  context.isCached = from.isCached
  context.queuedMs = from.queuedMs
  context.totalMs = from.totalMs
}
