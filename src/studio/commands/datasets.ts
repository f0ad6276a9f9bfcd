/** @file Commands for custom datasets. Their implementation is loaded lazily. */
import { refuse } from '../../messages/message'
import '../../messages/en/dataset-edits'
import type { Slice } from '../../data/condition'
import type { Dataset } from '../../data/dataset'
import type { DataStep } from '../../data/dataset-edit'
import { moreCommandsText } from '../../messages/en/commands/more'
import { type ExportOptions, exported } from '../../protocol/export-client'
import type { ImportWriter, StoredChunk } from '../../storage/dataset-records'
import { callback, checkedLater, flag, instance, integer, list, objectWith, optional, shape, text } from '../arguments'
import { commandsWith } from '../command'
import type { NewDataset } from '../data/custom-dataset-session'
import { CONDITION, DATASET, ROWS } from './common-arguments'

const defineCommand = commandsWith(moreCommandsText)

const session = () => import('../data/custom-dataset-session')
/** The dataset to change; the one in use if left out. */
const ON_DATASET = { dataset: optional(DATASET) }
const STEP = checkedLater<DataStep>('step')
/** The fields of a dataset card. */
const CARD = { about: optional(text()), license: optional(text()), source: optional(text()) }
/** Rows that an import wrote. */
const IMPORTED = {
  writer: objectWith<ImportWriter>('ImportWriter', 'finish', 'join'),
  title: text(),
  schema: objectWith<NewDataset['schema']>('DatasetSchema', 'columns'),
  chunks: list(objectWith<StoredChunk>('StoredChunk')),
}

export const createSet = defineCommand({
  id: 'dataset.create',
  args: {
    ...IMPORTED,
    card: optional(shape(CARD)),
    read: optional(checkedLater<NonNullable<NewDataset['read']>>('ReadOptions')),
  },
  run: async (studio, addedBlocks) => (await session()).createSet(studio, addedBlocks),
})

export const appendSet = defineCommand({
  id: 'dataset.append',
  args: { ...ON_DATASET, ...IMPORTED },
  run: async (studio, { dataset: set, ...addedBlocks }) =>
    (await session()).appendTo(studio, set ?? studio.store.getState().project.data.dataset, addedBlocks),
})

export const deriveSet = defineCommand({
  id: 'dataset.derive',
  args: { ...ON_DATASET, title: optional(text()), rows: optional(ROWS), where: optional(CONDITION) },
  run: async (studio, args) => (await import('../data/derive-dataset')).deriveSet(studio, args),
})

export const listSets = defineCommand({
  id: 'dataset.list',
  args: {},
  async run(studio) {
    const { listSets: list } = await session()
    const { setBytes, versionOf } = await import('../../storage/dataset-versions')
    const { sets, damaged } = await list(studio)
    return [
      ...sets.map((set) => ({
        id: set.id,
        title: set.title,
        rows: set.schema.rows,
        version: versionOf(set),
        steps: set.steps.length,
        versions: set.versions.map(({ hash, name, at }) => ({ hash, name, at })),
        bytes: setBytes(set),
      })),
      ...damaged.map((id) => ({ id, damaged: true })),
    ]
  },
})

export const stepSet = defineCommand({
  id: 'dataset.edit',
  args: { ...ON_DATASET, step: optional(STEP), steps: optional(list(STEP)) },
  run: async (studio, { dataset: set, step, steps }) => (await session()).takeSteps(studio, set, steps ?? [step]),
})

export const undoSet = defineCommand({
  id: 'dataset.undo',
  args: { ...ON_DATASET, to: optional(integer()), step: optional(integer()), these: optional(list(STEP)) },
  run: async (studio, { dataset: set, ...which }) => (await session()).undoSteps(studio, set, which),
})

export const redoSet = defineCommand({
  id: 'dataset.redo',
  args: { ...ON_DATASET, to: optional(integer()) },
  run: async (studio, { dataset: set, to }) => (await session()).redoSteps(studio, set, to),
})

export const keepSetVersion = defineCommand({
  id: 'dataset.saveVersion',
  args: { ...ON_DATASET, name: text() },
  run: async (studio, { dataset: set, name }) => (await session()).keepVersion(studio, set, name),
})

export const openSetVersion = defineCommand({
  id: 'dataset.restore',
  args: { ...ON_DATASET, version: text('version hash') },
  run: async (studio, { dataset: set, version }) => (await session()).openVersion(studio, set, version),
})

export const renameSet = defineCommand({
  id: 'dataset.rename',
  args: { ...ON_DATASET, title: text() },
  async run(studio, { dataset: set, title }) {
    const { changeSet, titleOf } = await session()
    const called = titleOf(title)
    await changeSet(studio, set, ({ schema }) => ({ title: called, schema: { ...schema, title: called } }))
  },
})

export const cardSet = defineCommand({
  id: 'dataset.card',
  args: { ...ON_DATASET, ...CARD },
  async run(studio, { dataset: set, ...card }) {
    const { cardOf, changeSet } = await session()
    await changeSet(studio, set, (before) => ({ card: cardOf(card, before.card) }))
  },
})

export const slicesSet = defineCommand({
  id: 'dataset.slices',
  args: {
    ...ON_DATASET,
    slices:
      checkedLater<readonly { readonly name: string; readonly where: Slice['where'] | string }[]>('{name, where}[]'),
  },
  async run(studio, { dataset: set, slices }) {
    const checked = (await import('../data/slices')).slicesFrom(slices)
    await (await session()).changeSet(studio, set, () => ({ slices: checked }))
  },
})

export const removeSet = defineCommand({
  id: 'dataset.remove',
  args: { dataset: DATASET, force: optional(flag()) },
  run: async (studio, { dataset: set, force = false }) => (await session()).removeSet(studio, set, force),
})

export const exportSet = defineCommand({
  id: 'dataset.export',
  args: {
    ...ON_DATASET,
    format: text(),
    version: optional(text('version hash')),
    signal: optional(instance(AbortSignal)),
    onProgress: optional(callback<(done: number) => void>('function')),
    blob: optional(flag()),
  },
  /** The file as bytes or as a blob, whose bytes the browser keeps outside the page's memory. */
  async run(studio, { dataset: set, format, version, blob = false, ...options }) {
    const { data } = studio.store.getState().project
    const inUse = set === undefined || (set === data.dataset && version === undefined)
    const dataset = inUse ? (await studio.data.ready()).dataset : await (await session()).rowsOf(studio, set, version)
    const file = await exportFile(dataset, format, options)
    return blob ? file : new Uint8Array(await file.arrayBuffer())
  },
})

/** Writes the file in a worker, or on the page if workers are not available. */
async function exportFile(dataset: Dataset, format: string, options: ExportOptions): Promise<Blob> {
  if (typeof Worker === 'undefined') return (await import('../../storage/export-dataset')).exportBlob(dataset, format)
  try {
    return await exported({ dataset, format }, options)
  } catch (error) {
    if (options.signal?.aborted) return refuse('export-given-up', {})
    throw error
  }
}
