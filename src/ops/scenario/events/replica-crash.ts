/** @file Crash: replicas go down and come back cold. */
import { int } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.crash

export const crash = defineEvent({
  kind: 'crash',
  track: 'faults',
  loggedAs: 'Crash', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: { replicas: int({ ...text.replicas, min: 1, max: 64, default: 1 }) },
  effect: ({ replicas }) => ({ fault: { kind: 'crash', replicas } }),
})
