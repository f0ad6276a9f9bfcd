/** @file appendNode: finds the node at which a drawing continues, and adds a node after another one without breaking the chain. */
import type { Catalog } from '../catalog/node-def'
import type { DrawnNode, Drawing, Wire } from './drawing'
import { freshNode, freshWire, insertIntoWire, type NewNode } from './edit-helpers'
import type { EditGroup } from './fold-into-block'
import { editGroup, insertNode } from './insert-node'
import { COLUMN, covers, defaultSize } from './spacing'
import { portCountsOf } from './port-counts'

/**
 * The node after which a drawing continues: the node with the only unused output, otherwise the source of the only
 * network output. Undefined if ambiguous.
 */
export function openEnd<S>(drawing: Drawing, catalog: Catalog<S>): string | undefined {
  const feeds = new Set(drawing.wires.map(({ from }) => from))
  const unused = drawing.nodes.filter((node) => !feeds.has(node.id) && portCountsOf(drawing, catalog, node).outs > 0)
  if (unused.length > 0) return unused.length === 1 ? unused[0]?.id : undefined
  const [end, another] = drawing.nodes.filter((node) => isOutput(drawing, catalog, node))
  const [wire, second] = drawing.wires.filter(({ to }) => to === end?.id)
  return another || second ? undefined : wire?.from
}

/**
 * Adds a node after another one: into the wire that leaves that node, before the only unwired network output, or at the
 * node's unused output. A merge layer is not inserted into a wire, where it would have nothing to merge, unless it is
 * part of a `row` of nodes.
 */
export function appendNode<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  what: NewNode,
  before: string,
  as: 'alone' | 'row' = 'alone',
): EditGroup {
  const node = freshNode(drawing, catalog, what.kind, { x: 0, y: 0 }, what.params, what.label)
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  const source = drawing.nodes.find(({ id }) => id === before)
  const staysUnwired = as === 'alone' && catalog.find(what.kind)?.inputs === 'many'
  const canPass = source && portCountsOf(drawing, catalog, source).outs > 0 && ins > 0 && outs > 0 && !staysUnwired
  if (!canPass) return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  const outgoing = drawing.wires.filter(({ from, out = 0 }) => from === before && out === 0)
  const [wire] = outgoing
  if (wire) {
    const next = drawing.nodes.find(({ id }) => id === wire.to)
    if (next && outgoing.length === 1) return insertBetween(drawing, catalog, source, wire, next, what)
    return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  }
  const end = unwiredOutput(drawing, catalog)
  if (!end) return insertNode(drawing, catalog, what, { tag: 'after', node: before })
  return insertBetween(drawing, catalog, source, { id: '', from: source.id, to: end.id, port: 0 }, end, what)
}

/**
 * Inserts a node into a wire that exists or is yet to be added. If there is enough space after the source, no node
 * moves aside.
 */
function insertBetween<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  source: DrawnNode,
  wire: Wire,
  next: DrawnNode,
  what: NewNode,
): EditGroup {
  const { x, y } = source.position
  // A placeholder for the new node, used to compute its height, so that the wires stay straight.
  const placeholder = { ...source, id: '', position: { x: 0, y: 0 } }
  const newWires: Wire[] = [
    { id: '', from: source.id, to: '', port: 0 },
    { id: '', from: '', to: next.id, port: 0 },
  ]
  const sizeOf = defaultSize({ ...drawing, wires: [...drawing.wires, ...newWires] })
  const at = { x: x + COLUMN, y: Math.round(y + (sizeOf(source).height - sizeOf(placeholder).height) / 2) }
  const node = freshNode(drawing, catalog, what.kind, at, what.params, what.label)
  if (at.x + COLUMN > next.position.x || covers(drawing, node))
    return editGroup(insertIntoWire(drawing, catalog, wire, [what]))
  const into = { ...freshWire(drawing, source.id, node.id, 0), ...(wire.out ? { out: wire.out } : {}) }
  const on = freshWire({ ...drawing, wires: [...drawing.wires, into] }, node.id, next.id, wire.port)
  return editGroup([
    { type: 'add', node },
    { type: 'connect', wire: into },
    { type: 'connect', wire: on },
  ])
}

/** The only network output without a wire into it. */
function unwiredOutput<S>(drawing: Drawing, catalog: Catalog<S>): DrawnNode | undefined {
  const fed = new Set(drawing.wires.map(({ to }) => to))
  const [end, another] = drawing.nodes.filter((node) => isOutput(drawing, catalog, node) && !fed.has(node.id))
  return another ? undefined : end
}

function isOutput<S>(drawing: Drawing, catalog: Catalog<S>, node: DrawnNode): boolean {
  const { ins, outs } = portCountsOf(drawing, catalog, node)
  return ins > 0 && outs === 0
}
