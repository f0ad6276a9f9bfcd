/** @file Log: the last stage of a request. A request without a prediction gets the status "failed". */
import { defineRunner, FAILED, OK } from '../request-context'

// not text: a class name
export const runner = defineRunner('Log', (_stage, place) => ({
  appliesTo: 'all',
  run(context, run) {
    if (context.isShadow || run.logStage >= 0) return
    if (context.status === OK && !context.outputs) context.status = FAILED
    run.logStage = place
  },
}))
