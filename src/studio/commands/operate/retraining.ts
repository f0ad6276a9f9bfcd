/**
 * @file Commands for the retraining loop of the open service: setting its rule, and starting, approving, and stopping a
 * round. Their implementation is loaded lazily.
 */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { RETRAINING_TRIGGERS, RETRAINING_STEPS, type RetrainingRule } from '../../../ops/retraining-loop'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateController } from '../../operate/controller'

const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null
const ringOf = async (studio: AppContext) =>
  (await import('../../operate/retraining-loop')).retrainingController(studio)

export const configureLoop = defineCommand({
  id: 'retraining.set',
  title: operateCommandsText['retraining.set'],
  args: {
    rule: `{start: ${RETRAINING_TRIGGERS.join(', ')}; below, days, labels, needed: numbers; ask: some of ${RETRAINING_STEPS.join(', ')}}, any of them`,
  },
  enabled: isOpen,
  run: async (studio, { rule }: { rule: Partial<RetrainingRule> }) => (await ringOf(studio)).setRule(rule),
})

export const startRound = defineCommand({
  id: 'retraining.start',
  title: operateCommandsText['retraining.start'],
  listed: true,
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).start(),
})

export const approveRound = defineCommand({
  id: 'retraining.approve',
  title: operateCommandsText['retraining.approve'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).approve(),
})

export const stopLoop = defineCommand({
  id: 'retraining.stop',
  title: operateCommandsText['retraining.stop'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).stop(),
})

export const loopState = defineCommand({
  id: 'retraining.state',
  title: operateCommandsText['retraining.state'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await ringOf(studio)).store.getState(),
})
