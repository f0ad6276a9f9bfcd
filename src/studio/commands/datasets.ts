/** @file Commands on the sets of the user's own. What they do is loaded with the first of them. */
import type { DataStep } from '../../data/step'
import type { SetCard } from '../../storage/dataset-records'
import { defineCommand } from '../command'
import type { ExportArgs } from '../export-dataset'
import type { Brought } from '../dataset-session'

const session = () => import('../dataset-session')
const SET = 'id of a set; the one in use where none is named'

interface OnSet {
  readonly set?: string
}

export const createSet = defineCommand({
  id: 'set.create',
  title: 'Make a set of what was brought',
  args: {
    writer: 'an import, begun by storage',
    title: 'string',
    schema: 'DatasetSchema',
    chunks: 'KeptChunk[]',
    card: '{about?, licence?, source?}?',
  },
  run: async (studio, brought: Brought) => (await session()).createSet(studio, brought),
})

export const appendSet = defineCommand({
  id: 'set.append',
  title: 'Add rows that were brought',
  args: { set: SET, writer: 'an import', title: 'string', schema: 'DatasetSchema', chunks: 'KeptChunk[]' },
  run: async (studio, { set, ...brought }: Brought & OnSet) =>
    (await session()).appendTo(studio, set ?? studio.store.getState().project.data.dataset, brought),
})

export const deriveSet = defineCommand({
  id: 'set.derive',
  title: 'Make a set of some rows of another',
  args: { set: SET, title: 'string?', rows: 'row numbers?', where: 'condition?' },
  run: async (studio, args: OnSet & { title?: string; rows?: readonly number[]; where?: unknown }) =>
    (await import('../dataset-derive')).deriveSet(studio, args),
})

export const listSets = defineCommand({
  id: 'set.list',
  title: 'List your own sets',
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
  id: 'set.step',
  title: 'Edit a set',
  args: { set: SET, step: '{kind, ...}: one step', steps: '{kind, ...}[]: several as one change' },
  run: async (studio, { set, step, steps }: OnSet & { step?: unknown; steps?: readonly unknown[] }) =>
    (await session()).takeSteps(studio, set, steps ?? [step]),
})

export const undoSet = defineCommand({
  id: 'set.undo',
  title: 'Take back an edit of a set',
  args: {
    set: SET,
    to: 'number?: so many steps stay',
    step: 'number?: this one alone, counted from 0',
    these: 'steps?: these alone',
  },
  run: async (studio, { set, ...which }: OnSet & { to?: number; step?: number; these?: readonly DataStep[] }) =>
    (await session()).undoSteps(studio, set, which),
})

export const redoSet = defineCommand({
  id: 'set.redo',
  title: 'Edit a set again as before',
  args: { set: SET, to: 'number?: until so many steps are taken' },
  run: async (studio, { set, to }: OnSet & { to?: number }) => (await session()).redoSteps(studio, set, to),
})

export const keepSetVersion = defineCommand({
  id: 'set.keep',
  title: 'Keep this version of the set',
  args: { set: SET, name: 'string' },
  run: async (studio, { set, name }: OnSet & { name: string }) => (await session()).keepVersion(studio, set, name),
})

export const openSetVersion = defineCommand({
  id: 'set.open',
  title: 'Go back to a version of the set',
  args: { set: SET, version: 'its hash' },
  run: async (studio, { set, version }: OnSet & { version: string }) =>
    (await session()).openVersion(studio, set, String(version)),
})

export const renameSet = defineCommand({
  id: 'set.rename',
  title: 'Rename a set',
  args: { set: SET, title: 'string' },
  async run(studio, { set, title }: OnSet & { title: string }) {
    const { changeSet, titleOf } = await session()
    const called = titleOf(title)
    await changeSet(studio, set, ({ schema }) => ({ title: called, schema: { ...schema, title: called } }))
  },
})

export const cardSet = defineCommand({
  id: 'set.card',
  title: 'Change the card of a set',
  args: { set: SET, about: 'string?', licence: 'string?', source: 'string?' },
  async run(studio, { set, ...card }: OnSet & Partial<SetCard>) {
    const { cardOf, changeSet } = await session()
    await changeSet(studio, set, (before) => ({ card: cardOf(card, before.card) }))
  },
})

export const slicesSet = defineCommand({
  id: 'set.slices',
  title: 'Keep the slices of a set',
  args: { set: SET, slices: '{name, where}[]' },
  async run(studio, { set, slices }: OnSet & { slices: unknown }) {
    const checked = (await import('../slices')).slicesFrom(slices)
    await (await session()).changeSet(studio, set, () => ({ slices: checked }))
  },
})

export const removeSet = defineCommand({
  id: 'set.remove',
  title: 'Remove a set',
  args: { set: 'id', force: 'boolean?: also where projects or runs need it' },
  run: async (studio, { set, force }: { set: string; force?: boolean }) =>
    (await session()).removeSet(studio, set, force === true),
})

export const exportSet = defineCommand({
  id: 'set.export',
  title: 'Export a set as a file',
  args: {
    set: SET,
    format: 'parquet, csv, npz, images',
    version: 'hash?; as it stands',
    signal: 'AbortSignal?',
    onProgress: 'function of 0 to 1?',
    blob: 'boolean?: a Blob instead of bytes',
  },
  run: async (studio, args: ExportArgs) => (await import('../export-dataset')).writeSet(studio, args),
})
