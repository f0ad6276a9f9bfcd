/** @file Stages that change a prediction, or replace it. */
import { exp, log } from '../../base/exact-math'
import { FLAGGED, NO_VERSION_INDEX } from '../../ops/log-entry'
import {
  ABSTAINED,
  certainty,
  clearPrediction,
  defineRunner,
  FAILED,
  FALLBACK,
  isSettled,
  OK,
  type RequestContext,
  type ServiceInfo,
  setPrediction,
  UNREADY,
} from '../request-context'

/**
 * Calibrate: temperature scaling of probabilities, p^(1/T) normalized to a sum of 1 (Guo et al., "On calibration of
 * modern neural networks", ICML 2017).
 */
// not text: a class name
export const calibrate = defineRunner('Calibrate', ({ config: { temperature } }, _place, { kind }) => ({
  appliesTo: 'freshly answered',
  run(context) {
    if (context.isCached) return
    if (kind === 'classes' && context.outputs && temperature > 0 && temperature !== 1)
      context.outputs = scaleTemperature(context.outputs, temperature)
  },
}))

/**
 * Rescales probabilities to another temperature. The order of the probabilities does not change, so neither does the
 * predicted class.
 */
export function scaleTemperature(probabilities: Float32Array, temperature: number): Float32Array<ArrayBuffer> {
  const most = probabilities.reduce((a, b) => Math.max(a, b), 0)
  if (!(most > 0)) return Float32Array.from(probabilities)
  const raised = Float64Array.from(probabilities, (p) => (p > 0 ? exp(log(p / most) / temperature) : 0))
  const sum = raised.reduce((all, one) => all + one, 0)
  return Float32Array.from(raised, (one) => one / sum)
}

/** Router: removes a prediction with low confidence, so that the next model predicts instead. */
// not text: a class name
export const router = defineRunner('Router', ({ config }, _place, info) => ({
  appliesTo: 'freshly answered',
  run(context) {
    if (!isSettled(context) && context.rawOutputs && certainty(context, info) < config.below) clearPrediction(context)
  },
}))

/** Abstain: withholds predictions with low confidence; the log still stores the model's outputs for them. */
// not text: a class name
export const abstain = defineRunner('Abstain', ({ config }, _place, info) => ({
  appliesTo: 'freshly answered',
  run(context) {
    if (isSettled(context) || !context.outputs || certainty(context, info) >= config.below) return
    context.status = ABSTAINED
    context.predicted = -1
  },
}))

/** Input guard: applies the verdict of the guard of the version that predicted. */
// not text: a class name
export const guard = defineRunner('Guard', ({ config: { flagged } }, _place, info) => ({
  appliesTo: 'freshly answered',
  run(context) {
    if (isSettled(context) || !context.outputs || !context.isUnusual) return
    context.verdict = info.verdictIndex(FLAGGED)
    if (flagged === 'abstain') {
      context.status = ABSTAINED
      context.predicted = -1
    } else if (flagged === 'fallback') fallBack(context, info)
  },
}))

function fallBack(
  context: RequestContext,
  { typicalPrediction, kind }: ServiceInfo,
  previous?: Float32Array<ArrayBuffer>,
) {
  context.status = FALLBACK
  setPrediction(context, previous ?? typicalPrediction(), kind)
  context.version = NO_VERSION_INDEX
}

/**
 * Fallback: if there is no prediction, returns the typical or the previous prediction. Invalid and rate-limited
 * requests get no fallback.
 */
// not text: a class name
export const fallback = defineRunner('Fallback', ({ config }, _place, info) => {
  let previous: Float32Array<ArrayBuffer> | undefined
  const helps = (status: number) =>
    status === UNREADY || status === FAILED || (status === ABSTAINED && config.for === 'failures and abstentions')
  return {
    appliesTo: 'all',
    run(context) {
      if (context.isShadow) return
      if (context.status === OK && context.outputs) {
        previous = context.outputs
        return
      }
      // A prediction that is cached as withheld had no fallback on its own branch.
      if (context.isCached || (!helps(context.status) && context.status !== OK)) return
      fallBack(context, info, config.answer === 'previous' ? previous : undefined)
    },
    clearState() {
      previous = undefined
    },
  }
})
