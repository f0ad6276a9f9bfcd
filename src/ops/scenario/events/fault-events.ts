/** @file Faults: of replicas, of a deployed model, and of the columns that clients send. */
import { choice, float, int, text as textParam } from '../../../catalog/params'
import { scenarioEventsText } from '../../../messages/en/operate/scenario'
import { termsText } from '../../../messages/en/operate/terms'
import { BAD_MODELS, DEPLOY_TARGETS, defineEvent, SCHEMA_CHANGES } from '../define-event'

const text = scenarioEventsText

/** Slow replica: one replica takes longer to answer. */
export const slow = defineEvent({
  kind: 'slow',
  track: 'faults',
  loggedAs: 'Slow replica', // not text: stored in logs
  text: text.slow,
  params: {
    replica: int({ ...text.slow.replica, min: 0, max: 63, default: 0 }),
    times: float({ ...text.slow.times, min: 1, max: 1000, step: 1, default: 8 }),
  },
  conflictKey: ({ replica }) => `slow replica ${replica}`,
  effect: ({ replica, times }) => ({ fault: { kind: 'slow', replica, times } }),
})

/** Crash: replicas go down and come back cold. */
export const crash = defineEvent({
  kind: 'crash',
  track: 'faults',
  loggedAs: 'Crash', // not text: stored in logs
  text: text.crash,
  params: { replicas: int({ ...text.crash.replicas, min: 1, max: 64, default: 1 }) },
  effect: ({ replicas }) => ({ fault: { kind: 'crash', replicas } }),
})

/** Slow start: starting a replica takes longer, for example because its image is pulled over a slow network. */
export const start = defineEvent({
  kind: 'start',
  track: 'faults',
  loggedAs: 'Slow start', // not text: stored in logs
  text: text.start,
  params: { seconds: int({ ...text.start.seconds, min: 1, max: 3600, default: 60 }) },
  effect: ({ seconds }) => ({ fault: { kind: 'start', seconds } }),
})

/** Bad deploy: a model that should never have been deployed answers the requests. */
export const deploy = defineEvent({
  kind: 'deploy',
  track: 'faults',
  loggedAs: 'Bad deploy', // not text: stored in logs
  text: text.deploy,
  params: {
    model: choice({ ...text.deploy.model, options: BAD_MODELS, labels: termsText.badModel, default: 'wrong scaling' }),
    slice: textParam({ ...text.deploy.slice, maxLength: 200, default: '' }),
    target: choice({
      ...text.deploy.target,
      options: DEPLOY_TARGETS,
      labels: text.deploy.targets,
      default: 'automatic',
    }),
  },
  effect: ({ model, slice, target }) => ({ fault: { kind: 'deploy', model, slice, target } }),
})

/** Stale feature: the feature store has not been updated for a while. */
export const stale = defineEvent({
  kind: 'stale',
  track: 'faults',
  loggedAs: 'Stale feature', // not text: stored in logs
  text: text.stale,
  params: {
    column: textParam({ ...text.stale.column, maxLength: 200, default: '' }),
    minutes: int({ ...text.stale.minutes, min: 1, max: 527_040, default: 60 }),
  },
  requires: ['column'],
  conflictKey: ({ column }) => `stale ${column}`,
  effect: ({ column, minutes }) => ({ fault: { kind: 'stale', column, minutes } }),
})

/** Schema change: clients send columns that differ from the expected ones. */
export const schema = defineEvent({
  kind: 'schema',
  track: 'faults',
  loggedAs: 'Changed schema', // not text: stored in logs
  text: text.schema,
  params: {
    change: choice({ ...text.schema.change, options: SCHEMA_CHANGES, labels: text.schema.changes, default: 'renamed' }),
    column: textParam({ ...text.schema.column, maxLength: 200, default: '' }),
    share: float({ ...text.schema.share, min: 0, max: 1, step: 0.05, default: 1 }),
  },
  conflictKey: ({ change, column }) => `${change} ${column}`,
  effect: ({ change, column, share }) => ({ fault: { kind: 'schema', change, column, share } }),
})

/** Missing column: some requests arrive without one of their columns. */
export const missing = defineEvent({
  kind: 'missing',
  track: 'faults',
  loggedAs: 'Missing key', // not text: stored in logs
  text: text.missing,
  params: {
    column: textParam({ ...text.missing.column, maxLength: 200, default: '' }),
    share: float({ ...text.missing.share, min: 0, max: 1, step: 0.05, default: 0.2 }),
  },
  requires: ['column'],
  conflictKey: ({ column }) => `missing ${column}`,
  effect: ({ column, share }) => ({ fault: { kind: 'missing', column, share } }),
})
