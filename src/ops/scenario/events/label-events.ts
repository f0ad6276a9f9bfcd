/** @file Events that change labels: when they arrive, for how many requests, and how many are wrong. */
import { float } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { defineEvent } from '../define-event'

const text = scenarioEventsText

/** Label delay: labels arrive some time after their requests. */
export const delay = defineEvent({
  kind: 'delay',
  track: 'labels',
  loggedAs: 'Label delay', // not text: stored in logs
  text: text.delay,
  params: {
    minutes: float({ ...text.delay.minutes, min: 0, max: 527_040, step: 10, default: 60 }),
  },
  effect: ({ minutes }) => ({ labels: { delayMinutes: minutes } }),
})

/** Label coverage: only some of the requests ever get a label. */
export const coverage = defineEvent({
  kind: 'coverage',
  track: 'labels',
  loggedAs: 'Label coverage', // not text: stored in logs
  text: text.coverage,
  params: { share: float({ ...text.coverage.share, min: 0, max: 1, step: 0.05, default: 0.3 }) },
  effect: ({ share }) => ({ labels: { coverage: share } }),
})

/** Label noise: some labels are wrong. */
export const labelNoise = defineEvent({
  kind: 'label-noise',
  track: 'labels',
  loggedAs: 'Label noise', // not text: stored in logs
  text: text.labelNoise,
  params: { share: float({ ...text.labelNoise.share, min: 0, max: 1, step: 0.01, default: 0.05 }) },
  effect: ({ share }) => ({ labels: { noise: share } }),
})
