/** @file English sentences of the Operate room itself: which service, and why it does not serve. */
import { defineMessages } from '../define'
import { counted, list } from '../format'
import { virtualTime } from '../format'

const NOT_DONE = {
  flag: 'no flag was moved here, or it was moved on since',
  share: 'the fader was not moved, or the canary went on since',
  objective: 'no objective of this service was changed here',
} as const

export const desk = defineMessages('desk', {
  'service-none':  'No service is open. Make one in the Operate room first.',
  'service-unknown': (a: { service: string; services: readonly string[] }) =>
    a.services.length > 0
      ? `This project has no service "${a.service}"; it has ${list(a.services)}.`
      : `This project has no service "${a.service}"; it has none yet.`,
  'service-like': (a: { like: string; known: readonly string[] }) =>
    `There is no service like "${a.like}"; there are ${list(a.known)}.`,
  'service-unsound': (a: { service: string; problems: number }) =>
    `"${a.service}" cannot serve yet: its drawing has ${counted(a.problems, 'problem')}. ${a.problems === 1 ? 'It stands at its stage' : 'They stand at the stages'}.`,
  'service-no-version': (a: { service: string; models: readonly string[] }) =>
    `No version answers in "${a.service}": put the champion's flag of ${list(a.models)} on one in the registry.`,
  'service-not-serving':  'The service is not serving. Press Serve first.',
  'service-speed': (a: { speed: string }) =>
    `Time cannot pass ${a.speed} times as fast; give a number above 0, up to 525,600 (a year in a minute).`,
  'service-serves': (a: { service: string; at?: string }) =>
    `"${a.service}" serves${a.at === undefined ? '' : `, for any page here at ${a.at}`}. Play the score and its requests come, or send one by hand.`,
  'service-stopped': (a: { service: string; other: string }) =>
    `"${a.service}" does not serve any more: one service serves at a time, and "${a.other}" is open now. The log of "${a.service}" is kept: opened again it goes on from there.`,
  'service-renamed': (a: { service: string; to: string; model: boolean; at?: string }) =>
    `"${a.service}" is "${a.to}" from here on and serves on with its log. Over the URL ${a.model ? `"${a.service}" is the model in it now, which answers as before` : `nothing answers as "${a.service}" any more`}.${a.at === undefined ? '' : ` It answers at ${a.at}.`}`,
  'service-reloaded': (a: { service: string; at: number }) =>
    `"${a.service}" stopped serving when the page went. Nothing of its log is lost; it goes on from ${virtualTime(a.at)}.`,
  'log-cut': (a: { ms: number; requests: number; at: number; played?: true }) =>
    `The last ${lostWords(a)} before the page went ${ofOne(a) ? 'was' : 'were'} not kept; the service goes on from ${virtualTime(a.at)}${a.played ? ', from where the score plays the same again' : ''}.`,
  'score-at-end': (a: { days: number }) =>
    `The score is at its end, after ${daysWords(a.days)}: make it longer, or go back to the start for a new run.`,
  'score-cut': (a: { days: number; at: number }) =>
    `The score ends after ${daysWords(a.days)} now, and ${daysWords(a.at)} were played already. To play on make it longer, or go back to the start for a new run.`,
  'act-none': (a: { way: 'undo' | 'redo'; what: keyof typeof NOT_DONE }) =>
    `Nothing to ${a.way === 'undo' ? 'take back' : 'do again'}: ${NOT_DONE[a.what]}.`,
  'share-alone-back': (a: { stage: string; model: string; percent: number }) =>
    `The ${a.percent} % that ${a.stage} gave the challenger does not come back: no version of "${a.model}" is its challenger any more, so it would go to nobody. All requests stay with the champion; begin a canary to give a challenger a share.`,
  'score-none': (a: { service: string }) =>
    `"${a.service}" has no score yet: put a note of traffic on its timeline, or take one of the drills.`,
})

function daysWords(days: number): string {
  return days < 1 ? counted(Number((days * 24).toFixed(1)), 'hour') : counted(Number(days.toFixed(1)), 'day')
}

/** What did not reach the disk: 3 virtual minutes with 40 requests. */
function lostWords({ ms, requests }: { readonly ms: number; readonly requests: number }): string {
  const { n, name } = lostTime(ms)
  const time = n === 0 ? [] : [counted(n, `virtual ${name}`)]
  // The last virtual minute, and not the last 1.
  return [...time, ...(requests > 0 ? [counted(requests, 'request')] : [])].join(' with ').replace(/^1 /, '')
}

function ofOne({ ms, requests }: { readonly ms: number; readonly requests: number }): boolean {
  return (lostTime(ms).n || requests) === 1
}

function lostTime(ms: number): { readonly n: number; readonly name: string } {
  const [unit, name] = ms < 60_000 ? [1000, 'second'] : ms < 7_200_000 ? [60_000, 'minute'] : [3_600_000, 'hour']
  return { n: ms < 1000 ? 0 : Math.round(ms / (unit as number)), name: name as string }
}
