/** @file Rate limit: a token bucket (Turner 1986), configured by a rate per second and a burst size. */
import { defineRunner, isSettled, LIMITED } from '../request-context'

// not text: a class name
export const runner = defineRunner('RateLimit', ({ config: { perSecond, burst } }) => {
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
