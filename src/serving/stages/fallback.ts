/**
 * @file Fallback: if there is no prediction, returns the typical or the previous prediction. Invalid and rate-limited
 * requests get no fallback.
 */
import { ABSTAINED, setPrediction, defineRunner, FAILED, FALLBACK, OK, UNREADY } from '../request-context'
import { NO_VERSION_INDEX } from '../../ops/log-entry'

// not text: a class name
export const runner = defineRunner('Fallback', ({ config }, _place, info) => {
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
      if (!helps(context.status) && context.status !== OK) return
      context.status = FALLBACK
      setPrediction(context, (config.answer === 'previous' && previous) || info.typicalPrediction(), info.kind)
      context.version = NO_VERSION_INDEX
    },
    clearState() {
      previous = undefined
    },
  }
})
