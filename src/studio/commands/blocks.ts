/** @file Commands for blocks: folding and unfolding, entering and leaving, and exposing parameters. */
import type { Result } from '../../base/result'
import { applyAll } from '../../graph/apply-edit'
import { type Block, blockOf, usesOf } from '../../graph/block'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import { insertNode } from '../../graph/insert-node'
import { commandNoticesText } from '../../messages/en/commands/notices'
import { commandsText } from '../../messages/en/commands/studio'
import { type Message, Refusal, refuse } from '../../messages/message'
import { integer, oneOf, optional, position, text } from '../arguments'
import { boardCommandsWith } from '../command'
import { atLevel, shownBlock, shownDrawing } from '../network/block-levels'
import type { Board } from '../network/canvas-board'
import { newNode } from '../network/new-node'
import { edit, editAll } from '../project/project-document'
import { BLOCK, NODE, NODES } from './common-arguments'

const defineBoardCommand = boardCommandsWith(commandsText)

/** Edits that the first page does not need. */
const edits = () => import('../network/block-edits')

export const foldBlock = defineBoardCommand({
  id: 'block.fold',
  args: { nodes: NODES, name: optional(text()) },
  listed: true,
  shortcut: '$mod+g',
  shortcutScope: 'canvas',
  enabled: (board, args) => args?.nodes !== undefined || board.store.getState().selection.length > 0,
  async run(board, { nodes, name }) {
    const [{ fold }, { inheritParams }] = await Promise.all([
      import('../../graph/fold-into-block'),
      import('../../graph/block-params'),
    ])
    const state = board.store.getState()
    const drawing = shownDrawing(state)
    const title = freshName(drawing, name?.trim().slice(0, 100) || commandNoticesText.block)
    const { edits, nodes: left } = unwrap(fold(drawing, board.store.subject.catalog, nodes ?? state.selection, title))
    const around = shownBlock(state)
    edit(board.store, around ? inheritParams(edits, around) : edits)
    board.store.setState({ selection: left })
    return left[0]
  },
})

export const unfoldBlock = defineBoardCommand({
  id: 'block.unfold',
  args: { node: optional(NODE) },
  listed: true,
  shortcut: '$mod+Shift+g',
  shortcutScope: 'canvas',
  enabled: (board, args) => args?.node !== undefined || selectedBlock(board) !== undefined,
  async run(board, { node }) {
    const { unfold } = await import('../../graph/fold-into-block')
    const state = board.store.getState()
    const { node: used, block } = blockAt(board, node)
    const gesture = unwrap(unfold(shownDrawing(state), used.id, shownBlock(state)))
    const edits = atLevel(
      state,
      gesture.edits.filter(({ type }) => type !== 'forget'),
    )
    // Whether the block is still used depends on the complete drawing, not just the visible level.
    const unused = usesOf(applyAll(state.project.drawing, edits), block.id).length === 0
    editAll(board.store, unused ? [...edits, { type: 'forget', blocks: [block.id] }] : edits)
    board.store.setState({ selection: gesture.nodes })
    return gesture.nodes
  },
})

export const enterBlock = defineBoardCommand({
  id: 'block.enter',
  args: { node: optional(NODE) },
  listed: true,
  enabled: (board, args) => args?.node !== undefined || selectedBlock(board) !== undefined,
  run(board, { node }) {
    const { node: used } = blockAt(board, node)
    board.store.setState(({ inside }) => ({ inside: [...inside, used.id], selection: [], selectedNotes: [] }))
  },
})

export const leaveBlock = defineBoardCommand({
  id: 'block.leave',
  args: { to: optional(integer()) },
  listed: true,
  enabled: (board) => board.store.getState().inside.length > 0,
  run(board, { to }) {
    const { inside } = board.store.getState()
    const depth = Math.max(0, Math.min(to ?? inside.length - 1, inside.length))
    const left = inside[depth]
    if (left !== undefined)
      board.store.setState({ inside: inside.slice(0, depth), selection: [left], selectedNotes: [] })
  },
})

export const exposeParam = defineBoardCommand({
  id: 'block.expose',
  args: { node: NODE, param: text(), name: optional(text()) },
  run: async (board, args) => (await edits()).exposeParam(board, args),
})

export const renameBlock = defineBoardCommand({
  id: 'block.rename',
  args: { block: BLOCK, name: text() },
  run: async (board, args) => (await edits()).renameBlock(board, args),
})

export const addPort = defineBoardCommand({
  id: 'block.port',
  args: { side: oneOf('in', 'out') },
  run: async (board, args) => (await edits()).addPort(board, args),
})

/** Inserts a block of the drawing, or a block that ships with the board's catalog. */
export const insertBlock = defineBoardCommand({
  id: 'block.insert',
  args: { block: BLOCK, position: optional(position), after: optional(NODE) },
  run(board, { block, position: place, after }) {
    const { what, addedBlocks, drawing } = newNode(board, { block })
    const behind = after !== undefined && drawing.nodes.some(({ id }) => id === after)
    const at = place ? { at: place } : {}
    const { edits, nodes } = insertNode(
      drawing,
      board.store.subject.catalog,
      what,
      behind ? { tag: 'after', node: after, ...at } : { tag: 'place', ...at },
    )
    edit(board.store, [...addedBlocks, ...edits])
    board.store.setState({ selection: nodes })
    return nodes[0]
  },
})

/** A block name that is not taken: Block, then Block 2. */
function freshName({ blocks = {} }: Drawing, stem: string): string {
  const known = new Set(Object.values(blocks).map(({ name }) => name))
  if (!known.has(stem)) return stem
  let n = 2
  while (known.has(`${stem} ${n}`)) n++
  return `${stem} ${n}`
}

function unwrap<T>(result: Result<T, Message>): T {
  if (!result.ok) throw new Refusal(result.error)
  return result.value
}

/** The given node or, if none is given, the selected node, together with its block. */
function blockAt(board: Board, id: string | undefined): { readonly node: DrawnNode; readonly block: Block } {
  const state = board.store.getState()
  const drawing = shownDrawing(state)
  const nodeId = id ?? state.selection[0] ?? ''
  const node = drawing.nodes.find((one) => one.id === nodeId) ?? refuse('no-node', { node: nodeId })
  const block = blockOf(drawing, node) ?? refuse('not-a-block', { layer: node.label })
  return { node, block }
}

function selectedBlock(board: Board): Block | undefined {
  const state = board.store.getState()
  const drawing = shownDrawing(state)
  const node = state.selection.length === 1 ? drawing.nodes.find(({ id }) => id === state.selection[0]) : undefined
  return node && blockOf(drawing, node)
}
