/**
 * @file Ensemble: combines the predictions of several models, either as their mean or as the fraction of votes for each
 * class.
 */
import { setPrediction, defineRunner, isSettled, OK, argmax } from '../request-context'

// not text: a class name
export const runner = defineRunner('Ensemble', ({ config }, _place, { kind }) => ({
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
            ? Number(argmax(problem as Float32Array) === k)
            : (problem?.[k] ?? 0)
      whole[k] = sum / good.length
    }
    context.version = first.version
    context.alias = first.alias
    context.queuedMs = inputs.reduce((sum, one) => Math.max(sum, one.queuedMs), 0)
    context.totalMs = inputs.reduce((sum, one) => Math.max(sum, one.totalMs), 0)
    setPrediction(context, whole, kind)
  },
}))
