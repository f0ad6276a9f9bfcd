/** @file Names of simulated time, of aliases, of deliberately bad models, and of the sources that send requests. */
import { defineText } from '../../define'

export const termsText = defineText('operate/terms', {
  simulatedTime: 'Simulated time',
  alias: { champion: 'champion', challenger: 'challenger', shadow: 'shadow' },
  version: (a: { model: string; version: number; isNewBuild: boolean }) =>
    a.isNewBuild ? `new build of ${a.model}` : `${a.model} v${a.version}`,
  /** The first slice of a log stands for the requests of no slice, or for all if the service has no slices. */
  noSlice: 'no slice',
  allRequests: 'all requests',
  /** A note on an input of which the log has only some values. */
  partlyLogged:
    'Values that are not in the log are shown as in the dataset. Those that arrived may differ, because the scenario was edited later or a feature was stale.',
  aliasTitle: { champion: 'Champion', challenger: 'Challenger', shadow: 'Shadow' },
  /** Deliberately bad models, by the id that scenarios and model records store. */
  badModel: {
    'wrong scaling': 'wrong scaling',
    'permuted classes': 'permuted classes',
    slow: 'slow',
    'NaN in a corner': 'NaN for large inputs',
    'worse for one slice': 'worse for one slice',
  },
  source: {
    'held-out': 'scenario (held-out row)',
    world: 'scenario (generator)',
    pad: 'drawing pad',
    camera: 'camera',
    sliders: 'form',
    url: 'URL',
    load: 'load test',
    again: 'request panel (sent again)',
  },
})

/**
 * What to call a version: "reader v3". A model that a scenario has deployed is stored as "reader (deploy 2)" with the
 * version of the champion, also where it replaces another version, so it has no number. An ensemble is stored as the
 * keys of its members, "reader@3 + writer@1", with version 0.
 */
export function versionTitle({ model, version }: { readonly model: string; readonly version: number }): string {
  if (version > 0) {
    const base = modelOfBuild(model)
    return termsText.version({ model: base ?? model, version, isNewBuild: base !== undefined })
  }
  return model.replace(/(.*?)@(\d+)( \+ |$)/g, (_, name: string, number: string, next: string) => {
    return versionTitle({ model: name, version: Number(number) }) + next
  })
}

/** What to call a slice of the log dictionary, by its index. The stored name of the first one is "all". */
export function sliceTitle(slices: readonly string[], index: number): string {
  if (index === 0 && slices.length === 1) return termsText.allRequests
  return (index > 0 && slices[index]) || termsText.noSlice
}

/** The model of which a scenario has deployed a new build; undefined for any other model. */
export function modelOfBuild(model: string): string | undefined {
  return /^(.*) \(deploy \d+\)$/.exec(model)?.[1]
}

/** The name of an alias by id; an unknown id is returned unchanged. */
export function aliasName(id: string): string {
  return nameOf(termsText.alias, id)
}

/** The name of a deliberately bad model by id; an unknown id is returned unchanged. */
export function badModelName(id: string): string {
  return nameOf(termsText.badModel, id)
}

function nameOf(names: Readonly<Record<string, string>>, id: string): string {
  return (Object.hasOwn(names, id) ? names[id] : undefined) ?? id
}
