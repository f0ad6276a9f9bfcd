/**
 * @file Messages about the registry: aliases, gates, reproducing a version, and model cards. Loaded with the code that
 * uses them.
 */
import { defineMessages } from '../define'
import { count, counted, list, percent } from '../format'
import { engineName } from './engine-names'
import { checkNames } from './operate/registry'

export const registry = defineMessages('registry', {
  'alias-unknown': (a: { alias: string; names: readonly string[] }) =>
    `There is no alias "${a.alias}". A model has the aliases ${list(a.names)}.`,
  'alias-moved': (a: { model: string; alias: string; at?: number }) =>
    a.at === undefined
      ? `The ${a.alias} alias of "${a.model}" changed in the meantime: it is no longer set. Check this change before you move the alias.`
      : `The ${a.alias} alias of "${a.model}" changed in the meantime: it now points to version ${count(a.at)}. Check that version before you move the alias.`,
  'alias-no-way-back': (a: { model: string; alias: string }) =>
    `The ${a.alias} alias of "${a.model}" cannot be rolled back: no earlier version is intact on this device.`,
  'alias-nowhere': (a: { model: string; alias: string }) =>
    a.model === ''
      ? `No version is the ${a.alias} yet, so there is no network to open. Set the alias in the registry.`
      : `No version of "${a.model}" is the ${a.alias} yet, so there is no network to open. Set the alias in the registry.`,
  'registry-opened': (a: { model: string; version: number; served?: string }) =>
    a.served === undefined
      ? `This is the project in which version ${count(a.version)} of "${a.model}" was trained.`
      : `This is the project in which version ${count(a.version)} of "${a.model}" was trained. "${a.served}" is paused and resumes when you go back.`,
  'model-flagged': (a: { name: string; version?: number; flags: readonly string[] }) =>
    a.version === undefined
      ? `A version of "${a.name}" is the ${list(a.flags)}, so the model cannot be deleted. First, move or remove the alias.`
      : `Version ${a.version} of "${a.name}" is the ${list(a.flags)}, so it cannot be deleted. First, move or remove the alias.`,

  'gate-failed': (a: {
    model: string
    version: number
    checks: readonly string[]
    attacks?: readonly { name: string; accuracy: number; least: number; rows: number }[]
  }) =>
    `Version ${a.version} of "${a.model}" failed its gate (checks that failed: ${list(checkNames(a.checks))}).${(
      a.attacks ?? []
    )
      .map(
        ({ name, accuracy, least, rows }) =>
          ` Its accuracy on the attack set "${name}" is ${percent(accuracy)} of ${counted(rows, 'example')}, and at least ${percent(least)} is required.`,
      )
      .join('')} Review the evidence, or give a reason to move the alias anyway.`,
  'alias-no-version': (a: { model: string }) =>
    `Choose the version of "${a.model}" that the alias moves to, or null to remove the alias.`,
  'gate-may-be-seen': (a: { version: number }) =>
    `Version ${count(a.version)} was trained further from a run with another split, so it may have been trained on some of the evaluated examples. Train a version from new weights to compare it.`,
  'gate-rows-seen': (a: { rows: number; least: number; version: number; champion: number }) =>
    `Only ${count(a.rows)} of the evaluated examples were in neither training set of versions ${count(a.version)} and ${count(a.champion)}; at least ${count(a.least)} are needed. Their splits differ. Train the next version with the same split seed (Data page, Split tab).`,
  'gate-no-why': 'To move an alias despite a failed gate, give a reason.',

  'reproduce-stopped': 'Training was stopped, so nothing was compared.',
  'reproduce-from':
    'These weights were fine-tuned from those of another run, which are not in the record, so they cannot be reproduced.',
  'reproduce-inexact': (a: { why: string }) => `The run was not exactly repeatable: ${a.why}`,
  'reproduce-data': (a: { dataset: string; why: string }) => `The rows of ${a.dataset} are not available: ${a.why}`,
  'reproduce-other-data': (a: { dataset: string }) =>
    `${a.dataset} has changed: its fingerprint differs from that of the data these weights were trained on.`,
  'reproduce-backend': (a: { backend: string }) =>
    `These weights were trained on ${a.backend}, which is not available on this machine. Results from different backends can differ in the last few digits.`,
  'reproduce-engine': (a: { was: string; now: string }) =>
    `These weights were trained with "${engineName(a.was)}", but this machine would use "${engineName(a.now)}". Results from different engines can differ in the last few digits.`,
  'reproduce-unknown':
    'The weights differ, but the record of this version does not say after which training step it was saved, so the comparison is inconclusive.',
  'reproduce-busy': 'Another version is being reproduced. Wait until it finishes, or stop it.',
  'reproduce-same': (a: { steps: number }) =>
    `Retrained for ${counted(a.steps, 'step')}: the weights are identical to the last bit.`,
  'reproduce-differs': (a: { steps: number; was: string; now: string }) =>
    `Retrained for ${counted(a.steps, 'step')}: the weights differ (SHA-256 saved ${a.was.slice(0, 8)}, retrained ${a.now.slice(0, 8)}).`,

  'card-format': (a: { format: string }) => `A model card can be saved as markdown or html, not as "${a.format}".`,
  'card-train':
    'A card is measured on examples that the network was not trained on. Use `split: validation` or `split: test`.',
  'card-part': (a: { part: string; parts: readonly string[] }) =>
    `A model card has no section "${a.part}" to change. Choose from ${list(a.parts)}.`,
})
