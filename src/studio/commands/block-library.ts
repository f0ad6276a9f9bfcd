/** @file Commands for the block library: saving, inserting, updating, and sharing blocks as files. */
import { moreCommandsText } from '../../messages/en/commands/more'
import type { Position } from '../../graph/drawing'
import { defineCommand } from '../command'
import type { AppContext } from '../context'
import { blockIdOf, shownBlock, shownDrawing } from '../block-levels'

const library = () => import('../block-library-commands')

/** The block to act on: the named block, the block of the selected node, or the block that the canvas has entered. */
function targetBlock(studio: AppContext, id: string | undefined): string | undefined {
  if (id !== undefined) return id
  const state = studio.store.getState()
  const [only, another] = state.selection
  const node = another === undefined ? shownDrawing(state).nodes.find((one) => one.id === only) : undefined
  return (node && blockIdOf(node)) ?? shownBlock(state)?.id
}

export const listLibrary = defineCommand({
  id: 'library.list',
  title: moreCommandsText['library.list'],
  args: {},
  run: async (studio) => (await library()).list(studio),
})

export const keepInLibrary = defineCommand({
  id: 'library.save',
  title: moreCommandsText['library.save'],
  listed: true,
  args: { block: 'block id? (default: the selected one)', id: 'library id? (saves the next version of it)' },
  enabled: (studio, args?: { block?: string; id?: string }) => targetBlock(studio, args?.block) !== undefined,
  async run(studio, args: { block?: string; id?: string }) {
    // Read the selection first, because it may change while the library code loads.
    const block = targetBlock(studio, args.block) ?? ''
    return (await library()).keep(studio, { ...args, block })
  },
})

export const insertFromLibrary = defineCommand({
  id: 'library.insert',
  title: moreCommandsText['library.insert'],
  args: { id: 'library id', version: 'number? (default: the newest)', position: '{x, y}?', after: 'node id?' },
  run: async (studio, args: { id: string; version?: number; position?: Position; after?: string }) =>
    (await library()).insert(studio, args),
})

export const updateFromLibrary = defineCommand({
  id: 'library.update',
  title: moreCommandsText['library.update'],
  args: { block: 'block id? (default: the selected one)', version: 'number? (default: the newest)' },
  async run(studio, args: { block?: string; version?: number }) {
    const block = targetBlock(studio, args.block) ?? ''
    return (await library()).update(studio, { ...args, block })
  },
})

export const renameInLibrary = defineCommand({
  id: 'library.rename',
  title: moreCommandsText['library.rename'],
  args: { id: 'library id', name: 'string' },
  run: async (studio, args: { id: string; name: string }) => (await library()).rename(studio, args),
})

export const removeFromLibrary = defineCommand({
  id: 'library.remove',
  title: moreCommandsText['library.remove'],
  args: { id: 'library id', version: 'number? (default: all versions)' },
  run: async (studio, args: { id: string; version?: number }) => (await library()).remove(studio, args),
})

export const exportFromLibrary = defineCommand({
  id: 'library.export',
  title: moreCommandsText['library.export'],
  args: { id: 'library id', version: 'number? (default: the newest)' },
  run: async (studio, args: { id: string; version?: number }) => (await library()).exported(studio, args),
})

export const importIntoLibrary = defineCommand({
  id: 'library.import',
  title: moreCommandsText['library.import'],
  args: { bytes: 'Uint8Array' },
  run: async (studio, args: { bytes: Uint8Array }) => (await library()).imported(studio, args),
})
