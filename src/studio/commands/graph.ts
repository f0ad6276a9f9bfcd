/** @file Commands for editing the drawing. Each is one undo step. */
import { commandsText } from '../../messages/en/commands/studio'
import { refuse } from '../../messages/message'
import type { Catalog, LooseParams } from '../../catalog/node-def'
import type { DrawnNode, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freePort, freshNode, freshWire } from '../../graph/edit-helpers'
import { isExpression } from '../../graph/expression'
import { insertNode, type InsertTarget } from '../../graph/insert-node'
import { freePosition } from '../../graph/spacing'
import { portCountsOf, specsOfNode, titleOf } from '../../graph/port-counts'
import type { Board } from '../canvas-board'
import { defineCommand } from '../command'
import { edit, editAll, redo, undo } from '../project-document'
import { shownDrawing, shownReport } from '../block-levels'
import { newNode, type NewNodeRequest } from '../new-node'
import { checkAgainst } from '../param-check'
import { goStep } from './undo-redo'

function drawingOf({ store }: Board) {
  return shownDrawing(store.getState())
}

function nodeNamed(board: Board, id: string): DrawnNode {
  return drawingOf(board).nodes.find((node) => node.id === id) ?? refuse('no-node', { node: id })
}

export const addNode = defineCommand({
  id: 'graph.add',
  title: commandsText['graph.add'],
  run(
    board: Board,
    { kind, params, position, label }: { kind: string; params?: LooseParams; position?: Position; label?: string },
  ) {
    const { catalog } = board.store.subject
    if (!catalog.find(kind)) return refuse('unknown-kind', { kind })
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
export const addAfter = defineCommand({
  id: 'graph.addAfter',
  title: commandsText['graph.addAfter'],
  run(board: Board, { kind, node, params }: { kind: string; node: string; params?: LooseParams }) {
    nodeNamed(board, node)
    if (params) checkTypes(board.store.subject.catalog, kind, params)
    return insertNew(board, { kind, ...(params ? { params } : {}) }, { tag: 'after', node })
  },
})

/** Where to insert something. If several fields are given, the first one listed here is used. */
interface Place {
  readonly wire?: string
  readonly after?: string
  readonly from?: string
  readonly out?: number
  readonly to?: string
  readonly port?: number
  readonly position?: Position
}

/** Inserts a layer or a block at a target. Used by the palette, quick add, and drag and drop. */
export const putNode = defineCommand({
  id: 'graph.put',
  title: commandsText['graph.put'],
  async run(board: Board, { kind, block, ...place }: Place & { kind?: string; block?: string }) {
    const { wire, after, from, out, to, port, position: at } = place
    if (at && !(Number.isFinite(at.x) && Number.isFinite(at.y))) return refuse('no-position', {})
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
    const { insertLayers: putRow } = await import('../insert-layers')
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

export const connect = defineCommand({
  id: 'graph.connect',
  title: commandsText['graph.connect'],
  run(board: Board, { from, to, port, out = 0 }: { from: string; to: string; port?: number; out?: number }) {
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
    if (!(Number.isInteger(at) && at >= 0 && at < ins)) return refuse('no-port', { port: Number(at) })
    if (!(Number.isInteger(out) && out >= 0 && out < outs)) return refuse('no-port', { port: Number(out) })
    const wire = { ...freshWire(drawing, from, to, at), ...(out > 0 ? { out } : {}) }
    edit(board.store, [{ type: 'connect', wire }])
    return wire.id
  },
})

export const disconnect = defineCommand({
  id: 'graph.disconnect',
  title: commandsText['graph.disconnect'],
  run(board: Board, { wire }: { wire: string }) {
    if (!drawingOf(board).wires.some(({ id }) => id === wire)) return refuse('no-wire', { wire })
    edit(board.store, [{ type: 'disconnect', wire }])
  },
})

export const removeNodes = defineCommand({
  id: 'graph.remove',
  title: commandsText['graph.remove'],
  run(board: Board, { nodes }: { nodes: readonly string[] }) {
    for (const id of nodes) nodeNamed(board, id)
    if (nodes.length > 0) edit(board.store, [{ type: 'remove', nodes }])
  },
})

export const moveNode = defineCommand({
  id: 'graph.move',
  title: commandsText['graph.move'],
  run(board: Board, { node, position }: { node: string; position: Position }) {
    nodeNamed(board, node)
    if (!Number.isFinite(position?.x) || !Number.isFinite(position?.y)) return refuse('no-position', {})
    edit(board.store, [{ type: 'move', positions: { [node]: { x: position.x, y: position.y } } }])
  },
})

export const renameNode = defineCommand({
  id: 'graph.rename',
  title: commandsText['graph.rename'],
  run(board: Board, { node, label }: { node: string; label: string }) {
    nodeNamed(board, node)
    const trimmed = String(label).trim().slice(0, 200)
    if (trimmed === '') return refuse('name-empty', {})
    edit(board.store, [{ type: 'rename', node, label: trimmed }])
  },
})

export const setParams = defineCommand({
  id: 'graph.set',
  title: commandsText['graph.set'],
  run(board: Board, { node, params }: { node: string; params: LooseParams }) {
    checkParams(board, nodeNamed(board, node), params)
    edit(board.store, [{ type: 'set', node, params }])
  },
})

/** Applies several edits as one undo step, for drags, drops, and other canvas gestures. */
export const editMany = defineCommand({
  id: 'graph.edit',
  title: commandsText['graph.edit'],
  run(board: Board, { edits }: { edits: readonly Edit[] }) {
    edit(board.store, edits)
  },
})

export const undoEdit = defineCommand({
  id: 'graph.undo',
  title: commandsText['graph.undo'],
  listed: true,
  shortcut: '$mod+z',
  enabled: (board: Board) => board.store.getState().history.past.length > 0,
  run: (board: Board) => goStep(board, undo),
})

export const redoEdit = defineCommand({
  id: 'graph.redo',
  title: commandsText['graph.redo'],
  listed: true,
  shortcut: '$mod+Shift+z',
  enabled: (board: Board) => board.store.getState().history.future.length > 0,
  run: (board: Board) => goStep(board, redo),
})

export const fix = defineCommand({
  id: 'graph.fix',
  title: commandsText['graph.fix'],
  run(board: Board, { node, code, fix: fixId }: { node?: string; code: string; fix: string }) {
    const state = board.store.getState()
    const diagnostics = [...shownReport(state).diagnostics, ...state.report.diagnostics]
    const problem = diagnostics.find((one) => one.problem.code === code && (node === undefined || one.node === node))
    const found = problem?.fixes.find(({ id }) => id === fixId)
    if (!found) return refuse('no-fix', { fix: fixId, code })
    editAll(board.store, found.edits)
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
