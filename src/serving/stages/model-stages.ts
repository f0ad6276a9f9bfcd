/** @file Stages that select and run models. */
import { decidedClass } from '../../data/output-decision'
import { ALIASES, NO_ALIAS } from '../../catalog/lowered-stage'
import { NO_VERSION_INDEX } from '../../ops/log-entry'
import {
  confidence,
  defineRunner,
  FAILED,
  isSettled,
  OK,
  type ServiceInfo,
  type StageOf,
  setPrediction,
  UNREADY,
} from '../request-context'

/**
 * Model: predicts with the version that its alias points to, unless the request already has a prediction or a final
 * status.
 */
// not text: a class name
export const model = defineRunner('Model', ({ config }, _place, info) => ({
  run(context, run) {
    if (isSettled(context) || context.rawOutputs) return
    const { version } = context
    if (version === NO_VERSION_INDEX) {
      context.status = UNREADY
      return
    }
    context.alias = ALIASES.indexOf(config.alias)
    const prediction = run.request.input.predictions[version]
    // There is no prediction if the pipeline cannot process the input; a prediction that contains NaN or infinity is
    // discarded.
    const decision = info.decisionOf(version)
    const threshold = run.request.input.thresholds?.[version]
    if (prediction?.every(Number.isFinite))
      setPrediction(
        context,
        prediction,
        info.kind,
        decision && threshold !== undefined ? { ...decision, threshold } : decision,
      )
    else context.status = FAILED
    context.isUnusual = run.request.input.flagged[version] === true
    if (!context.isShadow) return
    run.shadowVersion = version
    run.shadowPredicted = context.predicted
    run.shadowConfidence = context.rawOutputs ? confidence(context, info) : Number.NaN
  },
}))

/**
 * Split: routes each request to the champion or the challenger based on its trace id, so that increasing the
 * challenger's share only moves requests from the champion to the challenger. A challenger whose alias is not set
 * gets no requests.
 */
// not text: a class name
export const trafficSplit = defineRunner('Split', (stage, place, info) => {
  const targets = splitTargets(place, info)
  return {
    run(context, { request }) {
      if (!isSettled(context)) context.onlyTo = chooseTarget(stage.config, targets, request.draw, info)
      // The branch does not matter for a request that already has its result.
      else context.onlyTo = targets.champion ?? targets.challenger ?? -1
    },
  }
})

export interface SplitTargets {
  readonly champion?: number
  readonly challenger?: number
}

/** The model stages directly after a split, keyed by alias. */
export function splitTargets(place: number, { spec }: Pick<ServiceInfo, 'spec'>): SplitTargets {
  const find = (alias: 'champion' | 'challenger') =>
    spec.stages.findIndex((one) => one.class_name === 'Model' && one.config.alias === alias && one.from.includes(place))
  const [champion, challenger] = [find('champion'), find('challenger')]
  return { ...(champion >= 0 && { champion }), ...(challenger >= 0 && { challenger }) }
}

/**
 * Returns the stage that a request goes to: the challenger if the 32-bit draw is below the challenger's share;
 * otherwise the champion.
 */
export function chooseTarget(
  { challenger: share }: StageOf<'Split'>['config'],
  { champion, challenger }: SplitTargets,
  draw: number,
  { spec, resolve }: Pick<ServiceInfo, 'spec' | 'resolve'>,
): number {
  if (champion === undefined || challenger === undefined) return champion ?? challenger ?? -1
  const stage = spec.stages[challenger]
  const there = stage?.class_name === 'Model' && resolve(stage.config.model, stage.config.alias) >= 0
  return there && draw < (share / 100) * 2 ** 32 ? challenger : champion
}

/**
 * Shadow: passes every request on, and sends a copy of some requests to a shadow model, whose predictions are only
 * logged.
 */
// not text: a class name
export const shadow = defineRunner('Shadow', () => ({
  // The executor decides, at the shadow model, which requests get a copy.
  run() {},
}))

/** Whether the shadow model gets a copy of this request; `share` is in percent. */
export function isShadowed(share: number, shadowDraw: number): boolean {
  return shadowDraw < (share / 100) * 2 ** 32
}

/**
 * Ensemble: combines the predictions of several models, either as their mean or as the fraction of votes for each
 * class.
 */
// not text: a class name
export const ensemble = defineRunner('Ensemble', ({ config }, _place, { kind, joined }) => ({
  appliesTo: 'all',
  run(context, _flight, inputs) {
    // Failed branches are ignored as long as at least one branch has a prediction.
    const good = inputs.filter(
      ({ status, rawOutputs: problem, isShadow: shadow }) => status === OK && problem && !shadow,
    )
    const [first] = good
    if (!first?.rawOutputs || context.isCached) return
    if (isSettled(context) && context.status !== OK) context.status = OK
    const whole = new Float32Array(first.rawOutputs.length)
    for (let k = 0; k < whole.length; k++) {
      let sum = 0
      for (const { rawOutputs: problem } of good)
        sum +=
          config.how === 'vote' && kind === 'classes'
            ? Number(decidedClass(problem as Float32Array) === k)
            : (problem?.[k] ?? 0)
      whole[k] = sum / good.length
    }
    // The prediction is that of no single version, unless the other branches failed.
    const members = [...new Set(good.map(({ version }) => version))].sort((a, b) => a - b)
    context.version = members.length > 1 ? joined(members) : first.version
    context.alias = members.length > 1 ? NO_ALIAS : first.alias
    context.isUnusual = good.some(({ isUnusual }) => isUnusual)
    context.verdict = good.reduce((most, { verdict }) => Math.max(most, verdict), 0)
    context.queuedMs = inputs.reduce((sum, one) => Math.max(sum, one.queuedMs), 0)
    context.totalMs = inputs.reduce((sum, one) => Math.max(sum, one.totalMs), 0)
    setPrediction(context, whole, kind)
  },
}))
