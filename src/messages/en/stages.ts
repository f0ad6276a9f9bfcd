/**
 * @file Messages for problems in a service diagram, and for their fixes. Loaded with the code that draws a service
 * diagram.
 */
import { defineMessages, defineText } from '../define'
import { count, list, plural, shortPercent } from '../format'

type Alias = 'champion' | 'challenger' | 'shadow'

export const stages = defineMessages('stages', {
  // Problems with the position of a stage.
  'stage-too-early': (a: { stage: string }) =>
    `${a.stage} checks predictions, but no model has answered at this point. Move it after a model.`,
  'stage-too-late': (a: { stage: string }) =>
    `${a.stage} checks requests before they are answered, but a model has already answered here. Move it before the model.`,
  'stage-of-shadow': (a: { stage: string }) =>
    `${a.stage} gets only predictions from a shadow, which are compared and never returned. Connect the shadow to the log, or to nothing.`,
  'model-unasked': (a: { stage: string }) =>
    `${a.stage} never gets a request: the model before it answers all requests. Put a Router between the two models.`,
  'shadow-unfed': (a: { stage: string }) =>
    `${a.stage} uses the shadow alias, so it answers only copies of requests. Put a Shadow stage right before it to make the copies.`,
  'ensemble-of-one': (a: { stage: string }) =>
    `A Split sends each request to only one of the models before ${a.stage}, so there is nothing to combine. Remove the Split.`,
  // Problems with the service as a whole.
  'service-sources': (a: { sources: number }) =>
    `A service has one source, but this diagram has ${count(a.sources)}. Keep one of them.`,
  'service-logs': (a: { logs: number }) =>
    `A service has one log, where every request ends, but this diagram has ${count(a.logs)}. Keep one of them.`,
  'model-none': (_: object) =>
    'No requests reach a model, so none are answered. Put a Model stage between the source and the log.',
  'split-sum': (a: { stage: string; champion: number; challenger: number }) =>
    `The shares of ${a.stage}, ${share(a.champion)} and ${share(a.challenger)}, add up to ${share(a.champion + a.challenger)}. They must add up to 100%.`,
  'split-no-model': (a: { stage: string; alias: Alias; share: number }) =>
    `${a.stage} sends ${share(a.share)} of the requests to the ${a.alias}, but no model with that alias comes right after it.`,
  'split-astray': (a: { stage: string; to: string }) =>
    `${a.stage} sends each request to a model. ${a.to} is not a model and gets no requests. Put ${a.to} after a model or before ${a.stage}.`,
  'split-alias': (a: { stage: string; model: string }) =>
    `${a.stage} sends requests to the champion and the challenger. ${a.model} is the shadow and gets none. Give it a different alias, or put a Shadow stage before it.`,
  'split-twice': (a: { stage: string; models: readonly string[]; alias: Alias }) =>
    `${list(a.models)} are both the ${a.alias} after ${a.stage}, so it is unclear which one gets a request. Give one of them a different alias.`,
  'shadow-alone': (a: { stage: string }) =>
    `No model with the shadow alias comes right after ${a.stage}, so nothing answers its copies. Add such a model, or remove ${a.stage}.`,
  'model-twice': (a: { stages: readonly string[]; model: string; alias: Alias }) =>
    a.model === ''
      ? `${list(a.stages)} have the same alias, ${a.alias}. Give one of them a different alias.`
      : `${list(a.stages)} both use the ${a.alias} of "${a.model}". Give one of them a different alias.`,
  'answers-overlap': (a: { stage: string; from: readonly string[] }) =>
    `${list(a.from)} predict for the same requests, but ${a.stage} uses only the first prediction it gets. Keep one of the wires, or combine the predictions with an Ensemble.`,
  'wire-unanswered': (a: { stage: string; from: readonly string[] }) =>
    `${list(a.from)} also ${a.from.length === 1 ? 'sends' : 'send'} requests directly to ${a.stage}, where they have no prediction. Remove the ${a.from.length === 1 ? 'wire' : 'wires'} around the model.`,
  'router-alone': (a: { stage: string; below: number }) =>
    `${a.stage} passes on requests with a confidence below ${shortPercent(a.below)}, but no model comes after it. Add a second model after it.`,
  'guard-absent': (a: { stage: string; versions: readonly string[] }) =>
    `${a.stage} flags nothing: ${list(a.versions)} ${a.versions.length === 1 ? 'was' : 'were'} saved without an input guard. Fit one in Evaluate > Robustness, then save the model.`,
  'model-unnamed': (a: { stage: string; models: readonly string[] }) =>
    `${a.stage} has no model yet. ${registry(a.models)}`,
  'model-unknown': (a: { stage: string; model: string; models: readonly string[] }) =>
    `${a.stage} uses "${a.model}", which is not in the registry. ${registry(a.models)}`,
  'alias-unset': (a: { stage: string; model: string; alias: Alias; versions: number }) =>
    a.alias !== 'champion' && a.versions === 1
      ? `${a.stage} cannot answer: "${a.model}" has only one version. Train and save another version for the ${a.alias}.`
      : `${a.stage} cannot answer: no version of "${a.model}" is the ${a.alias}. In the registry, set the alias to ${a.versions === 1 ? 'the only version' : `one of the ${count(a.versions)} versions`} of this model.`,
  // Labels of the fixes.
  'fix-shares': (a: { champion: number; challenger: number }) =>
    `Change to ${share(a.champion)} and ${share(a.challenger)}`,
  'fix-model': (a: { alias: Alias }) => `Add the ${a.alias}`,
  'fix-name': (a: { model: string }) => `Use "${a.model}"`,
  'fix-one-wire': (a: { from: string; to: string }) => `Remove the wire from ${a.from} to ${a.to}`,
  'fix-take-out': (a: { stage: string }) => `Remove ${a.stage}`,
  'fix-one-log': (a: { stage: string }) => `Merge all logs into ${a.stage}`,
})

