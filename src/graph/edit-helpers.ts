/** @file Makers of edits: fresh nodes and wires, and the gestures that are several edits at once. */
import type { Catalog, LooseParams } from '../catalog/node-def'
import type { DrawnNode, Drawing, Position, Wire } from './drawing'
import type { Edit } from './edit'
import { makeSpaceForInsert } from './spacing'

/** A node of this kind that the drawing does not have yet. Its parameters stay unset, that is at their defaults, unless given. */
export function freshNode<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  kind: string,
  position: Position,
  params: LooseParams = {},
  label?: string,
): DrawnNode {
  const def = catalog.find(kind)
  const title = def?.title ?? kind
  return {
    id: freshId(kind, drawing.nodes),
    kind,
    // Inputs and outputs are called by their labels, so theirs do not repeat.
    label: label ?? (def?.family === 'end' ? freshLabel(drawing, title) : title),
    params,
    position,
  }
}

/** A wire that the drawing does not have yet, into the port asked for or the first free one. */
export function freshWire(drawing: Drawing, from: string, to: string, port?: number): Wire {
  return { id: freshId('wire', drawing.wires), from, to, port: port ?? freePort(drawing, to) }
}

/** The first input port with no wire. */
export function freePort(drawing: Drawing, node: string): number {
  const taken = new Set(drawing.wires.filter(({ to }) => to === node).map(({ port }) => port))
  let port = 0
  while (taken.has(port)) port++
  return port
}

/** A label no node has: the title, or the title and a number. */
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

/** Puts new nodes, in a row, into a wire by the first way in and out of each; what stands in their place moves right. */
export function insertIntoWire<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  wire: Wire,
  wanted: readonly NewNode[],
): readonly Edit[] {
  const target = drawing.nodes.find(({ id }) => id === wire.to)
  if (!target || wanted.length === 0) return []
  const { positionOf: place, moves } = makeSpaceForInsert(drawing, target, wanted.length)
  let grown = drawing
  const edits: Edit[] = []
  let from = wire.from
  for (const [i, { kind, params, label }] of wanted.entries()) {
    const node = freshNode(grown, catalog, kind, place(i), params, label)
    const into = { ...freshWire(grown, from, node.id, 0), ...(i === 0 && wire.out ? { out: wire.out } : {}) }
    edits.push({ type: 'add', node }, { type: 'connect', wire: into })
    grown = { ...grown, nodes: [...grown.nodes, node], wires: [...grown.wires, into] }
    from = node.id
  }
  // Takes the old wire's place: `connect` removes what stood at the port.
  edits.push({ type: 'connect', wire: freshWire(grown, from, wire.to, wire.port) })
  if (Object.keys(moves).length > 0) edits.push({ type: 'move', positions: moves })
  return edits
}

/** Removes a node and wires what fed it to what it fed. */
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

/** `kind-n`, n above every number in use, so that an id is not soon used again. */
export function freshId(kind: string, taken: readonly { readonly id: string }[]): string {
  let top = 0
  for (const { id } of taken) {
    const n = /-(\d{1,9})$/.exec(id)
    if (n) top = Math.max(top, Number(n[1]))
  }
  return `${kind}-${top + 1}`
}
