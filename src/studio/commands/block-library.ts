/** @file Commands for the block library: saving, inserting, updating, and sharing blocks as files. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { instance, integer, optional, position, text } from '../arguments'
import { defineCommand } from '../command'
import type { AppContext } from '../context'
import { blockIdOf, shownBlock, shownDrawing } from '../network/block-levels'
import { BLOCK, NODE } from './common-arguments'

const LIBRARY_BLOCK = text('library id')

const library = () => import('../network/block-library-commands')

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
  args: { block: optional(BLOCK), id: optional(LIBRARY_BLOCK) },
  enabled: (studio, args) => targetBlock(studio, args?.block) !== undefined,
  async run(studio, args) {
    // Read the selection first, because it may change while the library code loads.
    const block = targetBlock(studio, args.block) ?? ''
    return (await library()).keep(studio, { ...args, block })
  },
})

export const insertFromLibrary = defineCommand({
  id: 'library.insert',
  title: moreCommandsText['library.insert'],
  args: { id: LIBRARY_BLOCK, version: optional(integer()), position: optional(position), after: optional(NODE) },
  run: async (studio, args) => (await library()).insert(studio, args),
})

export const updateFromLibrary = defineCommand({
  id: 'library.update',
  title: moreCommandsText['library.update'],
  args: { block: optional(BLOCK), version: optional(integer()) },
  async run(studio, args) {
    const block = targetBlock(studio, args.block) ?? ''
    return (await library()).update(studio, { ...args, block })
  },
})

export const renameInLibrary = defineCommand({
  id: 'library.rename',
  title: moreCommandsText['library.rename'],
  args: { id: LIBRARY_BLOCK, name: text() },
  run: async (studio, args) => (await library()).rename(studio, args),
})

export const removeFromLibrary = defineCommand({
  id: 'library.remove',
  title: moreCommandsText['library.remove'],
  args: { id: LIBRARY_BLOCK, version: optional(integer()) },
  run: async (studio, args) => (await library()).remove(studio, args),
})

export const exportFromLibrary = defineCommand({
  id: 'library.export',
  title: moreCommandsText['library.export'],
  args: { id: LIBRARY_BLOCK, version: optional(integer()) },
  run: async (studio, args) => (await library()).exported(studio, args),
})

export const importIntoLibrary = defineCommand({
  id: 'library.import',
  title: moreCommandsText['library.import'],
  args: { bytes: instance<Uint8Array>(Uint8Array) },
  run: async (studio, args) => (await library()).imported(studio, args),
})
