/** @file Messages about canaries and practice models. Loaded with the Operate page. */
import { defineMessages } from '../define'
import { count, list, listOr, percent, shortPercent } from '../format'
import { canaryText } from './operate/canary'
import { checkNames } from './operate/registry'

/** Formats a traffic share given in percent, 0 to 100. */
const traffic = (whole: number) => shortPercent(whole / 100)

interface Missing {
  readonly what: 'labels' | 'minutes' | 'margin' | 'hand' | 'share' | 'suspect'
  readonly has: number
  readonly needed: number
  /** For a suspect check of a slice, the name of the slice. */
  readonly on?: string
  readonly inputs?: number
  readonly enough?: number
}

export const canary = defineMessages('canary', {
  'canary-no-split': (a: { service: string }) =>
    `"${a.service}" has no Split stage with a champion and a challenger after it. Add these stages, or choose New service in the service menu: a new service already has them.`,
  'canary-two-models': (a: { champion: string; challenger: string }) =>
    `The split sends requests to two models, "${a.champion}" and "${a.challenger}". A version of one model cannot replace the other model. Use the same model in both stages. To compare two different models without a canary, set their shares in the Split stage.`,
  'canary-no-champion': (a: { model: string }) =>
    `"${a.model}" has no champion to compare with. Move the champion alias in the Registry first.`,
  'canary-no-version': (a: { model: string }) =>
    `"${a.model}" has no version other than its champion. Train and save another version, or use a practice model.`,
  'canary-champion': (a: { model: string; version: number }) =>
    `Version ${count(a.version)} of "${a.model}" is the champion. A canary needs a different version.`,
  'canary-running': (a: { model: string; version: number; percent: number }) =>
    `A canary of version ${count(a.version)} of "${a.model}" is already running at ${traffic(a.percent)}. Roll this version back or make it the champion first.`,
  'canary-none': 'No canary is running. Choose a challenger and start a canary.',
  'canary-share-alone': (a: { model: string; percent: number }) =>
    `"${a.model}" has no challenger to receive ${traffic(a.percent)} of the requests. Start a canary, which sets a challenger and monitors it.`,
  'canary-percent': (a: { percent: string }) =>
    `The traffic share is ${a.percent}. It must be between 0 and 100 percent.`,
  'canary-steps': (a: { steps: string }) =>
    `The steps are ${a.steps}. Use at most 20 increasing shares above 0 and below 100 percent.`,
  'canary-gate': (a: { percent: number; missing: readonly Missing[] }) =>
    a.missing.length === 0
      ? `The challenger has not passed the gate at ${traffic(a.percent)}: no requests have been counted yet.`
      : `The challenger has not passed the gate at ${traffic(a.percent)}: ${list(a.missing.map((one) => canaryText.gate.missing[one.what](one)))}.`,
  'canary-moved': (a: { model: string; version: number }) =>
    `The canary of version ${count(a.version)} of "${a.model}" ended because the champion or challenger alias was moved. All requests go to the champion.`,
  'canary-back': (a: {
    model: string
    version: number
    by: 'user' | 'canary' | 'netloom' | 'studio' | undefined
    why: string
    harmed: number
    better?: { challenger: number; champion: number }
  }) =>
    [
      `Version ${count(a.version)} of "${a.model}" ${a.by === 'user' ? 'was rolled back by you' : 'was rolled back automatically'}.${a.why === '' ? '' : ` Reason: ${sentence(a.why)}`}`,
      ...(a.better
        ? [
            `Overall, it was more accurate (${percent(a.better.challenger)} vs. ${percent(a.better.champion)} for the champion).`,
          ]
        : []),
      a.harmed === 0
        ? 'No request is known on which the champion would have done better.'
        : `On ${count(a.harmed)} of the requests it received, the champion would have done better.`,
      ...(a.better ? ['To use it anyway, move the champion alias to it in the Registry.'] : []),
    ].join(' '),
  'canary-resumes': (a: { model: string; version: number; percent: number }) =>
    `The canary of version ${count(a.version)} of "${a.model}" continues at ${traffic(a.percent)}, its traffic share at the end of the saved log.`,
  'canary-over': (a: { model: string; version: number; failed: readonly string[] }) =>
    a.failed.length === 0
      ? `Version ${count(a.version)} of "${a.model}" is now the champion.`
      : `Version ${count(a.version)} of "${a.model}" is now the champion, although it failed its gate (checks that failed: ${list(checkNames(a.failed))}). To undo this, roll the champion back in the Registry.`,
  'canary-not-moved': (a: { model: string; version: number; why: string }) =>
    `Version ${count(a.version)} of "${a.model}" could not become the champion: ${a.why} The champion is unchanged and gets all requests.`,
  'practice-saved': (a: { name: string; version: number; kind: string; of: number }) =>
    `Saved version ${count(a.version)} of "${a.name}": a deliberately bad copy of version ${count(a.of)} (${a.kind}). It is now the challenger and gets no requests until a canary starts.`,
  'practice-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no practice model "${a.kind}". Choose ${listOr(a.kinds)}.`,
  'practice-slice': (a: { slice: string; slices: readonly string[] }) =>
    a.slices.length === 0
      ? `There is no slice "${a.slice}": this service has no slices.`
      : `There is no slice "${a.slice}". Choose ${listOr(a.slices)}.`,
})

/** Ends a reason with a period, unless the user who wrote it did so. */
function sentence(why: string): string {
  return /[.!?]$/.test(why) ? why : `${why}.`
}
