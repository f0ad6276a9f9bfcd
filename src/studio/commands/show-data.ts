/** @file Commands that show rows of the data, and what a model predicts for a row. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { defineCommand } from '../command'
import type { DataLook } from '../shown-rows'
import type { TokensRequest } from '../text-tokens'

export const showRows = defineCommand({
  id: 'data.look',
  title: moreCommandsText['data.look'],
  args: { rows: 'row numbers?', where: 'condition?', sort: '[{column, down?}]?', title: 'string?' },
  enabled: (studio) => studio.store.getState().data.tag === 'ready',
  async run(studio, { rows, ...request }: Omit<DataLook, 'key'>) {
    const { dataset, key } = await studio.data.ready()
    const wrong = rows?.find((row) => !(Number.isInteger(row) && row >= 0 && row < dataset.schema.rows))
    if (wrong !== undefined) return refuse('no-such-row', { row: Number(wrong), rows: dataset.schema.rows })
    // Scripts may pass a condition as text.
    const line = typeof request.where === 'string'
    const resolved = line ? { ...request, where: (await import('../slices')).conditionOf(request.where) } : request
    await studio.run('room.open', { room: 'data', tab: 'rows' })
    studio.store.setState({ look: { key, ...resolved, ...(rows ? { rows: [...rows] } : {}) } })
  },
})

export const answerRow = defineCommand({
  id: 'data.answer',
  title: moreCommandsText['data.answer'],
  args: { row: 'number' },
  enabled: (studio) => studio.store.getState().data.tag === 'ready' && studio.runs.loadable() !== undefined,
  run: async (studio, { row }: { row: number }) => (await import('../predict-row')).answerRow(studio, row),
})

export const showTokens = defineCommand({
  id: 'data.tokens',
  title: moreCommandsText['data.tokens'],
  args: { column: 'string', row: 'number?', text: 'string?' },
  run: async (studio, request: TokensRequest) => (await import('../text-tokens')).textTokens(studio, request),
})
