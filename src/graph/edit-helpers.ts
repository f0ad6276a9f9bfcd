/** @file Helpers that create nodes, wires and ids, insert nodes into a wire, and remove a node from a chain. */
import type { Catalog, LooseParams } from '../catalog/node-def'
import type { DrawnNode, Drawing, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { makeSpaceForInsert } from './spacing'

/** Creates a node of this kind with an unused id. Omitted parameters have their default values. */
export function freshNode<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  kind: string,
  position: Position,
  params: LooseParams = {},
  label?: string,
): DrawnNode {
  const title = catalog.find(kind)?.title ?? kind
  return {
    id: freshId(kind, drawing.nodes),
    kind,
    // Inputs and outputs are identified by their labels, and the history and the costs name layers by them.
    label: label ?? freshLabel(drawing, title),
    params,
    position,
  }
}

/** Creates a wire with an unused id, into the requested port or, if none is requested, the first free port. */
export function freshWire(drawing: Drawing, from: string, to: string, port?: number): Wire {
  return { id: freshId('wire', drawing.wires), from, to, port: port ?? freePort(drawing, to) }
}

/** The first input port without a wire. */
export function freePort(drawing: Drawing, node: string): number {
  const taken = new Set(drawing.wires.filter(({ to }) => to === node).map(({ port }) => port))
  let port = 0
  while (taken.has(port)) port++
  return port
}

/** A label that no other node has: the title, with a number added if needed. */
export function freshLabel(drawing: Drawing, title: string): string {
  const taken = new Set(drawing.nodes.map(({ label }) => label))
  if (!taken.has(title)) return title
  let n = 2
  while (taken.has(`${title} ${n}`)) n++
  return `${title} ${n}`
}

export interface NewNode {
  readonly kind: string
  readonly params?: LooseParams
  readonly label?: string
}

/**
 * Inserts new nodes in sequence into a wire, connecting each by its first input and first output. With 'push', the
 * target and the nodes in its way move right. With 'fit', nothing moves if the new nodes fit along the wire; fixes must
 * not use it, because they may edit the expanded drawing, where nodes have other positions.
 */
export function insertIntoWire<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  wire: Wire,
  newNodes: readonly NewNode[],
  space: 'fit' | 'push' = 'push',
): readonly Edit[] {
  const target = drawing.nodes.find(({ id }) => id === wire.to)
  if (!target || newNodes.length === 0) return []
  const source = space === 'fit' ? drawing.nodes.find(({ id }) => id === wire.from) : undefined
  const { positionOf: place, moves } = makeSpaceForInsert(drawing, target, newNodes.length, source)
  let grown = drawing
  const edits: Edit[] = []
  let from = wire.from
  for (const [i, { kind, params, label }] of newNodes.entries()) {
    const node = freshNode(grown, catalog, kind, place(i), params, label)
    const into = { ...freshWire(grown, from, node.id, 0), ...(i === 0 && wire.out ? { out: wire.out } : {}) }
    edits.push({ type: 'add', node }, { type: 'connect', wire: into })
    grown = { ...grown, nodes: [...grown.nodes, node], wires: [...grown.wires, into] }
    from = node.id
  }
  // Replaces the old wire: `connect` removes the wire at the same port.
  edits.push({ type: 'connect', wire: freshWire(grown, from, wire.to, wire.port) })
  if (Object.keys(moves).length > 0) edits.push({ type: 'move', positions: moves })
  return edits
}

/** Removes a node and connects its source to its targets. */
export function removeAndReconnect(drawing: Drawing, node: string): readonly Edit[] {
  const source = drawing.wires.find(({ to }) => to === node)
  const edits: Edit[] = [{ type: 'remove', nodes: [node] }]
  let grown = drawing
  for (const out of source ? drawing.wires.filter(({ from }) => from === node) : []) {
    const wire = freshWire(grown, (source as Wire).from, out.to, out.port)
    edits.push({ type: 'connect', wire })
    grown = { ...grown, wires: [...grown.wires, wire] }
  }
  return edits
}

/** Returns `kind-n` with n above every number in use, so that the id of a removed node is rarely reused. */
export function freshId(kind: string, taken: readonly { readonly id: string }[]): string {
  let top = 0
  for (const { id } of taken) {
    const n = /-(\d{1,9})$/.exec(id)
    if (n) top = Math.max(top, Number(n[1]))
  }
  return `${kind}-${top + 1}`
}
