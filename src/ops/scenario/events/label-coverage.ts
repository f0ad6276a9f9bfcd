/** @file Label coverage: only some of the requests ever get a label. */
import { float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.coverage

export const coverage = defineEvent({
  kind: 'coverage',
  track: 'labels',
  loggedAs: 'Label coverage', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: { share: float({ ...text.share, min: 0, max: 1, step: 0.05, default: 0.3 }) },
  effect: ({ share }) => ({ labels: { coverage: share } }),
})
