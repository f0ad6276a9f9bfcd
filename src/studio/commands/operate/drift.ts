/** @file Commands for drift: collecting drifted requests as a dataset. Their implementation is loaded lazily. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { list, number, optional, text } from '../../arguments'
import { defineCommand } from '../../command'

export const collectDrifted = defineCommand({
  id: 'drift.collect',
  title: operateCommandsText['drift.collect'],
  args: { requests: list(number('request id')), title: optional(text()), dataset: optional(text('dataset id')) },
  run: async (studio, asked) => (await import('../../operate/collect-requests')).collectRequests(studio, asked),
})
