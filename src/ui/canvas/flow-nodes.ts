/**
 * @file The interface to React Flow: converts a drawing to flow nodes and edges, and converts flow changes to edits.
 * Live values bypass this conversion: nodes and wires read them from the store by id.
 */
import type { Edge, EdgeChange, Node, NodeChange } from 'reactflow'
import { Position as Side } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import type { DrawnNode, Drawing, Position } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { readingOrder } from '../../graph/topological-order'
import { blockPortCounts } from '../../studio/network/block-levels'

/** `ports` encodes the number of ports on each side of a block as one string; it is empty for other nodes. */
export type FlowNode = Node<{ readonly ports: string }, 'node' | 'note'>
export type FlowWire = Edge<Record<string, never>, 'wire'>

/** Width of every node, in canvas pixels. */
export const NODE_WIDTH = 164
/**
 * Where wires connect to a plain node and to a node with a face, in pixels below its top edge. Fixed rather than
 * measured, so that wires within a row are straight regardless of node content.
 */
export const WIRE_Y = 27
export const FACE_WIRE_Y = 71

/**
 * For a side with several ports: distance from the node's top edge to the center of the first port, and distance
 * between ports.
 */
const FIRST_PORT_Y = 64
const PORT_STEP = 20

/** The size of a handle, as the browser measures it. */
const HANDLE = 10
const NO_DATA: Record<string, never> = {}
/**
 * The width, if it is not NODE_WIDTH, and initial height of nodes with a face, keyed by kind. Needed because nodes
 * outside the view are not rendered and therefore never measured.
 */
export type FaceSizes = Readonly<Record<string, { readonly height: number; readonly width?: number }>>

/**
 * Converts the drawing to flow nodes. Unchanged nodes keep their object identity, so that only changed nodes re-render.
 */
export function toFlowNodes(
  drawing: Drawing,
  faces: FaceSizes,
  selection: readonly string[],
  before: readonly FlowNode[],
): readonly FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const selected = new Set(selection)
  // Sort nodes in reading order, because their order determines the tab order.
  const after = readingOrder(drawing).nodes.map((node) =>
    toFlowNode(drawing, faces, node, selected.has(node.id), known.get(node.id)),
  )
  return after.length === before.length && after.every((node, i) => node === before[i]) ? before : after
}

function toFlowNode(
  drawing: Drawing,
  faces: FaceSizes,
  node: DrawnNode,
  selected: boolean,
  before: FlowNode | undefined,
): FlowNode {
  const { x, y } = node.position
  const face = Object.hasOwn(faces, node.kind) ? faces[node.kind] : undefined
  const width = face?.width ?? NODE_WIDTH
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
    // Fitting to the view skips nodes without a size, and nodes out of view are never measured, so estimate it.
    measured: { width, height: ports ? blockHeight(ports) : (face?.height ?? 54) },
    handles: ports
      ? [
          ...portHandles('target', Side.Left, 0, ports.ins),
          ...portHandles('source', Side.Right, NODE_WIDTH, ports.outs),
        ]
      : [handle('target', Side.Left, 0, face), handle('source', Side.Right, width, face)],
  }
}

/** The height of a block, with one row per port on the side that has more ports. */
export function blockHeight({ ins, outs }: { readonly ins: number; readonly outs: number }): number {
  const rows = Math.max(ins, outs)
  return rows > 1 ? FIRST_PORT_Y + rows * PORT_STEP - 4 : 54
}

/**
 * The vertical position of a block's port below the top edge. A single port sits at the same height as a layer's port,
 * so that rows are straight.
 */
export function portY(index: number, count: number): number {
  return count > 1 ? FIRST_PORT_Y + index * PORT_STEP : WIRE_Y
}

/**
 * Ports of blocks have ids so that wires connect to the right port. A layer has one port per side, which needs no id.
 */
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
  const y = face ? FACE_WIRE_Y : WIRE_Y
  return { type, position, x: x - HANDLE / 2, y: y - HANDLE / 2, width: HANDLE, height: HANDLE }
}

/**
 * The same nodes with a different selection. Positions are preserved, because a node may be in the middle of a drag.
 */
export function withSelection(nodes: readonly FlowNode[], selection: readonly string[]): readonly FlowNode[] {
  const selected = new Set(selection)
  if (nodes.every((node) => node.selected === selected.has(node.id))) return nodes
  return nodes.map((node) => (node.selected === selected.has(node.id) ? node : { ...node, selected: !node.selected }))
}

/** Converts the wires to flow edges. Unchanged wires keep their object identity. */
export function toFlowWires(
  drawing: Drawing,
  selected: ReadonlySet<string>,
  before: readonly FlowWire[],
): readonly FlowWire[] {
  const known = new Map(before.map((wire) => [wire.id, wire]))
  const labels = new Map(drawing.nodes.map(({ id, label }) => [id, label]))
  const named = new Set(
    drawing.nodes.filter((node) => blockPortCounts(drawing, node) !== undefined).map(({ id }) => id),
  )
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

/** The ids of selected nodes after applying these changes. */
export function selectionAfter(
  changes: readonly NodeChange<FlowNode>[],
  selection: readonly string[],
): readonly string[] {
  const after = new Set(selection)
  for (const change of changes) {
    // An id with a slash belongs to a note; see notes.tsx.
    if (change.type !== 'select' || change.id.includes('/')) continue
    if (change.selected) after.add(change.id)
    else after.delete(change.id)
  }
  const same = after.size === selection.length && selection.every((id) => after.has(id))
  return same ? selection : [...after]
}

/** The ids of selected wires after applying these changes. */
export function selectedWiresAfter(
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

/** A single edit that moves nodes to their final positions after a drag; empty if nothing moved. */
export function moveEdits(drawing: Drawing, finalPositions: ReadonlyMap<string, Position>): readonly Edit[] {
  const positions: Record<string, Position> = {}
  for (const { id, position } of drawing.nodes) {
    const now = finalPositions.get(id)
    if (now && (now.x !== position.x || now.y !== position.y))
      positions[id] = { x: Math.round(now.x), y: Math.round(now.y) }
  }
  return Object.keys(positions).length > 0 ? [{ type: 'move', positions }] : []
}

/** Edits that remove these nodes and wires. */
export function removalEdits(nodes: readonly string[], wires: Iterable<string>): readonly Edit[] {
  const cut = [...wires].map((wire): Edit => ({ type: 'disconnect', wire }))
  return nodes.length > 0 ? [...cut, { type: 'remove', nodes }] : cut
}
