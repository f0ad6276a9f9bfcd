/** @file Slow start: starting a replica takes longer, for example because its image is pulled over a slow network. */
import { int } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.start

export const start = defineEvent({
  kind: 'start',
  track: 'faults',
  loggedAs: 'Slow start', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: { seconds: int({ ...text.seconds, min: 1, max: 3600, default: 60 }) },
  effect: ({ seconds }) => ({ fault: { kind: 'start', seconds } }),
})
