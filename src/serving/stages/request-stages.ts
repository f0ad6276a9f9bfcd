/** @file Stages that requests pass without a prediction, and the log at the end. */
import { defineRunner, FAILED, INVALID, isSettled, LIMITED, OK, startAtSource } from '../request-context'

/** Source: the first stage of a request. */
// not text: a class name
export const source = defineRunner('Source', () => ({ appliesTo: 'all', run: startAtSource }))

/** Validate: rejects an input that does not fit the training data of the model. */
// not text: a class name
export const validate = defineRunner('Validate', () => ({
  // The input has already been validated with the config of this stage, once per distinct row.
  run(context, { request }) {
    if (!isSettled(context) && request.input.verdict > 0) context.status = INVALID
  },
}))

/** Rate limit: a token bucket (Turner 1986), configured by a rate per second and a burst size. */
// not text: a class name
export const rateLimit = defineRunner('RateLimit', ({ config: { perSecond, burst } }) => {
  let left = burst
  let last = Number.NEGATIVE_INFINITY
  return {
    run(context, { request: { tick } }) {
      if (isSettled(context)) return
      if (last > Number.NEGATIVE_INFINITY) left = Math.min(burst, left + (Math.max(0, tick - last) * perSecond) / 1000)
      last = Math.max(last, tick)
      if (left >= 1) left--
      else context.status = LIMITED
    },
  }
})

/**
 * Features: encodes raw values and adds the columns of the feature store. The runner itself does nothing and only
 * accounts for the stage's time.
 */
// not text: a class name
export const features = defineRunner('Features', () => ({
  // Each model encodes with its own pipeline, and the raw values already contain any stale columns of the feature
  // store.
  run() {},
}))

/** Log: the last stage of a request. A request without a prediction gets the status "failed". */
// not text: a class name
export const requestLog = defineRunner('Log', (_stage, place) => ({
  appliesTo: 'all',
  run(context, run) {
    if (context.isShadow || run.logStage >= 0) return
    if (context.status === OK && !context.outputs) context.status = FAILED
    run.logStage = place
  },
}))
