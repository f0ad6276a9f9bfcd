/** @file Commands for collecting a dataset in the studio. Their implementation is loaded lazily. */
import { moreCommandsText } from '../../messages/en/commands/more'
import type { Adding, Change, Make } from '../collect-samples'
import type { AddingFiles } from '../collect-image-files'
import { defineCommand } from '../command'

const session = () => import('../collect-samples')
const SET = 'id?'

export const collectSet = defineCommand({
  id: 'data.collect',
  title: moreCommandsText['data.collect'],
  listed: true,
  args: {
    title: 'string?',
    kind: 'pictures or table?',
    size: 'number?',
    classes: 'string[]?',
    columns: '{name, type}[]?',
    set: SET,
  },
  async run(studio, { set, ...make }: Partial<Make> & { set?: string | null }) {
    const { openCollecting, makeSet, closeCollecting } = await session()
    if (set === null) return closeCollecting(studio)
    await studio.run('room.open', { room: 'data' })
    const { title } = make
    if (set === undefined && title === undefined) return studio.store.setState({ collecting: 'new' })
    return openCollecting(studio, set ?? (await makeSet(studio, { ...make, title: title as string })))
  },
})

export const addCollected = defineCommand({
  id: 'collect.add',
  title: moreCommandsText['collect.add'],
  args: {
    set: SET,
    rows: '{column: value}[]',
    files: 'files?',
    label: 'string?',
    folders: 'boolean?: each folder is a class',
  },
  run: async (studio, request: Adding | AddingFiles) =>
    'files' in request
      ? (await import('../collect-image-files')).addFiles(studio, request)
      : (await session()).addRows(studio, request),
})

export const changeCollected = defineCommand({
  id: 'collect.change',
  title: moreCommandsText['collect.change'],
  args: {
    set: SET,
    label: 'string?',
    to: 'string?',
    off: 'boolean?',
    steps: '{kind, ...}[]?',
    undo: 'boolean?',
    redo: 'boolean?',
  },
  run: async (studio, change: Change) => (await session()).changeCollected(studio, change),
})
