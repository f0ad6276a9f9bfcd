/** @file Commands that show rows of the data, and what a model predicts for a row. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { flag, list, optional, shape, text } from '../arguments'
import { defineCommand } from '../command'
import { COLUMN, CONDITION, ROW, ROWS } from './common-arguments'

export const showRows = defineCommand({
  id: 'data.look',
  title: moreCommandsText['data.look'],
  args: {
    rows: optional(ROWS),
    where: optional(CONDITION),
    sort: optional(list(shape({ column: COLUMN, down: optional(flag()) }))),
    title: optional(text()),
  },
  enabled: (studio) => studio.store.getState().data.tag === 'ready',
  async run(studio, { rows, where, sort, title }): Promise<void> {
    const { dataset, key } = await studio.data.ready()
    const shown = rows && [...rows]
    const wrong = shown?.find((row) => row < 0 || row >= dataset.schema.rows)
    if (wrong !== undefined) return refuse('no-such-row', { row: wrong, rows: dataset.schema.rows })
    // Scripts may pass a condition as text.
    const condition = typeof where === 'string' ? (await import('../data/slices')).conditionOf(where) : where
    await studio.run('room.open', { room: 'data', tab: 'rows' })
    studio.store.setState({
      look: {
        key,
        ...(shown ? { rows: shown } : {}),
        ...(condition ? { where: condition } : {}),
        ...(sort ? { sort } : {}),
        ...(title === undefined ? {} : { title }),
      },
    })
  },
})

export const answerRow = defineCommand({
  id: 'data.answer',
  title: moreCommandsText['data.answer'],
  args: { row: ROW },
  enabled: (studio) => studio.store.getState().data.tag === 'ready' && studio.runs.loadable() !== undefined,
  run: async (studio, { row }) => (await import('../models/decode-prediction')).answerRow(studio, row),
})

export const showTokens = defineCommand({
  id: 'data.tokens',
  title: moreCommandsText['data.tokens'],
  args: { column: COLUMN, row: optional(ROW), text: optional(text()) },
  run: async (studio, request) => (await import('../data/text-tokens')).textTokens(studio, request),
})
