/** @file Commands on the drawing: each one undo step. */
import { message, Refusal, refuse } from '../../base/messages/message'
import { layers } from '../../catalog/layers'
import type { LooseParams } from '../../catalog/node-def'
import { type ParamSpecs, problemOf } from '../../catalog/params'
import { blockOf, specsOf } from '../../graph/block'
import type { DrawnNode, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { isExpression } from '../../graph/expression'
import { freePort, freshNode, freshWire, insertInto } from '../../graph/edits'
import { defineCommand } from '../command'
import type { Workshop } from '../context'
import { edit, editAll, redo, undo } from '../document'
import { portCounts, shownDrawing, shownReport } from '../levels'

/** Room between a new node and what it stands beside, in canvas pixels. */
const STEP = 220
/** How many wires a layer takes at most. */
const INPUTS = { none: 0, one: 1, many: 1000 } as const

function drawingOf(studio: Workshop) {
  return shownDrawing(studio.store.getState())
}

function nodeNamed(studio: Workshop, id: string): DrawnNode {
  return drawingOf(studio).nodes.find((node) => node.id === id) ?? refuse('no-node', { node: id })
}

export const addNode = defineCommand({
  id: 'graph.add',
  title: 'Add a layer',
  args: { kind: 'string', params: 'object?', position: '{x, y}?', label: 'string?' },
  run(
    studio,
    { kind, params, position, label }: { kind: string; params?: LooseParams; position?: Position; label?: string },
  ) {
    if (!layers.find(kind)) return refuse('unknown-kind', { kind })
    if (params) checkTypes(kind, params)
    const drawing = drawingOf(studio)
    const node = freshNode(drawing, layers, kind, position ?? freePlace(drawing.nodes), params, label)
    edit(studio.store, [{ type: 'add', node }])
    return node.id
  },
})

/** Adds a layer behind a node and wires it in: between it and what follows when there is one wire. */
export const addAfter = defineCommand({
  id: 'graph.addAfter',
  title: 'Add a layer after another',
  args: { kind: 'string', node: 'string', params: 'object?' },
  run(studio, { kind, node: after, params }: { kind: string; node: string; params?: LooseParams }) {
    const def = layers.find(kind)
    if (!def) return refuse('unknown-kind', { kind })
    const before = nodeNamed(studio, after)
    const drawing = drawingOf(studio)
    const out = drawing.wires.filter((wire) => wire.from === after)
    const [only] = out
    if (only && out.length === 1 && def.out && def.inputs === 'one') {
      const edits = insertInto(drawing, layers, only, [{ kind, ...(params ? { params } : {}) }])
      edit(studio.store, edits)
      const added = edits.find(({ type }) => type === 'add')
      const id = added?.type === 'add' ? added.node.id : after
      studio.store.setState({ selection: [id] })
      return id
    }
    const node = freshNode(drawing, layers, kind, freePlace(drawing.nodes, before), params)
    const edits: Edit[] = [{ type: 'add', node }]
    if (layers.find(before.kind)?.out && def.inputs !== 'none') {
      const grown = { nodes: [...drawing.nodes, node], wires: drawing.wires }
      edits.push({ type: 'connect', wire: freshWire(grown, after, node.id) })
    }
    edit(studio.store, edits)
    studio.store.setState({ selection: [node.id] })
    return node.id
  },
})

export const connect = defineCommand({
  id: 'graph.connect',
  title: 'Connect two layers',
  args: {
    from: 'node id',
    to: 'node id',
    port: 'number? (0-based; default the first free one)',
    out: 'number? (0-based, of a block with several outputs)',
  },
  run(studio, { from, to, port, out = 0 }: { from: string; to: string; port?: number; out?: number }) {
    const source = nodeNamed(studio, from)
    const target = nodeNamed(studio, to)
    const drawing = drawingOf(studio)
    const outs = portCounts(drawing, source)?.outs ?? (layers.find(source.kind)?.out === false ? 0 : 1)
    if (outs === 0) return refuse('no-way-out', { node: source.label })
    const ins = portCounts(drawing, target)?.ins ?? INPUTS[layers.find(target.kind)?.inputs ?? 'many']
    if (ins === 0) return refuse('no-way-in', { node: target.label })
    const into = port ?? (ins === 1 ? 0 : freePort(drawing, to))
    // A wire into a full block takes the place of the last one.
    const at = ins === 1 ? 0 : port === undefined ? Math.min(into, ins - 1) : into
    if (!(Number.isInteger(at) && at >= 0 && at < ins)) return refuse('no-port', { port: Number(at) })
    if (!(Number.isInteger(out) && out >= 0 && out < outs)) return refuse('no-port', { port: Number(out) })
    const wire = { ...freshWire(drawing, from, to, at), ...(out > 0 ? { out } : {}) }
    edit(studio.store, [{ type: 'connect', wire }])
    return wire.id
  },
})

export const disconnect = defineCommand({
  id: 'graph.disconnect',
  title: 'Remove a wire',
  args: { wire: 'wire id' },
  run(studio, { wire }: { wire: string }) {
    if (!drawingOf(studio).wires.some(({ id }) => id === wire)) return refuse('no-wire', { wire })
    edit(studio.store, [{ type: 'disconnect', wire }])
  },
})

export const removeNodes = defineCommand({
  id: 'graph.remove',
  title: 'Remove layers',
  args: { nodes: 'node id[]' },
  run(studio, { nodes }: { nodes: readonly string[] }) {
    for (const id of nodes) nodeNamed(studio, id)
    if (nodes.length > 0) edit(studio.store, [{ type: 'remove', nodes }])
  },
})

export const moveNode = defineCommand({
  id: 'graph.move',
  title: 'Move a layer',
  args: { node: 'node id', position: '{x, y}' },
  run(studio, { node, position }: { node: string; position: Position }) {
    nodeNamed(studio, node)
    if (!Number.isFinite(position?.x) || !Number.isFinite(position?.y)) return refuse('no-position', {})
    edit(studio.store, [{ type: 'move', positions: { [node]: { x: position.x, y: position.y } } }])
  },
})

export const renameNode = defineCommand({
  id: 'graph.rename',
  title: 'Rename a layer',
  args: { node: 'node id', label: 'string' },
  run(studio, { node, label }: { node: string; label: string }) {
    nodeNamed(studio, node)
    const trimmed = String(label).trim().slice(0, 200)
    if (trimmed === '') return refuse('name-empty', {})
    edit(studio.store, [{ type: 'rename', node, label: trimmed }])
  },
})

export const setParams = defineCommand({
  id: 'graph.set',
  title: 'Set parameters',
  args: { node: 'node id', params: 'object, merged' },
  run(studio, { node, params }: { node: string; params: LooseParams }) {
    checkParams(studio, nodeNamed(studio, node), params)
    edit(studio.store, [{ type: 'set', node, params }])
  },
})

/** Several edits as one undo step: drags, drops and other gestures of the canvas. */
export const editMany = defineCommand({
  id: 'graph.edit',
  title: 'Edit the drawing',
  args: { edits: 'Edit[]' },
  run(studio, { edits }: { edits: readonly Edit[] }) {
    edit(studio.store, edits)
  },
})

export const undoEdit = defineCommand({
  id: 'graph.undo',
  title: 'Undo',
  listed: true,
  shortcut: '$mod+z',
  args: {},
  enabled: (studio) => studio.store.getState().history.past.length > 0,
  run: (studio) => undo(studio.store),
})

export const redoEdit = defineCommand({
  id: 'graph.redo',
  title: 'Redo',
  listed: true,
  shortcut: '$mod+Shift+z',
  args: {},
  enabled: (studio) => studio.store.getState().history.future.length > 0,
  run: (studio) => redo(studio.store),
})

export const tidy = defineCommand({
  id: 'graph.tidy',
  title: 'Tidy the drawing',
  listed: true,
  args: {},
  async run(studio) {
    const { layout } = await import('../../graph/layout')
    edit(studio.store, [{ type: 'move', positions: layout(drawingOf(studio)) }])
  },
})

export const fix = defineCommand({
  id: 'graph.fix',
  title: 'Apply a fix',
  args: { node: 'node id?', code: 'string', fix: 'string' },
  run(studio, { node, code, fix: wanted }: { node?: string; code: string; fix: string }) {
    const state = studio.store.getState()
    const diagnostics = [...shownReport(state).diagnostics, ...state.report.diagnostics]
    const problem = diagnostics.find((one) => one.said.code === code && (node === undefined || one.node === node))
    const found = problem?.fixes.find(({ id }) => id === wanted)
    if (!found) return refuse('no-fix', { fix: wanted, code })
    editAll(studio.store, found.edits)
  },
})

function checkTypes(kind: string, params: LooseParams): void {
  checkAgainst(layers.find(kind)?.params ?? {}, layers.find(kind)?.title ?? kind, params)
}

/** The same for a node that is drawn: it may stand for a block, and inside a block a value may be worked out. */
function checkParams(studio: Workshop, node: DrawnNode, params: LooseParams): void {
  const state = studio.store.getState()
  const block = blockOf(shownDrawing(state), node)
  const written = state.inside.length === 0 ? params : withoutExpressions(params)
  if (block) checkAgainst(specsOf(block), block.name, written)
  else checkTypes(node.kind, written)
}

function withoutExpressions(params: LooseParams): LooseParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => !isExpression(value)))
}

/** Wrong types are refused at once; values out of range are drawn and diagnosed, as when typed by hand. */
function checkAgainst(specs: ParamSpecs, owner: string, params: LooseParams): void {
  for (const [name, value] of Object.entries(params)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (!spec) throw new Refusal(message('param-unknown', { param: name, layer: owner }))
    const problem = problemOf(spec, value)
    if (problem && problem.code !== 'param-range') throw new Refusal(problem)
  }
}

/** A place that no node covers: right of `beside`, or of the rightmost node. */
function freePlace(nodes: readonly DrawnNode[], beside?: DrawnNode): Position {
  const from = beside ?? [...nodes].sort((a, b) => b.position.x - a.position.x)[0]
  if (!from) return { x: 0, y: 0 }
  const place = { x: from.position.x + STEP, y: from.position.y }
  const taken = (y: number) =>
    nodes.some(({ position }) => Math.abs(position.x - place.x) < 180 && Math.abs(position.y - y) < 90)
  while (taken(place.y)) place.y += 110
  return place
}
