/**
 * @file Commands for the model registry: moving aliases through the promotion gate, training a version again to
 * reproduce it, and model cards. Their implementation is loaded lazily.
 */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import type { CardPart } from '../../../ops/model-card/card-sections'
import type { Alias } from '../../../catalog/lowered-stage'
import { defineCommand } from '../../command'
import { type UndoDirection, undoOrRedo, nextAction, recordAction } from '../../operate/action-history'
import type { OpenVersionOptions } from '../../operate/open-version'
import type { AliasMoveRequest } from '../../operate/registry'

const registry = () => import('../../operate/registry')
const carding = () => import('../../operate/model-card')

export const registryLines = defineCommand({
  id: 'registry.models',
  title: operateCommandsText['registry.models'],
  args: {},
  run: async (studio) => (await registry()).registryModels(studio),
})

export const registryGate = defineCommand({
  id: 'registry.gate',
  title: operateCommandsText['registry.gate'],
  args: { model: 'string', version: 'number' },
  run: async (studio, { model, version }: { model: string; version: number }) =>
    (await registry()).gateOfVersion(studio, model, version),
})

export const registryAlias = defineCommand({
  id: 'registry.alias',
  title: operateCommandsText['registry.alias'],
  args: {
    model: 'string',
    alias: 'champion, challenger or shadow',
    version: 'number, or null to remove the alias',
    why: 'string?',
    gate: 'true?: store the gate result with the move; always done for a champion',
    anyway: 'true: move it although the gate failed; needs `why`',
  },
  async run(studio, asked: AliasMoveRequest) {
    const move = await (await registry()).moveAlias(studio, asked)
    // Record only alias moves made by the user. Moves made by a canary or a drill cannot be undone in the registry.
    if (asked.by === undefined && move.from !== move.to) recordAction(studio, { kind: 'flag', move })
    return move
  },
})

const goingBack = (way: UndoDirection) =>
  defineCommand({
    id: `registry.${way}`,
    title: operateCommandsText[`registry.${way}`],
    args: {},
    enabled: (studio) => nextAction(studio, 'flag', way) !== undefined,
    run: (studio) => undoOrRedo(studio, 'flag', way),
  })

export const undoAliasMove = goingBack('undo')
export const redoAliasMove = goingBack('redo')

export const registryRollback = defineCommand({
  id: 'registry.rollback',
  title: operateCommandsText['registry.rollback'],
  args: { model: 'string', alias: 'champion, challenger or shadow', why: 'string?' },
  async run(studio, asked: { model: string; alias: Alias; why?: string }) {
    const move = await (await registry()).rollBack(studio, asked)
    // Rolling back a deploy moves no alias, so there is nothing to record.
    if ('alias' in move) recordAction(studio, { kind: 'flag', move })
    return move
  },
})

export const registryReproduce = defineCommand({
  id: 'registry.reproduce',
  title: operateCommandsText['registry.reproduce'],
  args: { model: 'string', version: 'number', signal: 'AbortSignal?', onProgress: 'function of a share?' },
  run: async (
    studio,
    args: { model: string; version: number; signal?: AbortSignal; onProgress?: (share: number) => void },
  ) => (await carding()).reproduceForCard(studio, args),
})

export const registryCard = defineCommand({
  id: 'registry.card',
  title: operateCommandsText['registry.card'],
  args: { model: 'string', version: 'number', format: 'markdown or html; left out, the card as data' },
  run: async (studio, args: { model: string; version: number; format?: string }) =>
    (await carding()).writeCard(studio, args),
})

export const describeRegistry = defineCommand({
  id: 'registry.describe',
  title: operateCommandsText['registry.describe'],
  args: { model: 'string', part: 'use, misuse or limits', text: 'string' },
  run: async (studio, args: { model: string; part: CardPart; text: string }) =>
    (await carding()).setCardText(studio, args),
})

export const registryMeasure = defineCommand({
  id: 'registry.measure',
  title: operateCommandsText['registry.measure'],
  args: { model: 'string', version: 'number' },
  run: async (studio, args: { model: string; version: number }) => (await carding()).measureForCard(studio, args),
})

export const registryOpen = defineCommand({
  id: 'registry.open',
  title: operateCommandsText['registry.open'],
  args: { model: 'string', version: 'number?', alias: 'champion (as usual), challenger or shadow' },
  run: async (studio, asked: OpenVersionOptions) =>
    (await import('../../operate/open-version')).openVersion(studio, asked),
})
