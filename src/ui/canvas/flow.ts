/**
 * @file The border to React Flow: a drawing becomes flow nodes and edges, flow changes become edits. Live values never
 * pass through here: nodes and wires read what they show from the store, by id.
 */
import type { Edge, EdgeChange, Node, NodeChange } from 'reactflow'
import { Position as Side } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import type { DrawnNode, Drawing, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { readingOrder } from '../../graph/topological-order'
import { blockPortCounts } from '../../studio/levels'

/** `ports` is the number of ports on each side of a block, as one string; empty for other nodes. */
export type FlowNode = Node<{ readonly ports: string }, 'node' | 'note'>
export type FlowWire = Edge<Record<string, never>, 'wire'>

/** Of every node, in canvas pixels. */
export const NODE_WIDTH = 164
/**
 * Where wires meet a node, below its top edge: the middle of a plain node, and of one with a face. Fixed, not measured,
 * so that wires in a row stay straight regardless of what its nodes show.
 */
export const WIRE_Y = 27
export const END_WIRE_Y = 71

/** Ports of a side with several: the first one's middle below the node's top edge, and from one to the next. */
const PORTS_Y = 64
const PORT_STEP = 20

const HANDLE = 12
const NO_DATA: Record<string, never> = {}
/** By kind, what nodes with a face are high to begin with, until the browser has measured: those off screen are never drawn. */
export type Heights = Readonly<Record<string, { readonly height: number }>>

/** The drawing as flow nodes; those that did not change keep their identity, so that only the others are drawn again. */
export function toFlowNodes(
  drawing: Drawing,
  faces: Heights,
  selection: readonly string[],
  before: readonly FlowNode[],
): readonly FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const selected = new Set(selection)
  // In the order of the flow, which is then the order of Tab.
  const after = readingOrder(drawing).nodes.map((node) =>
    toFlowNode(drawing, faces, node, selected.has(node.id), known.get(node.id)),
  )
  return after.length === before.length && after.every((node, i) => node === before[i]) ? before : after
}

function toFlowNode(
  drawing: Drawing,
  faces: Heights,
  node: DrawnNode,
  selected: boolean,
  before: FlowNode | undefined,
): FlowNode {
  const { x, y } = node.position
  const face = Object.hasOwn(faces, node.kind) ? faces[node.kind] : undefined
  const ports = blockPortCounts(drawing, node)
  const shape = ports ? `${ports.ins} ${ports.outs}` : ''
  if (before && before.data.ports === shape) {
    const same = before.position.x === x && before.position.y === y && before.ariaLabel === node.label
    if (same && before.selected === selected) return before
    return { ...before, position: { x, y }, selected, ariaLabel: node.label }
  }
  return {
    id: node.id,
    type: 'node',
    data: { ports: shape },
    position: { x, y },
    selected,
    ariaLabel: node.label,
    // Only nodes with a size count when all of the drawing is shown, and those off screen are never measured.
    measured: { width: NODE_WIDTH, height: ports ? heightOf(ports) : (face?.height ?? 54) },
    handles: ports
      ? [
          ...portHandles('target', Side.Left, 0, ports.ins),
          ...portHandles('source', Side.Right, NODE_WIDTH, ports.outs),
        ]
      : [handle('target', Side.Left, 0, face), handle('source', Side.Right, NODE_WIDTH, face)],
  }
}

/** The height of a block: a row for each port of its busier side. */
export function heightOf({ ins, outs }: { readonly ins: number; readonly outs: number }): number {
  const rows = Math.max(ins, outs)
  return rows > 1 ? PORTS_Y + rows * PORT_STEP - 4 : 54
}

/** Where a port of a block lies below its top edge: one alone as a layer's does, so that rows stay straight. */
export function portY(index: number, count: number): number {
  return count > 1 ? PORTS_Y + index * PORT_STEP : WIRE_Y
}

