/** @file Commands that show rows of the data, whoever asks, and what a model says of one. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { defineCommand } from '../command'
import type { DataLook } from '../data-look'
import type { TokensAsked } from '../text-tokens'

export const lookAtRows = defineCommand({
  id: 'data.look',
  title: moreCommandsText['data.look'],
  args: { rows: 'row numbers?', where: 'condition?', sort: '[{column, down?}]?', title: 'string?' },
  enabled: (studio) => studio.store.getState().data.tag === 'ready',
  async run(studio, { rows, ...asked }: Omit<DataLook, 'key'>) {
    const { dataset, key } = await studio.data.ready()
    const wrong = rows?.find((row) => !(Number.isInteger(row) && row >= 0 && row < dataset.schema.rows))
    if (wrong !== undefined) return refuse('no-such-row', { row: Number(wrong), rows: dataset.schema.rows })
    // Scripts may write a condition as a line.
    const line = typeof asked.where === 'string'
    const wanted = line ? { ...asked, where: (await import('../slices')).conditionOf(asked.where) } : asked
    await studio.run('room.open', { room: 'data', tab: 'rows' })
    studio.store.setState({ look: { key, ...wanted, ...(rows ? { rows: [...rows] } : {}) } })
  },
})

export const answerRow = defineCommand({
  id: 'data.answer',
  title: moreCommandsText['data.answer'],
  args: { row: 'number' },
  enabled: (studio) => studio.store.getState().data.tag === 'ready' && studio.runs.loadable() !== undefined,
  run: async (studio, { row }: { row: number }) => (await import('../row-answer')).answerRow(studio, row),
})

export const tellTokens = defineCommand({
  id: 'data.tokens',
  title: moreCommandsText['data.tokens'],
  args: { column: 'string', row: 'number?', text: 'string?' },
  run: async (studio, asked: TokensAsked) => (await import('../text-tokens')).textTokens(studio, asked),
})
