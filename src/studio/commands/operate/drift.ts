/** @file Commands for drift: collecting drifted requests as a dataset. Their implementation is loaded lazily. */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { defineCommand } from '../../command'
import type { CollectRequestsOptions } from '../../operate/collect-requests'

export const collectDrifted = defineCommand({
  id: 'drift.collect',
  title: operateCommandsText['drift.collect'],
  args: { requests: 'ids', title: 'string?', set: 'id of a custom dataset? to add them to' },
  run: async (studio, asked: CollectRequestsOptions) =>
    (await import('../../operate/collect-requests')).collectRequests(studio, asked),
})
