/** @file GraphIndex: lookup tables for a drawing's nodes and wires, so that a check takes linear time. */
import type { Catalog, NodeDef } from '../catalog/node-def'
import type { DrawnNode, Drawing, Wire } from './drawing'
import { topologicalOrder } from './topological-order'

export interface GraphIndex<D> {
  readonly nodes: ReadonlyMap<string, DrawnNode>
  readonly defs: ReadonlyMap<string, D>
  /** Incoming wires of each node, in port order, keyed by node id. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Outgoing wires of each node, keyed by node id. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>
  /** The nodes in topological order: every node after its sources. Nodes in `onCycle` are not included. */
  readonly order: readonly DrawnNode[]
  /** Nodes on a cycle or downstream of a cycle. */
  readonly onCycle: readonly DrawnNode[]
  /** Nodes that lead to an output, including the outputs themselves. */
  readonly live: ReadonlySet<string>
  /** Nodes whose id is already used by an earlier node of the drawing. */
  readonly repeated: readonly DrawnNode[]
  /** Wires whose source or target does not exist. */
  readonly dangling: readonly Wire[]
  /** Wires that start at a node without an output. */
  readonly fromEnds: readonly Wire[]
}

/** Builds the index in one pass over the nodes and two over the wires. */
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

  const valid: Wire[] = []
  const dangling: Wire[] = []
  const fromEnds: Wire[] = []
  for (const wire of drawing.wires) {
    if (!nodes.has(wire.from) || !nodes.has(wire.to)) dangling.push(wire)
    else if (defs.get(wire.from)?.out === false) fromEnds.push(wire)
    else valid.push(wire)
  }
  const { incoming, outgoing, order, onCycle } = topologicalOrder(nodes, valid)
  const live = ancestorsOf(
    [...nodes.keys()].filter((id) => defs.get(id)?.out === false),
    incoming,
  )
  return { nodes, defs, incoming, outgoing, order, onCycle, live, repeated, dangling, fromEnds }
}

/** All nodes that lead to one of `ends`, including `ends` themselves. */
function ancestorsOf(ends: readonly string[], incoming: ReadonlyMap<string, readonly Wire[]>): ReadonlySet<string> {
  const ancestors = new Set(ends)
  // Entries added during the loop are visited too, because a Set iterates in insertion order.
  for (const id of ancestors) for (const wire of incoming.get(id) ?? []) ancestors.add(wire.from)
  return ancestors
}
