/**
 * @file Model: predicts with the version that its alias points to, unless the request already has a prediction or a
 * final status.
 */
import { ALIASES } from '../../catalog/lowered-stage'
import { NO_VERSION_INDEX } from '../../ops/log-entry'
import { setPrediction, confidence, defineRunner, FAILED, isSettled, UNREADY } from '../request-context'

// not text: a class name
export const runner = defineRunner('Model', ({ config }, _place, info) => ({
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
    if (prediction?.every(Number.isFinite)) setPrediction(context, prediction, info.kind)
    else context.status = FAILED
    if (!context.isShadow) return
    run.shadowVersion = version
    run.shadowPredicted = context.predicted
    run.shadowConfidence = context.rawOutputs ? confidence(context, info) : Number.NaN
  },
}))
