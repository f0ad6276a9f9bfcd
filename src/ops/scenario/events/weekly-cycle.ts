/** @file Weekly cycle: traffic follows the day of the week. */
import { cosTurn } from '../../../base/exact-math'
import { WEEKDAYS } from '../../../catalog/datasets/streams/calendar'
import { choice, float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'
import { DAY } from '../scenario'

const text = scenarioEventsText.weekly

export const weekly = defineEvent({
  kind: 'weekly',
  track: 'traffic',
  loggedAs: 'Weekly wave', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: {
    depth: float({
      ...text.depth,
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.3,
    }),
    peak: choice({ ...text.peak, options: WEEKDAYS, default: 'Wed' }), // not text: ids of days
  },
  effect({ depth, peak }, { atMs }) {
    // The peak is at noon on that day; time 0 is a Monday at 00:00.
    const turns = (atMs / DAY - WEEKDAYS.indexOf(peak) - 0.5) / 7
    return { times: 1 + depth * cosTurn(turns - Math.floor(turns)) }
  },
})
