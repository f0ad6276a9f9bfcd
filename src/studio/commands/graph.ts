/** @file Commands for editing the drawing. Each is one undo step. */
import type { Catalog, LooseParams } from '../../catalog/node-def'
import type { DrawnNode } from '../../graph/drawing'
import { freePort, freshNode, freshWire } from '../../graph/edit-helpers'
import { isExpression } from '../../graph/expression'
import { type InsertTarget, insertNode } from '../../graph/insert-node'
import { portCountsOf, specsOfNode, titleOf } from '../../graph/node-values'
import { freePosition } from '../../graph/spacing'
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import { integer, list, optional, position, text } from '../arguments'
import { EDITS } from './edit-arguments'
import { boardCommandsWith } from '../command'
import { shownDrawing, shownReport } from '../network/block-levels'
import type { Board } from '../network/canvas-board'
import { checkAgainst, type NewNodeRequest, newNode, refuseKind } from '../network/new-node'
import { edit, editAll, redo, undo } from '../project/project-document'
import { BLOCK, INSERT_AT, NODE, PARAMS, WIRE } from './common-arguments'
import { goStep } from './undo-redo'

const defineBoardCommand = boardCommandsWith(commandsText)

function drawingOf({ store }: Board) {
  return shownDrawing(store.getState())
}

function nodeNamed(board: Board, id: string): DrawnNode {
  return drawingOf(board).nodes.find((node) => node.id === id) ?? refuse('no-node', { node: id })
}

export const addNode = defineBoardCommand({
  id: 'graph.add',
  args: { kind: text(), params: optional(PARAMS), position: optional(position), label: optional(text()) },
  run(board, { kind, params, position, label }) {
    const { catalog } = board.store.subject
    if (!catalog.find(kind)) return refuseKind(kind, catalog)
    if (params) checkTypes(catalog, kind, params)
    const drawing = drawingOf(board)
    const node = freshNode(drawing, catalog, kind, position ?? freePosition(drawing.nodes), params, label)
    edit(board.store, [{ type: 'add', node }])
    return node.id
  },
})

/**
 * Adds a layer after a node and wires it in. If the node has a single outgoing wire, the layer is inserted into that
 * wire.
 */
export const addAfter = defineBoardCommand({
  id: 'graph.addAfter',
  args: { kind: text(), node: NODE, params: optional(PARAMS) },
  run(board, { kind, node, params }) {
    nodeNamed(board, node)
    if (params) checkTypes(board.store.subject.catalog, kind, params)
    return insertNew(board, { kind, ...(params ? { params } : {}) }, { tag: 'after', node })
  },
})

/** Inserts a layer or a block at a target. Used by the palette, quick add, and drag and drop. */
export const putNode = defineBoardCommand({
  id: 'graph.put',
  args: { kind: optional(text()), block: optional(BLOCK), ...INSERT_AT },
  async run(board, { kind, block, wire, after, from, out, to, port, position: at }) {
    if (wire !== undefined && !drawingOf(board).wires.some(({ id }) => id === wire)) return refuse('no-wire', { wire })
    const node = after ?? from ?? to
    if (wire === undefined && node !== undefined) nodeNamed(board, node)
    const where = at ? { at } : {}
    const target: InsertTarget =
      wire !== undefined
        ? { tag: 'wire', wire, ...where }
        : after !== undefined
          ? { tag: 'after', node: after, ...where }
          : from !== undefined
            ? { tag: 'from', node: from, ...(out === undefined ? {} : { out }), ...where }
            : to !== undefined
              ? { tag: 'to', node: to, ...(port === undefined ? {} : { port }), ...where }
              : { tag: 'place', ...where }
    const what = { ...(kind === undefined ? {} : { kind }), ...(block === undefined ? {} : { block }) }
    const { insertLayers: putRow } = await import('../network/insert-layers')
    return putRow(board, [what], target)[0]
  },
})

/** Inserts a node as one undo step and selects it. */
function insertNew(board: Board, request: NewNodeRequest, target: InsertTarget): string {
  const { what, addedBlocks, drawing } = newNode(board, request)
  const { edits, nodes } = insertNode(drawing, board.store.subject.catalog, what, target)
  edit(board.store, [...addedBlocks, ...edits])
  board.store.setState({ selection: nodes, selectedNotes: [] })
  return nodes[0] ?? ''
}

