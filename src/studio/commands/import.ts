/** @file Commands that import files. Their implementation is loaded lazily. */
import { commandsText } from '../../messages/en/commands/studio'
import type { ReadOptions } from '../../protocol/ingest-messages'
import type { ImportRequest } from '../import-dataset'
import { defineCommand } from '../command'
import type { GivenFile } from '../input-file'

const FILES = '[{path, bytes or file or text}]'

export const chooseData = defineCommand({
  id: 'data.choose',
  title: commandsText['data.choose'],
  listed: true,
  args: { files: `${FILES}?`, into: 'id of a set?' },
  async run(studio, { files = [], into }: { files?: readonly GivenFile[]; into?: string }) {
    // A project or model file is opened instead of being imported as data.
    const [first, ...others] = files
    if (first && others.length === 0 && (await (await import('../netloom-file')).openNetloomFile(studio, first))) return
    studio.store.setState(({ bringInto }) => ({ choosing: files, bringInto: into ?? bringInto }))
  },
})

export const restoreDataset = defineCommand({
  id: 'data.bringBack',
  title: commandsText['data.bringBack'],
  args: {},
  run: async (studio) => (await import('../restore-dataset')).askForFiles(studio),
})

export const missingData = defineCommand({
  id: 'data.lacks',
  title: commandsText['data.lacks'],
  args: {},
  run: async (studio) => (await import('../restore-dataset')).missingDataset(studio),
})

export const closeChoosing = defineCommand({
  id: 'data.closeChoosing',
  title: commandsText['data.closeChoosing'],
  args: {},
  async run(studio) {
    studio.store.setState({ choosing: null, bringInto: null, bringBack: null })
    const { cancelPreview: endLooking } = await import('../import-dataset')
    endLooking(studio)
  },
})

export const previewData = defineCommand({
  id: 'data.peek',
  title: commandsText['data.peek'],
  args: { files: FILES, options: 'object?' },
  run: async (studio, { files, options }: { files: readonly GivenFile[]; options?: ReadOptions }) =>
    (await import('../import-dataset')).previewFiles(studio, files, options),
})

export const importData = defineCommand({
  id: 'data.bring',
  title: commandsText['data.bring'],
  args: {
    files: FILES,
    options: 'object?',
    title: 'string?',
    card: 'object?',
    into: 'id?',
    back: 'true: restore the missing dataset of the open project; other: even if the content differs',
    project:
      'open (as usual), new: one with a network that fits, none: the set is not used yet; which project uses the set',
  },
  run: async (studio, request: ImportRequest) => (await import('../import-dataset')).importDataset(studio, request),
})

export const stopBringing = defineCommand({
  id: 'data.stopBringing',
  title: commandsText['data.stopBringing'],
  args: {},
  enabled: (studio) => studio.store.getState().bringing !== null,
  run: async (studio) => (await import('../import-dataset')).cancelImport(studio),
})
