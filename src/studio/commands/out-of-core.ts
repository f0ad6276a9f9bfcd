/** @file Commands for datasets larger than memory. Their implementation is loaded lazily. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { instance, integer, number, optional } from '../arguments'
import { defineCommand } from '../command'
import { ROW } from './common-arguments'

const outOfCore = () => import('../data/out-of-core')

export const setRowsBudget = defineCommand({
  id: 'machine.rowsBudget',
  title: moreCommandsText['machine.rowsBudget'],
  args: { megabytes: optional(number()) },
  run: async (studio, { megabytes }) => (await outOfCore()).rowsBudgetOf(studio, megabytes),
})

export const nearestRows = defineCommand({
  id: 'data.nearest',
  title: moreCommandsText['data.nearest'],
  args: { row: ROW, most: optional(integer()), signal: optional(instance(AbortSignal)) },
  run: async (studio, args) => (await outOfCore()).nearestTo(studio, args),
})
