/** @file Commands for custom datasets. Their implementation is loaded lazily. */
import { moreCommandsText } from '../../messages/en/commands/more'
import type { DataStep } from '../../data/dataset-edit'
import type { SetCard } from '../../storage/dataset-records'
import { defineCommand } from '../command'
import type { ExportArgs } from '../export-dataset'
import type { NewDataset } from '../custom-dataset-session'

const session = () => import('../custom-dataset-session')
// not text: the signature of the command
const DATASET = 'id of a dataset (default: the one in use)'

interface OnDataset {
  readonly dataset?: string
}

export const createSet = defineCommand({
  id: 'dataset.create',
  title: moreCommandsText['dataset.create'],
  args: {
    writer: 'an import, begun by storage',
    title: 'string',
    schema: 'DatasetSchema',
    chunks: 'KeptChunk[]',
    card: '{about?, licence?, source?}?',
  },
  run: async (studio, addedBlocks: NewDataset) => (await session()).createSet(studio, addedBlocks),
})

export const appendSet = defineCommand({
  id: 'dataset.append',
  title: moreCommandsText['dataset.append'],
  args: { dataset: DATASET, writer: 'an import', title: 'string', schema: 'DatasetSchema', chunks: 'KeptChunk[]' },
  run: async (studio, { dataset: set, ...addedBlocks }: NewDataset & OnDataset) =>
    (await session()).appendTo(studio, set ?? studio.store.getState().project.data.dataset, addedBlocks),
})

export const deriveSet = defineCommand({
  id: 'dataset.derive',
  title: moreCommandsText['dataset.derive'],
  args: { dataset: DATASET, title: 'string?', rows: 'row numbers?', where: 'condition?' },
  run: async (studio, args: OnDataset & { title?: string; rows?: readonly number[]; where?: unknown }) =>
    (await import('../derive-dataset')).deriveSet(studio, args),
})

export const listSets = defineCommand({
  id: 'dataset.list',
  title: moreCommandsText['dataset.list'],
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
  title: moreCommandsText['dataset.edit'],
  args: { dataset: DATASET, step: '{kind, ...}: one step', steps: '{kind, ...}[]: several as one change' },
  run: async (studio, { dataset: set, step, steps }: OnDataset & { step?: unknown; steps?: readonly unknown[] }) =>
    (await session()).takeSteps(studio, set, steps ?? [step]),
})

export const undoSet = defineCommand({
  id: 'dataset.undo',
  title: moreCommandsText['dataset.undo'],
  args: {
    dataset: DATASET,
    to: 'number?: the number of steps to keep',
    step: 'number?: index of a single step, from 0',
    these: 'steps?: only these steps',
  },
  run: async (
    studio,
    { dataset: set, ...which }: OnDataset & { to?: number; step?: number; these?: readonly DataStep[] },
  ) => (await session()).undoSteps(studio, set, which),
})

export const redoSet = defineCommand({
  id: 'dataset.redo',
  title: moreCommandsText['dataset.redo'],
  args: { dataset: DATASET, to: 'number?: the number of steps to end at' },
  run: async (studio, { dataset: set, to }: OnDataset & { to?: number }) =>
    (await session()).redoSteps(studio, set, to),
})

export const keepSetVersion = defineCommand({
  id: 'dataset.saveVersion',
  title: moreCommandsText['dataset.saveVersion'],
  args: { dataset: DATASET, name: 'string' },
  run: async (studio, { dataset: set, name }: OnDataset & { name: string }) =>
    (await session()).keepVersion(studio, set, name),
})

export const openSetVersion = defineCommand({
  id: 'dataset.restore',
  title: moreCommandsText['dataset.restore'],
  args: { dataset: DATASET, version: 'its hash' },
  run: async (studio, { dataset: set, version }: OnDataset & { version: string }) =>
    (await session()).openVersion(studio, set, String(version)),
})

export const renameSet = defineCommand({
  id: 'dataset.rename',
  title: moreCommandsText['dataset.rename'],
  args: { dataset: DATASET, title: 'string' },
  async run(studio, { dataset: set, title }: OnDataset & { title: string }) {
    const { changeSet, titleOf } = await session()
    const called = titleOf(title)
    await changeSet(studio, set, ({ schema }) => ({ title: called, schema: { ...schema, title: called } }))
  },
})

export const cardSet = defineCommand({
  id: 'dataset.card',
  title: moreCommandsText['dataset.card'],
  args: { dataset: DATASET, about: 'string?', licence: 'string?', source: 'string?' },
  async run(studio, { dataset: set, ...card }: OnDataset & Partial<SetCard>) {
    const { cardOf, changeSet } = await session()
    await changeSet(studio, set, (before) => ({ card: cardOf(card, before.card) }))
  },
})

export const slicesSet = defineCommand({
  id: 'dataset.slices',
  title: moreCommandsText['dataset.slices'],
  args: { dataset: DATASET, slices: '{name, where}[]' },
  async run(studio, { dataset: set, slices }: OnDataset & { slices: unknown }) {
    const checked = (await import('../slices')).slicesFrom(slices)
    await (await session()).changeSet(studio, set, () => ({ slices: checked }))
  },
})

export const removeSet = defineCommand({
  id: 'dataset.remove',
  title: moreCommandsText['dataset.remove'],
  args: { dataset: 'id', force: 'boolean?: even if projects or runs use it' },
  run: async (studio, { dataset: set, force }: { dataset: string; force?: boolean }) =>
    (await session()).removeSet(studio, set, force === true),
})

export const exportSet = defineCommand({
  id: 'dataset.export',
  title: moreCommandsText['dataset.export'],
  args: {
    dataset: DATASET,
    format: 'parquet, csv, npz, images',
    version: 'hash? (default: the current version)',
    signal: 'AbortSignal?',
    onProgress: 'function of 0 to 1?',
    blob: 'boolean?: a Blob instead of bytes',
  },
  run: async (studio, args: ExportArgs) => (await import('../export-dataset')).writeSet(studio, args),
})
