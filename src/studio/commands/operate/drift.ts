/** @file Commands for drift: collecting drifted requests as a dataset. Their implementation is loaded lazily. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { list, number, oneOf, optional, text } from '../../arguments'
import { defineCommand } from '../../command'
import { operateController } from '../../operate/controller'
import { BASELINE_KINDS, readDriftBaseline } from '../../operate/drift/drift'

export const driftBaseline = defineCommand({
  id: 'drift.baseline',
  title: operateCommandsText['drift.baseline'],
  args: { against: oneOf(...BASELINE_KINDS) },
  run: (studio, { against }) => readDriftBaseline(studio, operateController(studio), against),
})

export const collectDrifted = defineCommand({
  id: 'drift.collect',
  title: operateCommandsText['drift.collect'],
  args: { requests: list(number('request id')), title: optional(text()), dataset: optional(text('dataset id')) },
  run: async (studio, asked) => (await import('../../operate/drift/collect-requests')).collectRequests(studio, asked),
})
