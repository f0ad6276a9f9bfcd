/** @file Default names of new services, which are saved with the project, and the names of scenarios. */
import { defineText } from '../../define'

export const servicesText = defineText('gallery/services', {
  guarded: (a: { model: string }) => `${a.model} service`,
  cascadeOfOne: (a: { model: string }) => `${a.model} cascade`,
  cascadeOfTwo: (a: { small: string; large: string }) => `${a.small} and ${a.large}`,
  shadow: (a: { model: string }) => `${a.model} with a shadow`,
})

export const scenariosText = defineText('gallery/services/scenarios', {
  usual: {
    title: 'Usual traffic for this service',
    about:
      'One day with an average of 30 requests per minute, more by day than at night. Labels arrive after one hour.',
  },
  quietDay: {
    title: 'A quiet day',
    about: 'Few requests, almost none at night, and labels for about a third of them.',
  },
  badDeploy: {
    title: 'A bad deploy',
    about:
      'At 3 a.m. someone deploys a model that mixes up its classes, and a replica is slow for a while. Roll the model back.',
  },
  dimmingCamera: {
    title: 'A dimming camera',
    about:
      'For services with image input. Over two weeks, the images get darker and lose contrast, then become blurry. One in ten images gets a label, one day later.',
  },
  driftingYear: {
    title: 'A drifting year',
    about:
      '52 weeks with two requests per minute. Noise comes and goes with the seasons, then becomes permanent in the fall.',
  },
})