function registry(models: readonly string[]): string {
  if (models.length === 0) return 'The registry is empty: train a network and save it as a model.'
  const shown = models.slice(0, 6).map((name) => `"${name}"`)
  const more = models.length - shown.length
  return `Models in the registry: ${list(more > 0 ? [...shown, `${count(more)} more`] : shown)}.`
}

/** Formats the share of a split stage given in percent: 5%, 33.33%. */
function share(of100: number): string {
  return shortPercent(Number(of100.toFixed(2)) / 100)
}

export const serviceRulesText = defineText('stages/service-rules', {
  noSource: 'The service has no Source, so it gets no requests. Add one.',
  noLog: 'The service has no Log, so no requests can end. Add one.',
  unknownKind: (a: { kind: string }) => `There is no stage type "${a.kind}".`,
  noStage: (a: { stage: string }) => `This service diagram has no stage "${a.stage}".`,
  unfed: (a: { stage: string }) =>
    `Nothing is connected to ${a.stage}, so no requests reach it. Connect an earlier stage to it.`,
  fewInputs: (a: { stage: string; has: number; wants: number }) =>
    `${a.stage} needs at least ${plural(a.wants, { one: '# input', other: '# inputs' })}, but only ${plural(a.has, { one: '# wire leads', other: '# wires lead' })} to it.`,
  beforeSource: (a: { stage: string }) => `Requests start at ${a.stage}, so no wire can lead to it.`,
  afterLog: (a: { stage: string }) => `Requests end at ${a.stage}, so it cannot be connected to another stage.`,
  loop: (a: { stage: string }) => `${a.stage} is connected to itself, so a request would never end.`,
  cycle: (a: { from: string; to: string; stages: number }) =>
    `The wire from ${a.from} to ${a.to} closes a loop of ${count(a.stages)} stages, so a request would never end.`,
  unlogged: (a: { stage: string }) =>
    `${a.stage} does not lead to the Log, so its requests are not recorded. Connect it to the Log.`,
})
