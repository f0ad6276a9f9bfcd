/** @file indexOf: a drawing's nodes and wires in the tables that a check in linear time needs. */
import type { Catalog, NodeDef } from '../catalog/node-def'
import type { DrawnNode, Drawing, Wire } from './drawing'
import { topologicalOrder } from './topological-order'

export interface GraphIndex<D> {
  readonly nodes: ReadonlyMap<string, DrawnNode>
  readonly defs: ReadonlyMap<string, D>
  /** Wires by the node they lead into, in port order. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Wires by the node they come from. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>
  /** Every node after all that feed it, as far as there is such an order. */
  readonly order: readonly DrawnNode[]
  /** The others: on a cycle or behind one. */
  readonly onCycle: readonly DrawnNode[]
  /** Nodes that lead to an output, outputs included. */
  readonly live: ReadonlySet<string>
  /** Nodes whose id stands earlier in the drawing already. */
  readonly repeated: readonly DrawnNode[]
  /** Wires with an end that is not there. */
  readonly dangling: readonly Wire[]
  /** Wires from a node that nothing comes out of. */
  readonly fromEnds: readonly Wire[]
}

/** Builds the tables: one pass over nodes, two over wires. */
export function buildIndex<S>(drawing: Drawing, catalog: Catalog<S>): GraphIndex<NodeDef<S>> {
  const nodes = new Map<string, DrawnNode>()
  const defs = new Map<string, NodeDef<S>>()
  const repeated: DrawnNode[] = []
  for (const node of drawing.nodes) {
    if (nodes.has(node.id)) {
      repeated.push(node)
      continue
    }
    nodes.set(node.id, node)
    const def = catalog.find(node.kind)
    if (def) defs.set(node.id, def)
  }

  const sound: Wire[] = []
  const dangling: Wire[] = []
  const fromEnds: Wire[] = []
  for (const wire of drawing.wires) {
    if (!nodes.has(wire.from) || !nodes.has(wire.to)) dangling.push(wire)
    else if (defs.get(wire.from)?.out === false) fromEnds.push(wire)
    else sound.push(wire)
  }
  const { incoming, outgoing, order, onCycle: stuck } = topologicalOrder(nodes, sound)
  const live = ancestorsOf(
    [...nodes.keys()].filter((id) => defs.get(id)?.out === false),
    incoming,
  )
  return { nodes, defs, incoming, outgoing, order, onCycle: stuck, live, repeated, dangling, fromEnds }
}

/** Everything that leads to one of `ends`, these included. */
function ancestorsOf(ends: readonly string[], incoming: ReadonlyMap<string, readonly Wire[]>): ReadonlySet<string> {
  const found = new Set(ends)
  // A set is read in the order it grows in, so this walks until nothing new turns up.
  for (const id of found) for (const wire of incoming.get(id) ?? []) found.add(wire.from)
  return found
}
