/** @file Names of aliases, and of the sources that send requests. */
import { defineText } from '../../define'

export const termsText = defineText('operate/terms', {
  alias: { champion: 'champion', challenger: 'challenger', shadow: 'shadow' },
  aliasTitle: { champion: 'Champion', challenger: 'Challenger', shadow: 'Shadow' },
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
