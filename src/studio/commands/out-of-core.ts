/** @file Commands on sets larger than memory. What they do is loaded when it is asked. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { defineCommand } from '../command'

const larger = () => import('../out-of-core')

export const setRowsBudget = defineCommand({
  id: 'machine.rowsBudget',
  title: moreCommandsText['machine.rowsBudget'],
  args: { megabytes: 'number?; what it is where none is named' },
  run: async (studio, { megabytes }: { megabytes?: number }) => (await larger()).rowsBudgetOf(studio, megabytes),
})

export const nearestRows = defineCommand({
  id: 'data.nearest',
  title: moreCommandsText['data.nearest'],
  args: { row: 'number', most: 'number?', signal: 'AbortSignal?' },
  run: async (studio, args: { row: number; most?: number; signal?: AbortSignal }) =>
    (await larger()).nearestTo(studio, args),
})
