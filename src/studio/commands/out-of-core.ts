/** @file Commands for datasets larger than memory. Their implementation is loaded lazily. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { defineCommand } from '../command'

const outOfCore = () => import('../out-of-core')

export const setRowsBudget = defineCommand({
  id: 'machine.rowsBudget',
  title: moreCommandsText['machine.rowsBudget'],
  args: { megabytes: 'number? (default: returns the current value)' },
  run: async (studio, { megabytes }: { megabytes?: number }) => (await outOfCore()).rowsBudgetOf(studio, megabytes),
})

export const nearestRows = defineCommand({
  id: 'data.nearest',
  title: moreCommandsText['data.nearest'],
  args: { row: 'number', most: 'number?', signal: 'AbortSignal?' },
  run: async (studio, args: { row: number; most?: number; signal?: AbortSignal }) =>
    (await outOfCore()).nearestTo(studio, args),
})
