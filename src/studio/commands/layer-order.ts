/** @file Commands that place layers: several at once, as entered in quick add, and the order of layers in a chain. */
import type { InsertTarget } from '../../graph/insert-node'
import { swapNodes } from '../../graph/node-edits'
import { readingOrder } from '../../graph/topological-order'
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import { type ArgsOf, list, number, optional, shape, text } from '../arguments'
import { boardCommandsWith } from '../command'
import { shownDrawing } from '../network/block-levels'
import type { Board } from '../network/canvas-board'
import { edit } from '../project/project-document'
import { BLOCK, INSERT_AT, NODE, PARAMS } from './common-arguments'

const defineBoardCommand = boardCommandsWith(commandsText)

const IN_ROW = shape({
  kind: optional(text()),
  block: optional(BLOCK),
  params: optional(PARAMS),
  times: optional(number()),
})

export const insertRow = defineBoardCommand({
  id: 'graph.row',
  args: { row: list(IN_ROW), ...INSERT_AT },
  async run(board, { row, position: at, ...place }) {
    const { nodes, wires } = shownDrawing(board.store.getState())
    const node = place.after ?? place.from ?? place.to
    if (place.wire !== undefined && !wires.some(({ id }) => id === place.wire))
      return refuse('no-wire', { wire: place.wire })
    if (place.wire === undefined && node !== undefined && !nodes.some(({ id }) => id === node))
      return refuse('no-node', { node })
    const { findFreePosition: openSpot, insertLayers: putAll } = await import('../network/insert-layers')
    const target = targetOf(place) ?? openSpot(board, row)
    return putAll(board, row, { ...target, ...(at ? { at } : {}) })
  },
})

function targetOf({ wire, after, from, out, to, port }: ArgsOf<typeof INSERT_AT>): InsertTarget | undefined {
  if (wire !== undefined) return { tag: 'wire', wire }
  if (after !== undefined) return { tag: 'after', node: after }
  if (from !== undefined) return { tag: 'from', node: from, ...(out === undefined ? {} : { out }) }
  if (to !== undefined) return { tag: 'to', node: to, ...(port === undefined ? {} : { port }) }
  return undefined
}

function nodeAt(board: Board, id: string | undefined) {
  const { selection } = board.store.getState()
  const nodeId = id ?? (selection.length === 1 ? selection[0] : undefined) ?? ''
  const drawing = shownDrawing(board.store.getState())
  return { drawing, node: drawing.nodes.find((one) => one.id === nodeId) ?? refuse('no-node', { node: nodeId }) }
}

/** Adds a layer before a node: on the node's only incoming wire if it has one, otherwise wired to a free port. */
export const addBefore = defineBoardCommand({
  id: 'graph.addBefore',
  args: { kind: text(), node: NODE, params: optional(PARAMS) },
  async run(board, { kind, node, params }) {
    const { insertBefore } = await import('../network/insert-layers')
    return insertBefore(board, kind, nodeAt(board, node), params)
  },
})

function moving<const W extends 'earlier' | 'later'>(way: W, shortcut: string) {
  const editsAt = (board: Board, id: string | undefined) => {
    const { drawing, node } = nodeAt(board, id)
    return { node, edits: swapNodes(drawing, board.store.subject.catalog, node.id, way) }
  }
  return defineBoardCommand({
    id: `graph.${way}`,
    args: { node: optional(NODE) },
    listed: true,
    shortcut,
    shortcutScope: 'canvas',
    enabled: (board, args) => args?.node !== undefined || board.store.getState().selection.length === 1,
    run(board, { node: id }) {
      const { node, edits } = editsAt(board, id)
      if (edits.length === 0) return refuse('no-place', { node: node.label, way })
      edit(board.store, edits)
    },
  })
}

export const moveEarlier = moving('earlier', 'Alt+ArrowUp')
export const moveLater = moving('later', 'Alt+ArrowDown')

/** Selects the next or previous node in reading order, wrapping around; the canvas brings it into view. */
function stepping<const I extends keyof typeof commandsText>(id: I, shortcut: string, step: 1 | -1) {
  return defineBoardCommand({
    id,
    args: {},
    listed: true,
    shortcut,
    shortcutScope: 'canvas',
    enabled: (board) => shownDrawing(board.store.getState()).nodes.length > 0,
    run(board) {
      const nodes = readingOrder(shownDrawing(board.store.getState())).nodes
      const { selection } = board.store.getState()
      const at = nodes.findIndex(({ id: one }) => one === selection.at(-1))
      const from = at < 0 && step < 0 ? 0 : at
      const next = nodes.at((from + step) % nodes.length)
      board.store.setState({ selection: next ? [next.id] : [] })
    },
  })
}

export const nextNode = stepping('select.next', 'j', 1)
export const previousNode = stepping('select.previous', 'k', -1)
