/** @file Rate limit: a token bucket (Turner 1986): so many a second, and a burst of so many at once. */
import { defineRunner, isSettled, LIMITED } from '../request-context'

export const rateLimit = defineRunner('RateLimit', ({ config: { perSecond, burst } }) => {
  let left = burst
  let last = Number.NEGATIVE_INFINITY
  return {
    run(token, { asked: { tick } }) {
      if (isSettled(token)) return
      if (last > Number.NEGATIVE_INFINITY) left = Math.min(burst, left + (Math.max(0, tick - last) * perSecond) / 1000)
      last = Math.max(last, tick)
      if (left >= 1) left--
      else token.status = LIMITED
    },
  }
})
