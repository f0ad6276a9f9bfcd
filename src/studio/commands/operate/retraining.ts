/**
 * @file Commands for the retraining loop of the open service: setting its rule, and starting, approving, and stopping a
 * round. Their implementation is loaded lazily.
 */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { RETRAINING_TRIGGERS, RETRAINING_STEPS, type RetrainingTrigger } from '../../../ops/retraining-loop'
import { anyNumber, checkedLater, list, oneOf, optional, shape } from '../../arguments'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { retrainingResult } from '../../operate/console-results'
import { operateController } from '../../operate/controller'

const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null
const loopOf = async (studio: AppContext) =>
  (await import('../../operate/retraining/retraining-loop')).retrainingController(studio)

export const configureLoop = defineCommand({
  id: 'retraining.set',
  title: operateCommandsText['retraining.set'],
  args: {
    rule: shape({
      start: optional(checkedLater<RetrainingTrigger>(RETRAINING_TRIGGERS.join(', '))),
      below: optional(anyNumber()),
      days: optional(anyNumber()),
      labels: optional(anyNumber()),
      needed: optional(anyNumber()),
      ask: optional(list(oneOf(...RETRAINING_STEPS))),
    }),
  },
  enabled: isOpen,
  run: async (studio, { rule }) => (await loopOf(studio)).setRule(rule),
})

export const startRound = defineCommand({
  id: 'retraining.start',
  title: operateCommandsText['retraining.start'],
  listed: true,
  args: {},
  enabled: isOpen,
  run: async (studio) => (await loopOf(studio)).start(),
})

export const approveRound = defineCommand({
  id: 'retraining.approve',
  title: operateCommandsText['retraining.approve'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await loopOf(studio)).approve(),
})

export const stopLoop = defineCommand({
  id: 'retraining.stop',
  title: operateCommandsText['retraining.stop'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await loopOf(studio)).stop(),
})

export const loopState = defineCommand({
  id: 'retraining.state',
  title: operateCommandsText['retraining.state'],
  args: {},
  enabled: isOpen,
  run: async (studio) => retrainingResult((await loopOf(studio)).getState()),
})
