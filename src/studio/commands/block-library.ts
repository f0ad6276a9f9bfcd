/** @file Commands for the block library: saving, inserting, updating, and sharing blocks as files. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { instance, integer, optional, position, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { atLevel, blockIdOf, shownBlock, shownDrawing } from '../network/block-levels'
import { BLOCK as BLOCK_ID, NODE } from './common-arguments'
import '../../messages/en/library'
import { applyAll } from '../../graph/apply-edit'
import { BLOCK, BLOCK_OF, type Block, freshBlockId, selfContainingBlock } from '../../graph/block'
import { importBlocks } from '../../graph/clipboard'
import type { Drawing, Position } from '../../graph/drawing'
import { insertNode } from '../../graph/insert-node'
import { updateBlock } from '../../graph/update-block'
import { formatMessage, message, Refusal, refuse } from '../../messages/message'
import type { LibraryRecord } from '../../storage/records'
import { type Alone, alone, missingBlocks, newestOf, sameBlocks } from '../network/block-library'
import { editAll } from '../project/project-document'
import { showUsage } from '../project/project-session'

const defineCommand = commandsWith(moreCommandsText)

const LIBRARY_BLOCK = text('library id')

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
  args: {},
  run: list,
})

export const keepInLibrary = defineCommand({
  id: 'library.save',
  listed: true,
  args: { block: optional(BLOCK_ID), id: optional(LIBRARY_BLOCK) },
  enabled: (studio, args) => targetBlock(studio, args?.block) !== undefined,
  run: (studio, args) => keep(studio, { ...args, block: targetBlock(studio, args.block) ?? '' }),
})

export const insertFromLibrary = defineCommand({
  id: 'library.insert',
  args: { id: LIBRARY_BLOCK, version: optional(integer()), position: optional(position), after: optional(NODE) },
  run: insert,
})

export const updateFromLibrary = defineCommand({
  id: 'library.update',
  args: { block: optional(BLOCK_ID), version: optional(integer()) },
  run: (studio, args) => update(studio, { ...args, block: targetBlock(studio, args.block) ?? '' }),
})

export const renameInLibrary = defineCommand({
  id: 'library.rename',
  args: { id: LIBRARY_BLOCK, name: text() },
  run: rename,
})

export const removeFromLibrary = defineCommand({
  id: 'library.remove',
  args: { id: LIBRARY_BLOCK, version: optional(integer()) },
  run: remove,
})

export const exportFromLibrary = defineCommand({
  id: 'library.export',
  args: { id: LIBRARY_BLOCK, version: optional(integer()) },
  run: exportBlock,
})

export const importIntoLibrary = defineCommand({
  id: 'library.import',
  args: { bytes: instance<Uint8Array>(Uint8Array) },
  run: importBlock,
})

/** Reloads the library and returns its entries. */
async function list(studio: AppContext) {
  return (await listAgain(studio)).map(({ id, version, name, at }) => ({ id, version, name, at }))
}

/** Saves a block of the drawing as a new version of its library block, or as a new library block. */
async function keep(
  studio: AppContext,
  { block: own, id: wanted }: { readonly block: string; readonly id?: string | undefined },
): Promise<{ readonly id: string; readonly version: number }> {
  const { drawing } = studio.store.getState().project
  const block = ownBlock({ project: { drawing } }, own)
  const fresh = selfContained(drawing, block)
  const all = await listAgain(studio)
  if (wanted !== undefined && !newestOf(all, wanted)) return refuse('no-library-block', { id: wanted, version: 0 })
  const known = newestOf(all, wanted ?? block.library?.id ?? '')
  const namesake = all.find(({ name }) => name === block.name)
  if (!known && namesake) return refuse('library-name-taken', { name: block.name })
  if (known && sameBlocks(known, fresh)) return refuse('library-same', { block: block.name, version: known.version })
  const id = known?.id ?? freshId(block.name, all)
  const name = known?.name ?? block.name
  const added = await studio.storage.library.add({ ...fresh, id, name, block: { ...fresh.block, name } })
  await changed(studio)
  // Link the block to its new version, unless it was edited in the meantime.
  const now = studio.store.getState().project.drawing.blocks?.[block.id]
  if (now === block)
    editAll(studio.store, [{ type: 'block', block: { ...block, library: { id, version: added.version } } }])
  const content = message('library-kept', { block: name, version: added.version })
  await studio.run('notice.show', { tone: 'good', message: content })
  return { id, version: added.version }
}

interface OneVersion {
  readonly id: string
  readonly version?: number | undefined
}

interface Insertion extends OneVersion {
  readonly position?: Position | undefined
  readonly after?: string | undefined
}

/** Inserts a library block into the drawing, with the blocks nested in it. */
async function insert(studio: AppContext, { id, version, position, after }: Insertion) {
  const record = await kept(studio, id, version)
  const state = studio.store.getState()
  const { drawing } = state.project
  const block: Block = { ...record.block, name: record.name, library: { id, version: record.version } }
  const there = Object.values(drawing.blocks ?? {}).find((one) => isUnchanged(drawing, one, record))
  const within = Object.fromEntries(record.within.map((one) => [one.id, one]))
  const { edits: addedBlocks, names } = there
    ? { edits: [], names: new Map<string, string>() }
    : importBlocks(drawing, { [block.id]: block, ...within })
  const own = there?.id ?? names.get(block.id) ?? block.id
  const grown = applyAll(shownDrawing(state), addedBlocks)
  const label = grown.blocks?.[own]?.name ?? record.name
  const at = position ? { at: position } : {}
  const behind = after !== undefined && grown.nodes.some((node) => node.id === after)
  const { edits, nodes } = insertNode(
    grown,
    studio.store.subject.catalog,
    { kind: BLOCK, label, params: { [BLOCK_OF]: own } },
    behind ? { tag: 'after', node: after, ...at } : { tag: 'place', ...at },
  )
  editAll(studio.store, [...addedBlocks, ...atLevel(state, edits)])
  studio.store.setState({ selection: nodes })
  return nodes[0]
}

