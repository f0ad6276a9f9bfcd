/** @file Commands that import files. Their implementation is loaded lazily. */
import { commandsText } from '../../messages/en/commands/studio'
import type { IngestResult, ReadOptions } from '../../protocol/ingest-messages'
import { callback, checkedLater, either, flag, nullable, oneOf, optional, shape, text } from '../arguments'
import { commandsWith } from '../command'
import { FILES } from '../data/input-file'
import type { Returned } from '../data/restore-dataset'
import { DATASET } from './common-arguments'

const defineCommand = commandsWith(commandsText)

const OPTIONS = optional(checkedLater<ReadOptions>('ReadOptions'))

export const chooseData = defineCommand({
  id: 'data.choose',
  listed: true,
  args: { files: optional(FILES), into: optional(DATASET) },
  async run(studio, { files = [], into }) {
    // A project or model file is opened instead of being imported as data.
    const [first, ...others] = files
    if (
      first &&
      others.length === 0 &&
      (await (await import('../project/netloom-file')).openNetloomFile(studio, first))
    )
      return
    studio.store.setState(({ bringInto }) => ({ choosing: files, bringInto: into ?? bringInto }))
  },
})

export const restoreDataset = defineCommand({
  id: 'data.bringBack',
  args: {},
  run: async (studio) => (await import('../data/restore-dataset')).askForFiles(studio),
})

export const missingData = defineCommand({
  id: 'data.lacks',
  args: {},
  run: async (studio) => (await import('../data/restore-dataset')).missingDataset(studio),
})

export const importInto = defineCommand({
  id: 'data.importInto',
  args: { dataset: nullable(DATASET) },
  run(studio, { dataset }) {
    studio.store.setState({ bringInto: dataset })
  },
})

export const importToRestore = defineCommand({
  id: 'data.importToRestore',
  args: { restore: flag() },
  async run(studio, { restore }) {
    const bringBack = restore ? await (await import('../data/restore-dataset')).missingDataset(studio) : null
    studio.store.setState({ bringBack })
  },
})

export const closeChoosing = defineCommand({
  id: 'data.closeChoosing',
  args: {},
  async run(studio) {
    studio.store.setState({ choosing: null, bringInto: null, bringBack: null })
    const { cancelPreview: endLooking } = await import('../data/import-dataset')
    endLooking(studio)
  },
})

export const previewData = defineCommand({
  id: 'data.peek',
  args: { files: FILES, options: OPTIONS },
  run: async (studio, { files, options }) =>
    (await import('../data/import-dataset')).previewFiles(studio, files, options),
})

export const importData = defineCommand({
  id: 'data.bring',
  args: {
    files: FILES,
    options: OPTIONS,
    title: optional(text()),
    card: optional(shape({ about: optional(text()), license: optional(text()), source: optional(text()) })),
    into: optional(DATASET),
    back: optional(either(flag(), oneOf('other'))),
    onBack: optional(callback<(back: Returned) => void>('function')),
    project: optional(oneOf('open', 'new', 'none')),
    onRead: optional(callback<(result: IngestResult) => void>('function')),
  },
  run: async (studio, request) => (await import('../data/import-dataset')).importDataset(studio, request),
})

export const stopBringing = defineCommand({
  id: 'data.stopBringing',
  args: {},
  enabled: (studio) => studio.store.getState().bringing !== null,
  run: async (studio) => (await import('../data/import-dataset')).cancelImport(studio),
})
