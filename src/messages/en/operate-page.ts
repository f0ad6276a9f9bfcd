/** @file Messages of the Operate page: which service is open, why it cannot serve, and what was lost. */
import { defineMessages } from '../define'
import { counted, list, plural, shortPercent, span, virtualTime } from '../format'

const NOTHING_TO_UNDO = {
  flag: 'Nothing to undo: no alias was moved here, or it has been moved again since.',
  share: 'Nothing to undo: the traffic share was not changed, or the canary rollout has moved on since.',
  objective: 'Nothing to undo: no objective of this service was changed here.',
} as const

const NOTHING_TO_REDO = {
  flag: 'Nothing to redo: no alias move was undone here, or the alias has been moved since.',
  share: 'Nothing to redo: no traffic share change was undone, or the canary rollout has moved on since.',
  objective: 'Nothing to redo: no objective change was undone here.',
} as const

export const operatePage = defineMessages('operate-page', {
  'service-none': 'No service is open. Create one on the Operate page first.',
  'service-unknown': (a: { service: string; services: readonly string[] }) =>
    a.services.length > 0
      ? `This project has no service "${a.service}". Its services: ${list(a.services)}.`
      : `This project has no service "${a.service}". It has no services yet.`,
  'service-name-long': (a: { length: number; most: number }) =>
    `A service name has at most ${a.most} characters. This one has ${a.length}.`,
  'service-like': (a: { like: string; known: readonly string[] }) =>
    `There is no service template "${a.like}". Available templates: ${list(a.known)}.`,
  'service-unsound': (a: { service: string; problems: number }) =>
    plural(a.problems, {
      one: `"${a.service}" cannot serve yet: its diagram has # problem. See the marked stage.`,
      other: `"${a.service}" cannot serve yet: its diagram has # problems. See the marked stages.`,
    }),
  'service-no-version': (a: { service: string; models: readonly string[] }) =>
    `"${a.service}" has no version to serve. In the registry, set the champion alias of ${list(a.models)} to a version.`,
  'service-not-serving': 'The service is not running. Press Start service first.',
  'service-speed': (a: { speed: string }) =>
    `A simulation speed of ${a.speed} is not possible. Choose a number greater than 0 and at most 525,600 (one simulated year per minute).`,
  'service-serves': (a: { service: string; at?: string }) =>
    a.at === undefined
      ? `"${a.service}" is running. Play the scenario to send simulated traffic, or send a request manually.`
      : `"${a.service}" is running at ${a.at}. Play the scenario or send a request to see predictions.`,
  'deploy-rolled-back': (a: { build: string }) =>
    `The ${a.build} was rolled back. The version it replaced answers again.`,
  'service-stopped': (a: { service: string; other: string }) =>
    `"${a.service}" stopped serving: only one service runs at a time, and "${a.other}" is open now. The log of "${a.service}" is saved and continues when you open the service again.`,
  'service-renamed': (a: { service: string; to: string; model: boolean; at?: string }) => {
    const renamed = `"${a.service}" is now called "${a.to}". It keeps serving, with the same log.`
    const before = a.model
      ? `Requests to the old URL now go directly to the model "${a.service}", without the stages of the service.`
      : 'Requests to the old URL no longer get a response.'
    return a.at === undefined ? `${renamed} ${before}` : `${renamed} ${before} The new URL is ${a.at}.`
  },
  'service-reloaded': (a: { service: string; at: number }) =>
    `"${a.service}" stopped serving when the page was closed or reloaded. Its log is complete. When you serve it again, it resumes on ${virtualTime(a.at)}.`,
  'log-cut': (a: { ms: number; requests: number; at: number; played?: true }) =>
    a.played
      ? `${lost(a)} before the page closed was not saved. The service continues from ${virtualTime(a.at)}, and the scenario plays the same events again from there.`
      : `${lost(a)} before the page closed was not saved. The service continues from ${virtualTime(a.at)}.`,
  'scenario-at-end': (a: { days: number }) =>
    `The scenario ended after ${days(a.days)}. Make it longer, or start a new run.`,
  'scenario-cut': (a: { days: number; at: number }) =>
    `The scenario now ends after ${days(a.days)}, but it has already played for ${days(a.at)}. Make it longer to continue, or start a new run.`,
  'act-none': (a: { way: 'undo' | 'redo'; what: keyof typeof NOTHING_TO_UNDO }) =>
    a.way === 'undo' ? NOTHING_TO_UNDO[a.what] : NOTHING_TO_REDO[a.what],
  'share-alone-back': (a: { stage: string; model: string; percent: number }) =>
    `The challenger's share of ${shortPercent(a.percent / 100)} at ${a.stage} was not restored: no version of "${a.model}" is currently the challenger. All requests go to the champion. Start a canary rollout to give a challenger a share.`,
  'scenario-none': (a: { service: string }) =>
    `"${a.service}" has no scenario yet. Add a traffic event to the timeline, or start a drill.`,
})

function days(n: number): string {
  return span(n * 86_400_000)
}

/** The lost data, as the singular subject of a sentence: "Simulated traffic of the last 3 minutes (40 requests)". */
function lost({ ms, requests }: { readonly ms: number; readonly requests: number }): string {
  const [unit, name] = ms < 60_000 ? [1000, 'second'] : ms < 7_200_000 ? [60_000, 'minute'] : [3_600_000, 'hour']
  const n = ms < 1000 ? 0 : Math.round(ms / (unit as number))
  const sent = counted(requests, 'request')
  if (n === 0) return `The log of the last ${requests === 1 ? 'request' : sent}`
  const time = n === 1 ? `simulated ${name}` : `${n} simulated ${name}s`
  return requests > 0 ? `The log of the last ${time} (${sent})` : `The log of the last ${time}`
}
