/** @file Messages of versions and comparisons of networks, by code. They load with the code that compares and opens versions. */
import { defineMessages } from '../define'
import { count } from '../format'

export const versions = defineMessages('versions', {
  'version-opened': (a: { number: number; kept: number }) =>
    `Version ${count(a.number)} is open. What you had before is saved as version ${count(a.kept)}.`,
  'no-step': (a: { step: number }) => `There is no step ${a.step} in the history.`,
  'no-source': 'Name a network: a step, a version, a run, a project, or a project file.',
  'no-change': 'There is nothing to apply: the network already has this change.',
  'no-picture': (a: { format: string }) => `The network cannot be exported as "${a.format}". Use svg or png.`,
  'picture-failed': (a: { why: string }) => `The picture of the network could not be created: ${a.why}`,
})