/** Ports of blocks have names, so that wires find theirs; a layer's one on each side needs none. */
function portHandles(type: 'source' | 'target', position: Side, x: number, count: number) {
  return Array.from({ length: count }, (_, i) => ({
    id: String(i),
    type,
    position,
    x: x - HANDLE / 2,
    y: portY(i, count) - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  }))
}

function handle(type: 'source' | 'target', position: Side, x: number, face: object | undefined) {
  const y = face ? END_WIRE_Y : WIRE_Y
  return { type, position, x: x - HANDLE / 2, y: y - HANDLE / 2, width: HANDLE, height: HANDLE }
}

/** The same nodes with these selected. Positions stay, because one may be in a drag. */
export function withSelection(nodes: readonly FlowNode[], selection: readonly string[]): readonly FlowNode[] {
  const selected = new Set(selection)
  if (nodes.every((node) => node.selected === selected.has(node.id))) return nodes
  return nodes.map((node) => (node.selected === selected.has(node.id) ? node : { ...node, selected: !node.selected }))
}

/** The wires as flow edges, those that did not change as they were. */
export function toFlowWires(
  drawing: Drawing,
  selected: ReadonlySet<string>,
  before: readonly FlowWire[],
): readonly FlowWire[] {
  const known = new Map(before.map((wire) => [wire.id, wire]))
  const labels = new Map(drawing.nodes.map(({ id, label }) => [id, label]))
  const named = new Set(drawing.nodes.filter((node) => blockPortCounts(drawing, node) !== undefined).map(({ id }) => id))
  const after = drawing.wires.map(({ id, from, to, port, out = 0 }): FlowWire => {
    const sourceHandle = named.has(from) ? String(out) : null
    const targetHandle = named.has(to) ? String(port) : null
    const old = known.get(id)
    const chosen = selected.has(id)
    const ariaLabel = boardText.wire({ from: labels.get(from) ?? from, to: labels.get(to) ?? to })
    const same = old && old.source === from && old.target === to && old.selected === chosen
    const ports = old?.sourceHandle === sourceHandle && old.targetHandle === targetHandle
    if (same && ports && old.ariaLabel === ariaLabel) return old
    const ends = { source: from, target: to, sourceHandle, targetHandle }
    return { id, type: 'wire', ...ends, selected: chosen, data: NO_DATA, ariaLabel }
  })
  return after.length === before.length && after.every((wire, i) => wire === before[i]) ? before : after
}

/** The nodes selected after these changes. */
export function selectionAfter(
  changes: readonly NodeChange<FlowNode>[],
  selection: readonly string[],
): readonly string[] {
  const after = new Set(selection)
  for (const change of changes) {
    // An id with a slash is a note's, note-flow.ts.
    if (change.type !== 'select' || change.id.includes('/')) continue
    if (change.selected) after.add(change.id)
    else after.delete(change.id)
  }
  const same = after.size === selection.length && selection.every((id) => after.has(id))
  return same ? selection : [...after]
}

/** The wires selected after these changes. */
export function wiresAfter(
  changes: readonly EdgeChange<FlowWire>[],
  selected: ReadonlySet<string>,
): ReadonlySet<string> {
  const after = new Set(selected)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) after.add(change.id)
    else after.delete(change.id)
  }
  return after
}

/** Where nodes came to rest, as one edit; nothing when none of them moved. */
export function toMove(drawing: Drawing, rested: ReadonlyMap<string, Position>): readonly Edit[] {
  const positions: Record<string, Position> = {}
  for (const { id, position } of drawing.nodes) {
    const now = rested.get(id)
    if (now && (now.x !== position.x || now.y !== position.y))
      positions[id] = { x: Math.round(now.x), y: Math.round(now.y) }
  }
  return Object.keys(positions).length > 0 ? [{ type: 'move', positions }] : []
}

/** Removes nodes and wires in one gesture. */
export function toRemoval(nodes: readonly string[], wires: Iterable<string>): readonly Edit[] {
  const cut = [...wires].map((wire): Edit => ({ type: 'disconnect', wire }))
  return nodes.length > 0 ? [...cut, { type: 'remove', nodes }] : cut
}