export const connect = defineBoardCommand({
  id: 'graph.connect',
  args: { from: NODE, to: NODE, port: optional(integer()), out: optional(integer()) },
  run(board, { from, to, port, out = 0 }) {
    const source = nodeNamed(board, from)
    const target = nodeNamed(board, to)
    const drawing = drawingOf(board)
    const { catalog } = board.store.subject
    const { outs } = portCountsOf(drawing, catalog, source)
    if (outs === 0) return refuse('no-way-out', { node: source.label })
    const { ins } = portCountsOf(drawing, catalog, target)
    if (ins === 0) return refuse('no-way-in', { node: target.label })
    const into = port ?? (ins === 1 ? 0 : freePort(drawing, to))
    // Connecting a wire to a block without a free port replaces the block's last incoming wire.
    const at = ins === 1 ? 0 : port === undefined ? Math.min(into, ins - 1) : into
    if (at < 0 || at >= ins) return refuse('no-port', { port: at })
    if (out < 0 || out >= outs) return refuse('no-port', { port: out })
    const wire = { ...freshWire(drawing, from, to, at), ...(out > 0 ? { out } : {}) }
    edit(board.store, [{ type: 'connect', wire }])
    return wire.id
  },
})

export const disconnect = defineBoardCommand({
  id: 'graph.disconnect',
  args: { wire: WIRE },
  run(board, { wire }) {
    if (!drawingOf(board).wires.some(({ id }) => id === wire)) return refuse('no-wire', { wire })
    edit(board.store, [{ type: 'disconnect', wire }])
  },
})

export const removeNodes = defineBoardCommand({
  id: 'graph.remove',
  args: { nodes: list(NODE) },
  run(board, { nodes }) {
    for (const id of nodes) nodeNamed(board, id)
    if (nodes.length > 0) edit(board.store, [{ type: 'remove', nodes }])
  },
})

export const moveNode = defineBoardCommand({
  id: 'graph.move',
  args: { node: NODE, position },
  run(board, { node, position }) {
    nodeNamed(board, node)
    edit(board.store, [{ type: 'move', positions: { [node]: position } }])
  },
})

export const renameNode = defineBoardCommand({
  id: 'graph.rename',
  args: { node: NODE, label: text() },
  run(board, { node, label }) {
    nodeNamed(board, node)
    const trimmed = label.trim().slice(0, 200)
    if (trimmed === '') return refuse('name-empty', {})
    edit(board.store, [{ type: 'rename', node, label: trimmed }])
  },
})

export const setParams = defineBoardCommand({
  id: 'graph.set',
  args: { node: NODE, params: PARAMS },
  run(board, { node, params }) {
    checkParams(board, nodeNamed(board, node), params)
    edit(board.store, [{ type: 'set', node, params }])
  },
})

/** Applies several edits as one undo step, for drags, drops, and other canvas gestures. */
export const editMany = defineBoardCommand({
  id: 'graph.edit',
  args: { edits: EDITS },
  run(board, { edits }) {
    edit(board.store, edits)
  },
})

export const undoEdit = defineBoardCommand({
  id: 'graph.undo',
  listed: true,
  shortcut: '$mod+z',
  args: {},
  enabled: (board) => board.store.getState().history.past.length > 0,
  run: (board) => goStep(board, undo),
})

export const redoEdit = defineBoardCommand({
  id: 'graph.redo',
  listed: true,
  shortcut: '$mod+Shift+z',
  args: {},
  enabled: (board) => board.store.getState().history.future.length > 0,
  run: (board) => goStep(board, redo),
})

export const fix = defineBoardCommand({
  id: 'graph.fix',
  args: { node: optional(NODE), code: text(), fix: text() },
  async run(board, { node, code, fix: fixId }) {
    const state = board.store.getState()
    const diagnostics = [...shownReport(state).diagnostics, ...state.report.diagnostics]
    const problem = diagnostics.find((one) => one.problem.code === code && (node === undefined || one.node === node))
    const found = problem?.fixes.find(({ id }) => id === fixId)
    if (!found) return refuse('no-fix', { fix: fixId, code })
    if (found.command) return void (await board.runById(found.command.id, found.command.args))
    const { length } = shownDrawing(state).nodes
    editAll(board.store, found.edits)
    // New layers of a fix can be outside the view.
    if (shownDrawing(board.store.getState()).nodes.length > length)
      board.store.setState(({ canvas }) => ({ canvas: { ...canvas, look: { at: 'all' } } }))
  },
})

function checkTypes(catalog: Catalog<unknown>, kind: string, params: LooseParams): void {
  const def = catalog.find(kind)
  checkAgainst(def?.params ?? {}, def?.title ?? kind, params)
}

/** Validates parameters of a drawn node, which may be a block. Inside a block, expressions are not validated here. */
function checkParams({ store }: Board, node: DrawnNode, params: LooseParams): void {
  const state = store.getState()
  const drawing = shownDrawing(state)
  const { catalog } = store.subject
  const written = state.inside.length === 0 ? params : withoutExpressions(params)
  checkAgainst(specsOfNode(drawing, catalog, node), titleOf(drawing, catalog, node), written)
}

function withoutExpressions(params: LooseParams): LooseParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => !isExpression(value)))
}
