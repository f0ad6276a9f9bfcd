/** @file Traffic events: the base rate of requests, cycles, and bursts. */
import { cosTurn } from '../../../base/exact-math'
import { dailyWave, WEEKDAYS } from '../../../catalog/datasets/streams/calendar'
import { choice, float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'
import { DAY } from '../scenario'

const text = scenarioEventsText

/** Requests: the base rate per minute, which is multiplied by cycles and bursts. */
export const rate = defineEvent({
  kind: 'rate',
  track: 'traffic',
  loggedAs: 'Requests', // not text: stored in logs
  text: text.rate,
  params: {
    perMinute: float({ ...text.rate.perMinute, min: 0, max: 600_000, step: 1, default: 60 }),
  },
  effect: ({ perMinute }) => ({ perMinute }),
})

/** Daily cycle: traffic follows the time of day. */
export const daily = defineEvent({
  kind: 'daily',
  track: 'traffic',
  loggedAs: 'Daily wave', // not text: stored in logs
  text: text.daily,
  params: {
    depth: float({ ...text.daily.depth, min: 0, max: 1, step: 0.05, default: 0.6 }),
    peak: float({ ...text.daily.peak, min: 0, max: 24, step: 0.5, default: 14 }),
  },
  effect: ({ depth, peak }, { atMs }) => ({ times: dailyWave(atMs, peak, depth) }),
})

/** Weekly cycle: traffic follows the day of the week. */
export const weekly = defineEvent({
  kind: 'weekly',
  track: 'traffic',
  loggedAs: 'Weekly wave', // not text: stored in logs
  text: text.weekly,
  params: {
    depth: float({ ...text.weekly.depth, min: 0, max: 1, step: 0.05, default: 0.3 }),
    peak: choice({ ...text.weekly.peak, options: WEEKDAYS, default: 'Wed' }), // not text: ids of days
  },
  effect({ depth, peak }, { atMs }) {
    // The peak is at noon on that day; time 0 is a Monday at 00:00.
    const turns = (atMs / DAY - WEEKDAYS.indexOf(peak) - 0.5) / 7
    return { times: 1 + depth * cosTurn(turns - Math.floor(turns)) }
  },
})

/** Burst: traffic is multiplied, or drops, for a limited time. */
export const burst = defineEvent({
  kind: 'burst',
  track: 'traffic',
  loggedAs: 'Burst', // not text: stored in logs
  text: text.burst,
  params: {
    times: float({ ...text.burst.times, min: 0, max: 1000, step: 0.5, default: 5 }),
    shape: choice({ ...text.burst.shape, options: ['flat', 'peak'], default: 'flat' }),
  },
  effect({ times, shape }, { sinceMs, lengthMs }) {
    if (shape === 'flat') return { times }
    const toPeak = 1 - Math.abs(1 - (2 * sinceMs) / lengthMs)
    return { times: 1 + (times - 1) * toPeak }
  },
})
