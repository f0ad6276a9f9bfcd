/** @file Router: removes a prediction with low confidence, so that the next model predicts instead. */
import { confidence, defineRunner, isSettled, clearPrediction } from '../request-context'

// not text: a class name
export const runner = defineRunner('Router', ({ config }, _place, info) => ({
  appliesTo: 'freshly answered',
  run(context) {
    if (!isSettled(context) && context.rawOutputs && confidence(context, info) < config.below) clearPrediction(context)
  },
}))
