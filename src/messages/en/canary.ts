/** @file English sentences of canaries and of models to practise on; they come with Operate. */
import { defineMessages } from '../define'
import { count, list } from '../format'

export const canary = defineMessages('canary', {
  'canary-no-split': (a: { service: string }) =>
    `"${a.service}" has no split with a champion and a challenger behind it; draw one, or make a new service of the canary kind.`,
  'canary-two-models': (a: { champion: string; challenger: string }) =>
    `The split is between two models, "${a.champion}" and "${a.challenger}": no version of the one can take the other's place. Compare them by their shares, or name one model in both stages.`,
  'canary-no-champion': (a: { model: string }) =>
    `No version of "${a.model}" is the champion yet, so there is nothing to compare with; move its flag in the registry first.`,
  'canary-no-version': (a: { model: string }) =>
    `"${a.model}" has no version but its champion. Train it again and save it, or begin with a practice model.`,
  'canary-champion': (a: { model: string; version: number }) =>
    `Version ${count(a.version)} of "${a.model}" is the champion itself; a canary tries another version against it.`,
  'canary-running': (a: { model: string; version: number; percent: number }) =>
    `A canary of version ${count(a.version)} of "${a.model}" is under way at ${a.percent} %; take it back or let it take over before another begins.`,
  'canary-none': (_: Record<never, never>) => 'No canary is under way; begin one with a challenger.',
  'canary-share-alone': (a: { model: string; percent: number }) =>
    `No version of "${a.model}" is the challenger, so ${a.percent} % of the requests would go to nobody. Begin a canary, which names one and watches it.`,
  'canary-percent': (a: { percent: string }) => `The share is ${a.percent}; it can be 0 to 100 percent.`,
  'canary-steps': (a: { steps: string }) =>
    `The steps are ${a.steps}; they are rising shares above 0 and below 100 percent, 20 at most.`,
  'canary-gate': (a: { percent: number; missing: readonly string[] }) =>
    `The gate at ${a.percent} % is not passed yet: ${list(a.missing)}.`,
  'canary-moved': (a: { model: string; version: number }) =>
    `The canary of version ${count(a.version)} of "${a.model}" is over: its flags were moved meanwhile. All requests go to the champion.`,
  'canary-back': (a: {
    model: string
    version: number
    by: string
    why: string
    harmed: number
    test?: true
    better?: { challenger: string; champion: string }
  }) =>
    `Version ${count(a.version)} of "${a.model}" was taken back by ${a.by === 'canary' ? `its ${a.test ? 'A/B test' : 'canary'}` : a.by} (${a.why}).${a.better ? ` Over all it was right more often: in ${a.better.challenger}, the champion in ${a.better.champion}. If that outweighs it, move the flag in the registry.` : ''} ${a.harmed === 0 ? 'Nobody is known to be harmed' : a.harmed === 1 ? 'One request was harmed' : `${count(a.harmed)} requests were harmed`}.`,
  'canary-over': (a: { model: string; version: number }) =>
    `Version ${count(a.version)} of "${a.model}" is the champion now.`,
  'canary-not-moved': (a: { model: string; version: number; why: string }) =>
    `Version ${count(a.version)} of "${a.model}" could not become the champion: ${a.why} The champion stays what it was, and gets all requests.`,
  'practice-saved': (a: { name: string; version: number; kind: string; of: number }) =>
    `Version ${count(a.version)} of "${a.name}" is saved, bad on purpose: version ${count(a.of)} made to be "${a.kind}". It is the challenger now; no request goes to it before a canary begins.`,
  'practice-kind': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no practice model "${a.kind}"; there are ${list(a.kinds)}.`,
  'practice-slice': (a: { slice: string; slices: readonly string[] }) =>
    `There is no slice "${a.slice}"; there ${a.slices.length === 0 ? 'are none' : `are ${list(a.slices)}`}.`,
})
