/** @file English sentences of the registry: aliases, gates, reproducing and model cards; they come with the parts that say them. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const registry = defineMessages('registry', {
  'alias-unknown': (a: { alias: string; names: readonly string[] }) =>
    `There is no alias "${a.alias}"; a model has ${list(a.names)}.`,
  'alias-moved': (a: { model: string; alias: string; at?: number }) =>
    `The ${a.alias} of "${a.model}" was moved meanwhile: it ${a.at === undefined ? 'stands nowhere now' : `stands at version ${count(a.at)} now`}. Look again before you move it.`,
  'alias-no-way-back': (a: { model: string; alias: string }) =>
    `The ${a.alias} of "${a.model}" cannot be moved back: no version it stood at before is here and whole.`,
  'alias-nowhere': (a: { model: string; alias: string }) =>
    `No version of ${a.model === '' ? 'a model' : `"${a.model}"`} is the ${a.alias} yet, so there is no network to open. Its flag is put on one in the registry.`,
  'registry-opened': (a: { model: string; version: number; served?: string }) =>
    `This is what version ${count(a.version)} of "${a.model}" was trained from, as a project of its own.${a.served === undefined ? '' : ` "${a.served}" does not serve meanwhile: going back brings it back serving, its score paused where it stood.`}`,
  'model-flagged': (a: { name: string; version?: number; flags: readonly string[] }) =>
    `${a.version === undefined ? `A version of "${a.name}"` : `"${a.name}" version ${a.version}`} is the ${list(a.flags)} and stays: what is served points at it. Move the flag to another version first, or take it down.`,

  'gate-failed': (a: { model: string; version: number; checks: readonly string[] }) =>
    `"${a.model}" version ${a.version} did not pass its gate: ${list(a.checks)}. Look at the evidence; to move the flag all the same, say why.`,
  'alias-no-version': (a: { model: string }) =>
    `Say which version of "${a.model}" the flag goes to, or null to take it down.`,
  'gate-no-why':  'A flag that is moved past its gate needs a reason: say why.',

  'reproduce-stopped':  'The training was given up; nothing was compared.',
  'reproduce-from': 
    'Its run began with the weights of another run, which are not part of this version, so it cannot be trained from its record alone.',
  'reproduce-inexact': (a: { why: string }) => `Its run was not an undisturbed one: ${a.why}`,
  'reproduce-data': (a: { dataset: string; why: string }) => `The rows of ${a.dataset} cannot be had: ${a.why}`,
  'reproduce-other-data': (a: { dataset: string }) =>
    `${a.dataset} is not as it was: its rows have another fingerprint than those it learnt from.`,
  'reproduce-backend': (a: { backend: string }) =>
    `It was trained on ${a.backend}, which this machine does not offer; other engines give other last digits.`,
  'reproduce-engine': (a: { was: string; now: string }) =>
    `It was trained by ${a.was}, and here ${a.now} would train it; other engines give other last digits.`,
  'reproduce-unknown': 
    'The weights differ, but it was saved before versions kept how far their run had come, so that says nothing.',
  'reproduce-busy':  'A version is being trained again already; wait for it, or stop it.',
  'reproduce-same': (a: { steps: number }) =>
    `Trained again for ${counted(a.steps, 'step')}: the same weights, to the last bit.`,
  'reproduce-differs': (a: { steps: number; was: string; now: string }) =>
    `Trained again for ${counted(a.steps, 'step')}: the weights differ (SHA-256 ${a.was.slice(0, 8)} was kept, ${a.now.slice(0, 8)} came out).`,

  'card-format': (a: { format: string }) => `A model card is written as markdown or html, not as "${a.format}".`,
  'card-part': (a: { part: string; parts: readonly string[] }) =>
    `A person writes ${list(a.parts)} of a model card; there is no part "${a.part}".`,
})
