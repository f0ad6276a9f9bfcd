/**
 * @file Messages about versions and comparisons of networks, keyed by code. Loaded with the code that compares and
 * opens versions.
 */
import { defineMessages } from '../define'
import { count } from '../format'

export const versions = defineMessages('versions', {
  'version-opened': (a: { number: number; kept: number }) =>
    `Version ${count(a.number)} is open. Your previous network is saved as version ${count(a.kept)}.`,
  'no-step': (a: { step: number }) => `There is no step ${a.step} in the history.`,
  'no-source': 'Choose a network to compare: a step, a version, a run, a project, or a project file.',
  'no-change': 'The network already has this change, so there is nothing to apply.',
  'no-picture': (a: { format: string }) => `The network cannot be exported as "${a.format}". Use svg or png.`,
  'picture-failed': (a: { why: string }) => `The network image could not be created: ${a.why}`,
})
