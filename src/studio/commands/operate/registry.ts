/**
 * @file Commands for the model registry: moving aliases through the promotion gate, training a version again to
 * reproduce it, and model cards. Their implementation is loaded lazily.
 */

import { stableJson } from '../../../base/stable-json'
import type { Alias } from '../../../catalog/lowered-stage'
import type { ProjectContent } from '../../../compile/project'
import { operateOffersText as offers } from '../../../messages/en/studio/operate-offers'
import { type Message, message, refuse } from '../../../messages/message'
import type { CardPart, EvaluatedPart } from '../../../ops/model-card/card-parts'
import {
  anyNumber,
  callback,
  flag,
  instance,
  list,
  nullable,
  number,
  oneOf,
  optional,
  text,
  textLater,
} from '../../arguments'
import type { AppContext } from '../../context'
import { recordAction } from '../../operate/action-history'
import { modelRecord } from '../../operate/project-model'
import type { CardFormat } from '../../operate/registry/model-card'
import { aliasVersion } from '../../operate/registry/registry'
import { rememberOpened, rememberProject } from '../../operate/session-restore'
import { versionTemplate } from '../../project/version-template'
import { callOf } from '../../run-command'
import { historyCommand, operateCommand } from './service-command'

const registry = () => import('../../operate/registry/registry')
const carding = () => import('../../operate/registry/model-card')

const MODEL = text('model')
const VERSION = number('version')
/** The registry refuses an unknown alias with a message of its own. */
const ALIAS = textLater<Alias>('champion, challenger or shadow')

export const registryLines = operateCommand({
  id: 'registry.models',
  args: {},
  run: async (studio) => (await registry()).registryModels(studio),
})

export const registryGate = operateCommand({
  id: 'registry.gate',
  args: { model: MODEL, version: VERSION },
  run: async (studio, { model, version }) => (await registry()).gateOfVersion(studio, model, version),
})

const required = () => import('../../operate/registry/required-attacks')

export const registryRequire = operateCommand({
  id: 'registry.require',
  args: { model: MODEL, attackSet: text('attack set'), least: nullable(anyNumber('share')) },
  run: async (studio, asked) => (await required()).requireAttack(studio, asked),
})

export const registryRequirements = operateCommand({
  id: 'registry.requirements',
  args: { model: optional(MODEL) },
  run: async (studio, { model }) => (await required()).listRequiredAttacks(studio, model),
})

export const registryAlias = operateCommand({
  id: 'registry.alias',
  args: {
    model: MODEL,
    alias: ALIAS,
    version: nullable(anyNumber('version')),
    why: optional(text()),
    gate: optional(flag()),
    anyway: optional(flag()),
    by: optional(text()),
  },
  async run(studio, asked) {
    const move = await (await registry()).moveAlias(studio, asked)
    // Record only alias moves made by the user. Moves made by a canary or a drill cannot be undone in the registry.
    if (asked.by === undefined && move.from !== move.to) recordAction(studio, { kind: 'flag', move })
    return move
  },
})

export const undoAliasMove = historyCommand('registry.undo', 'flag', 'undo')
export const redoAliasMove = historyCommand('registry.redo', 'flag', 'redo')

export const registryRollback = operateCommand({
  id: 'registry.rollback',
  args: { model: MODEL, alias: ALIAS, why: optional(text()) },
  async run(studio, asked) {
    const move = await (await registry()).rollBack(studio, asked)
    // Rolling back a deploy moves no alias, so there is nothing to record.
    if ('alias' in move) recordAction(studio, { kind: 'flag', move })
    return move
  },
})

export const registryReproduce = operateCommand({
  id: 'registry.reproduce',
  args: {
    model: MODEL,
    version: VERSION,
    signal: optional(instance(AbortSignal)),
    onProgress: optional(callback<(share: number) => void>('(share) => void')),
  },
  run: async (studio, args) => (await carding()).reproduceForCard(studio, args),
})

export const registryCard = operateCommand({
  id: 'registry.card',
  args: { model: MODEL, version: VERSION, format: optional(textLater<CardFormat>('markdown or html')) },
  run: async (studio, args) => (await carding()).writeCard(studio, args),
})

export const describeRegistry = operateCommand({
  id: 'registry.describe',
  args: { model: MODEL, part: textLater<CardPart>('use, misuse or limits'), text: text() },
  run: async (studio, args) => (await carding()).setCardText(studio, args),
})

export const registryMeasure = operateCommand({
  id: 'registry.measure',
  args: {
    model: MODEL,
    version: VERSION,
    parts: optional(list(textLater<EvaluatedPart>('results, certainty, groups, robustness, or explanations'))),
    split: optional(oneOf('train', 'validation', 'test')),
    group: optional(text('column')),
  },
  async run(studio, { parts, split, group, ...args }) {
    const { evaluateForCard, measureForCard } = await carding()
    if (parts) return evaluateForCard(studio, { ...args, parts, split: split ?? 'validation', group })
    return split === 'train' ? refuse('card-train', {}) : measureForCard(studio, { ...args, split })
  },
})

export const registryOpen = operateCommand({
  id: 'registry.open',
  args: { model: MODEL, version: optional(VERSION), alias: optional(ALIAS) },
  run: (studio, asked) => openVersion(studio, asked),
})

interface OpenVersionOptions {
  readonly model: string
  readonly version?: number | undefined
  /** Use the version that this alias points to, instead of a version number. */
  readonly alias?: Alias | undefined
}

/**
 * Resolves with the project's id. If a project was opened for this version before and has not been edited since, it is
 * reused.
 */
async function openVersion(studio: AppContext, { model, alias, ...asked }: OpenVersionOptions): Promise<string> {
  const version = asked.version ?? (await aliasVersion(studio, model, alias ?? 'champion'))
  const record = await modelRecord(studio, { name: model, version })
  const content: ProjectContent = { ...record.content, name: `${model} v${version}` }
  const { project, room } = studio.store.getState()
  const before = await findUnchanged(studio, content)
  const served = rememberProject(studio)
  const opened =
    before === undefined
      ? await studio.projects.create(content, versionTemplate(content.name))
      : await studio.projects.open(before)
  // Networks are shown on the Build page.
  studio.store.setState({ room: 'build' })
  if (opened !== project.id) {
    rememberOpened(studio, opened)
    const content = message('registry-opened', { model, version, ...(served !== undefined && { served }) }) as Message
    const back = { id: project.id, room: served === undefined ? room : 'operate' }
    const action = { title: offers.backTo({ name: project.name }), ...callOf('project.open', back) }
    void studio.run('notice.show', { tone: 'info', message: content, action })
  }
  return opened
}

/** An existing project with exactly this content. */
async function findUnchanged({ storage }: AppContext, content: ProjectContent): Promise<string | undefined> {
  const all = await storage.projects.list()
  const same = all.find((one) => one.content.name === content.name && stableJson(one.content) === stableJson(content))
  return same?.id
}
