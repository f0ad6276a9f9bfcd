/** @file Names of simulated time, of aliases, of deliberately bad models, and of the sources that send requests. */
import { defineText } from '../../define'

export const termsText = defineText('operate/terms', {
  simulatedTime: 'Simulated time',
  alias: { champion: 'champion', challenger: 'challenger', shadow: 'shadow' },
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