/** Replaces a block of the drawing with another library version, and reports the changes. */
async function update(
  studio: AppContext,
  { block: id, version }: { readonly block: string; readonly version?: number | undefined },
): Promise<{ readonly from: number; readonly to: number; readonly changes: readonly string[] }> {
  const from = ownBlock(studio.store.getState(), id)
  const link = from.library ?? refuse('not-from-library', { block: from.name })
  const record = await kept(studio, link.id, version)
  const { drawing } = studio.store.getState().project
  const block = ownBlock({ project: { drawing } }, id)
  const to = { ...record.block, library: { id: record.id, version: record.version } }
  const { edits, changes } = updateBlock(drawing, block, to, record.within)
  if (applyAll(drawing, edits) === drawing)
    return refuse('library-same', { block: block.name, version: record.version })
  editAll(studio.store, edits)
  const content = message('library-updated', {
    ...{ block: block.name, from: link.version, to: record.version },
    changes: changes.map(formatMessage),
  })
  await studio.run('notice.show', { tone: 'good', message: content })
  return { from: link.version, to: record.version, changes: changes.map(formatMessage) }
}

/** Renames all versions of a block. */
async function rename(studio: AppContext, { id, name }: { id: string; name: string }) {
  const title = nameGiven(name)
  const all = await listAgain(studio)
  if (!newestOf(all, id)) return refuse('no-library-block', { id, version: 0 })
  if (all.some((one) => one.id !== id && one.name === title)) return refuse('library-name-taken', { name: title })
  await studio.storage.library.rename(id, title)
  await listAgain(studio)
}

/** Removes one version of a block from the library, or the block with all of its versions. */
async function remove(studio: AppContext, { id, version }: OneVersion) {
  const { blocks, damaged } = await studio.storage.library.list()
  const there = [...blocks, ...damaged].some((one) => one.id === id && (version ?? one.version) === one.version)
  if (!there) return refuse('no-library-block', { id, version: version ?? 0 })
  await studio.storage.library.remove(id, version)
  await changed(studio)
}

/** A library block as a file. */
async function exportBlock(studio: AppContext, { id, version }: OneVersion) {
  const record = await kept(studio, id, version)
  return (await import('../../storage/block-and-clip-files')).writeBlock(record)
}

/**
 * Imports a block file: a known block gets a new version; if its id or name conflicts with another block, it becomes a
 * separate block.
 */
async function importBlock(studio: AppContext, { bytes }: { bytes: Uint8Array }) {
  const { readBlock } = await import('../../storage/block-and-clip-files')
  const read = readBlock(bytes)
  if (!read.ok) throw new Refusal(read.error)
  const { id: own, name: called, block, within } = read.value
  const all = await listAgain(studio)
  const known = newestOf(all, own)
  const isIt = known?.name === called
  if (known && isIt && sameBlocks(known, { block, within }))
    return { id: own, version: known.version, name: known.name }
  const id = known && !isIt ? freshId(called, all) : own
  const name = all.some((one) => one.id !== id && one.name === called) ? freshName(called, all) : nameGiven(called)
  const added = await studio.storage.library.add({ id, name, block: { ...block, name }, within })
  await changed(studio)
  return { id, version: added.version, name }
}

async function kept(studio: AppContext, id: string, version?: number): Promise<LibraryRecord> {
  return (await studio.storage.library.get(id, version)) ?? refuse('no-library-block', { id, version: version ?? 0 })
}

async function listAgain(studio: AppContext): Promise<LibraryRecord[]> {
  const library = await studio.storage.library.list()
  studio.store.setState({ library })
  return [...library.blocks]
}

async function changed(studio: AppContext): Promise<void> {
  await listAgain(studio)
  await showUsage(studio.store, studio.storage)
}

function ownBlock({ project }: { readonly project: { readonly drawing: Drawing } }, id: string): Block {
  const { blocks = {} } = project.drawing
  return (Object.hasOwn(blocks, id) ? blocks[id] : undefined) ?? refuse('no-block', { block: id })
}

/** A block with all nested blocks. Refuses if a nested block is missing or blocks contain each other. */
function selfContained(drawing: Drawing, block: Block): Alone {
  const parts = alone(drawing, block)
  const inner = missingBlocks(drawing, parts)
  if (inner !== undefined) return refuse('library-lacks', { block: block.name, inner })
  const cyclic = selfContainingBlock(Object.fromEntries([parts.block, ...parts.within].map((one) => [one.id, one])))
  return cyclic ? refuse('block-in-itself', { block: cyclic.name }) : parts
}

const freshId = (name: string, all: readonly LibraryRecord[]) =>
  freshBlockId(name, (id) => all.some((one) => one.id === id))

function nameGiven(name: string): string {
  const trimmed = name.trim().slice(0, 100)
  return trimmed === '' ? refuse('name-empty', {}) : trimmed
}

/** Whether a block of the drawing equals its library version. */
function isUnchanged(drawing: Drawing, block: Block, record: LibraryRecord): boolean {
  if (block.library?.id !== record.id || block.library.version !== record.version) return false
  return sameBlocks(alone(drawing, block), record)
}

function freshName(name: string, all: readonly LibraryRecord[]): string {
  let n = 2
  while (all.some((one) => one.name === `${name} ${n}`)) n++
  return `${name} ${n}`
}
