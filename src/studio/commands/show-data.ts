/**
 * @file Commands that show rows of the data and similar rows, what a model predicts for a row, the memory for rows, and
 * what is saved on this device.
 */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { checkedLater, flag, instance, integer, list, number, oneOf, optional, shape, text } from '../arguments'
import { commandsWith } from '../command'
import { COLUMN, CONDITION, DATASET, ROW, ROWS } from './common-arguments'
import '../../messages/en/dataset-edits'
import type { Neighbor } from '../../data/nearest-rows'
import { isRowsBudget, keepRowsBudget, LEAST_ROWS_MB, MOST_ROWS_MB, rowsBudget } from '../../storage/row-memory-budget'
import type { AppContext } from '../context'
import { analysisKey } from '../data/data-analysis'
import { analysisOf } from '../data/analysis-worker'
import type { ColumnValues } from '../models/decode-prediction'

const defineCommand = commandsWith(moreCommandsText)

const CHANGES = checkedLater<ColumnValues>('{column: value}', (value) => typeof value === 'object' && value !== null)

export const showRows = defineCommand({
  id: 'data.look',
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

export const previewData = defineCommand({
  id: 'data.preview',
  args: { dataset: DATASET },
  run: (studio, { dataset }) => studio.data.preview(dataset),
})

export const answerRow = defineCommand({
  id: 'data.answer',
  args: { row: ROW, changes: optional(CHANGES) },
  enabled: (studio) => studio.store.getState().data.tag === 'ready' && studio.runs.loadable() !== undefined,
  run: async (studio, { row, changes }) =>
    (await import('../models/decode-prediction')).answerRow(studio, row, changes),
})

export const showOnInputs = defineCommand({
  id: 'trial.row',
  args: { row: ROW, changes: optional(CHANGES) },
  enabled: (studio) => studio.store.getState().data.tag === 'ready',
  run: async (studio, { row, changes }) =>
    (await import('../models/decode-prediction')).showOnInputs(studio, row, changes),
})

export const showTokens = defineCommand({
  id: 'data.tokens',
  args: { column: COLUMN, row: optional(ROW), text: optional(text()) },
  run: async (studio, request) => (await import('../data/text-tokens')).textTokens(studio, request),
})

export const setRowsBudget = defineCommand({
  id: 'machine.rowsBudget',
  args: { megabytes: optional(number()) },
  run: (studio, { megabytes }) => rowsBudgetOf(studio, megabytes),
})

export const savedContents = defineCommand({
  id: 'storage.contents',
  args: {},
  run: async (studio) => (await import('../project/saved-data')).savedData(studio),
})

export const freeStorage = defineCommand({
  id: 'storage.free',
  args: { what: oneOf('downloads', 'checkpoints') },
  run: async (studio, { what }) => (await import('../project/saved-data')).freeSavedData(studio, what),
})

export const nearestRows = defineCommand({
  id: 'data.nearest',
  args: { row: ROW, most: optional(integer()), signal: optional(instance(AbortSignal)) },
  run: nearestTo,
})

const NEAR = 8

/**
 * Resolves with the budget in megabytes, after setting it to `megabytes` if given. A change reloads a custom dataset in
 * use.
 */
async function rowsBudgetOf(studio: AppContext, megabytes: number | undefined): Promise<number> {
  const before = await rowsBudget(studio.storage)
  if (megabytes === undefined || megabytes === before) return before
  if (!isRowsBudget(megabytes))
    return refuse('rows-budget', { megabytes: String(megabytes), least: LEAST_ROWS_MB, most: MOST_ROWS_MB })
  await keepRowsBudget(studio.storage, megabytes)
  const { data, project } = studio.store.getState()
  if (data.tag === 'ready' && project.data.version !== undefined) await studio.data.use(project.data, project.plan)
  return megabytes
}

interface NearestRequest {
  readonly row: number
  readonly most?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** The rows most similar to a row, nearest first, computed in the worker. */
async function nearestTo(
  studio: AppContext,
  { row, most = NEAR, signal }: NearestRequest,
): Promise<readonly Neighbor[]> {
  const { dataset, split, key } = await studio.data.ready()
  const { rows } = dataset.schema
  if (row < 0 || row >= rows) return refuse('no-such-row', { row, rows })
  const data = { dataset, split, key: analysisKey(studio.store.getState()) ?? key }
  return analysisOf(studio).ask('nearest', data, { row, most }, signal ? { signal } : {})
}
