/** @file Label noise: some labels are wrong. */
import { float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText.labelNoise

export const labelNoise = defineEvent({
  kind: 'label-noise',
  track: 'labels',
  loggedAs: 'Label noise', // not text: stored in logs
  title: text.title,
  summary: text.summary,
  params: { share: float({ ...text.share, min: 0, max: 1, step: 0.01, default: 0.05 }) },
  effect: ({ share }) => ({ labels: { noise: share } }),
})
