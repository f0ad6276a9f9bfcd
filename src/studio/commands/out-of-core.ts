/** @file Commands on sets larger than memory. What they do is loaded when it is asked. */
import { defineCommand } from '../command'

const larger = () => import('../out-of-core')

export const setRowsBudget = defineCommand({
  id: 'machine.rowsBudget',
  title: 'Set how many megabytes of rows are kept in memory',
  args: { megabytes: 'number?; what it is where none is named' },
  run: async (studio, { megabytes }: { megabytes?: number }) => (await larger()).rowsBudgetOf(studio, megabytes),
})

export const nearestRows = defineCommand({
  id: 'data.nearest',
  title: 'Find the rows most like one',
  args: { row: 'number', most: 'number?', signal: 'AbortSignal?' },
  run: async (studio, args: { row: number; most?: number; signal?: AbortSignal }) =>
    (await larger()).nearestTo(studio, args),
})
