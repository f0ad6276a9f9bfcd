/** @file Default names of new services. They are saved with the project. */
import { defineText } from '../../define'

export const servicesText = defineText('gallery/services', {
  guarded: (a: { model: string }) => `${a.model} service`,
  cascadeOfOne: (a: { model: string }) => `${a.model} cascade`,
  cascadeOfTwo: (a: { small: string; large: string }) => `${a.small} and ${a.large}`,
  shadow: (a: { model: string }) => `${a.model} with a shadow`,
})
