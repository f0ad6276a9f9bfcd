/** @file Commands for collecting a dataset in the studio. Their implementation is loaded lazily. */
import type { DataStep } from '../../data/dataset-edit'
import { moreCommandsText } from '../../messages/en/commands/more'
import { type Message, Refusal } from '../../messages/message'
import { checkedLater, flag, integer, list, nullable, oneOf, optional, shape, table, text } from '../arguments'
import { commandsWith } from '../command'
import { FILES } from '../data/input-file'
import { DATASET } from './common-arguments'

const defineCommand = commandsWith(moreCommandsText)

const session = () => import('../data/collect-samples')
/** The dataset to change; the one in use if left out. */
const ON_DATASET = { dataset: optional(DATASET) }

export const collectSet = defineCommand({
  id: 'data.collect',
  listed: true,
  args: {
    title: optional(text()),
    kind: optional(oneOf('images', 'table')),
    size: optional(integer('pixels')),
    classes: optional(list(text())),
    columns: optional(list(shape({ name: text(), type: oneOf('number', 'category', 'text', 'time') }))),
    target: optional(text()),
    dataset: optional(nullable(DATASET)),
  },
  async run(studio, { dataset: set, title, ...make }): Promise<string | undefined> {
    const { openCollecting, makeSet, closeCollecting } = await session()
    if (set === null) {
      closeCollecting(studio)
      return undefined
    }
    await studio.run('room.open', { room: 'data' })
    if (set !== undefined) return openCollecting(studio, set)
    if (title !== undefined) return openCollecting(studio, await makeSet(studio, { ...make, title }))
    studio.store.setState({ collecting: 'new' })
    return undefined
  },
})

/** Values of rows, keyed by column name. */
const ROWS = list(table(checkedLater<unknown>('value')))

export const addCollected = defineCommand({
  id: 'collect.add',
  args: {
    ...ON_DATASET,
    rows: optional(ROWS),
    source: optional(text()),
    group: optional(text()),
    files: optional(FILES),
    label: optional(text()),
    folders: optional(flag()),
    invert: optional(flag()),
  },
  async run(
    studio,
    { dataset: set, rows, files, label, folders, invert, ...about },
  ): Promise<string | readonly Message[]> {
    if (files)
      return (await import('../data/collect-image-files')).addFiles(studio, {
        set,
        files,
        label,
        folders,
        invert,
        ...about,
      })
    if (rows) return (await session()).addRows(studio, { set, rows, ...about })
    const { argumentProblem } = await import('../argument-problem')
    throw new Refusal(argumentProblem('collect.add', { fault: 'missing', name: 'rows', type: ROWS.type, value: rows }))
  },
})

export const changeCollected = defineCommand({
  id: 'collect.change',
  args: {
    ...ON_DATASET,
    label: optional(text()),
    to: optional(text()),
    off: optional(flag()),
    remove: optional(flag()),
    steps: optional(list(checkedLater<DataStep>('step'))),
    undo: optional(flag()),
    redo: optional(flag()),
  },
  run: async (studio, { dataset: set, ...change }) => (await session()).changeCollected(studio, { set, ...change }),
})
