/** @file English sentences of what can be wrong with a service, loaded with what draws one: one function a code. */
import { defineMessages } from '../define'
import { counted, list } from '../format'

type Alias = 'champion' | 'challenger' | 'shadow'

export const stages = defineMessages('stages', {
  // Where a stage stands.
  'stage-too-early': (a: { stage: string }) =>
    `${a.stage} looks at answers, and where it stands no model has given one yet. Put it behind a model.`,
  'stage-too-late': (a: { stage: string }) =>
    `${a.stage} looks at requests before they are answered, and where it stands they have been. Put it before the model.`,
  'stage-of-shadow': (a: { stage: string }) =>
    `${a.stage} gets answers of a shadow alone: they are compared and never returned. Lead them to the log, or nowhere.`,
  'model-unasked': (a: { stage: string }) =>
    `Every request that reaches ${a.stage} is answered already, so it is never asked. Put a Router between the two models.`,
  'shadow-unfed': (a: { stage: string }) =>
    `${a.stage} has the alias shadow, which answers copies, and no Shadow stage right before it makes any.`,
  'ensemble-of-one': (a: { stage: string }) =>
    `The models before ${a.stage} share the requests out among them, so each has one answer and there is nothing to join. Take the Split away.`,
  // The service as a whole.
  'service-sources': (a: { sources: number }) =>
    `A service has one way in; this drawing has ${counted(a.sources, 'source')}.`,
  'service-logs': (a: { logs: number }) =>
    `A service has one log, in which every request ends once; this drawing has ${counted(a.logs, 'log')}.`,
  'model-none': (_: object) => 'No request reaches a model, so none is answered.',
  'split-sum': (a: { stage: string; champion: number; challenger: number }) =>
    `The shares of ${a.stage}, ${a.champion} % and ${a.challenger} %, add to ${round(a.champion + a.challenger)} %; they have to add to 100.`,
  'split-no-model': (a: { stage: string; alias: Alias; share: number }) =>
    `${a.stage} gives ${round(a.share)} % of the requests to the ${a.alias}, and no model with that alias is right behind it.`,
  'split-astray': (a: { stage: string; to: string }) =>
    `${a.stage} hands each request to a model; ${a.to} is none, and gets nothing.`,
  'split-alias': (a: { stage: string; model: string }) =>
    `${a.stage} gives requests to the champion and the challenger; ${a.model} is the shadow, and gets none.`,
  'split-twice': (a: { stage: string; models: readonly string[]; alias: Alias }) =>
    `${list(a.models)} are both the ${a.alias} behind ${a.stage}, so it cannot tell which one gets a request.`,
  'shadow-alone': (a: { stage: string }) =>
    `No model with the alias shadow is right behind ${a.stage}, so nothing answers the copies it makes.`,
  'model-twice': (a: { stages: readonly string[]; model: string; alias: Alias }) =>
    `${list(a.stages)} are both the ${a.alias}${a.model === '' ? '' : ` of "${a.model}"`}: one flag, two places. Give one of them another alias.`,
  'router-alone': (a: { stage: string; below: number }) =>
    `${a.stage} takes back answers below ${round(a.below * 100)} %, and no model behind it gives others.`,
  'model-unnamed': (a: { stage: string; models: readonly string[] }) =>
    `${a.stage} names no model yet. ${registry(a.models)}`,
  'model-unknown': (a: { stage: string; model: string; models: readonly string[] }) =>
    `${a.stage} names "${a.model}", which is not in the registry. ${registry(a.models)}`,
  'alias-unset': (a: { stage: string; model: string; alias: Alias; versions: number }) =>
    `No version of "${a.model}" is its ${a.alias}, so ${a.stage} cannot answer. Move the flag to ${a.versions === 1 ? 'its only version' : `one of its ${a.versions} versions`} in the registry.`,
  // What a click does about it.
  'fix-shares': (a: { champion: number; challenger: number }) =>
    `Make it ${round(a.champion)} % and ${round(a.challenger)} %`,
  'fix-model': (a: { alias: Alias }) => `Add the ${a.alias}`,
  'fix-name': (a: { model: string }) => `Ask "${a.model}"`,
  'fix-take-out': (a: { stage: string }) => `Take ${a.stage} out`,
  'fix-one-log': (a: { stage: string }) => `Lead all to ${a.stage}`,
})

function registry(models: readonly string[]): string {
  if (models.length === 0) return 'The registry is empty: train a network and keep it as a model.'
  const shown = models.slice(0, 6).map((name) => `"${name}"`)
  const more = models.length - shown.length
  return `There ${models.length === 1 ? 'is' : 'are'} ${list(more > 0 ? [...shown, `${more} more`] : shown)}.`
}

function round(n: number): number {
  return Number(n.toFixed(2))
}
