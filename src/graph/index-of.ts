/** @file indexOf: a drawing's nodes and wires in the tables that a check in linear time needs. */
import type { Catalog, NodeDef } from '../catalog/node-def'
import type { DrawnNode, Drawing, Wire } from './drawing'

export interface Index<D> {
  readonly nodes: ReadonlyMap<string, DrawnNode>
  readonly defs: ReadonlyMap<string, D>
  /** Wires by the node they lead into, in port order. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Nodes something is wired from. */
  readonly feeds: ReadonlySet<string>
  /** Every node after all that feed it, as far as there is such an order. */
  readonly order: readonly DrawnNode[]
  /** The others: on a cycle or behind one. */
  readonly stuck: readonly DrawnNode[]
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
export function indexOf<S>(drawing: Drawing, catalog: Catalog<S>): Index<NodeDef<S>> {
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

  const incoming = new Map<string, Wire[]>()
  const outgoing = new Map<string, string[]>()
  const dangling: Wire[] = []
  const fromEnds: Wire[] = []
  for (const wire of drawing.wires) {
    if (!nodes.has(wire.from) || !nodes.has(wire.to)) dangling.push(wire)
    else if (defs.get(wire.from)?.out === false) fromEnds.push(wire)
    else {
      push(incoming, wire.to, wire)
      push(outgoing, wire.from, wire.to)
    }
  }
  for (const wires of incoming.values()) wires.sort((a, b) => a.port - b.port)

  const { order, stuck } = sort(nodes, incoming, outgoing)
  const live = reach(
    [...nodes.keys()].filter((id) => defs.get(id)?.out === false),
    incoming,
  )
  return { nodes, defs, incoming, feeds: new Set(outgoing.keys()), order, stuck, live, repeated, dangling, fromEnds }
}

/** Kahn, "Topological sorting of large networks", 1962; ties in drawing order. */
function sort(
  nodes: ReadonlyMap<string, DrawnNode>,
  incoming: ReadonlyMap<string, readonly Wire[]>,
  outgoing: ReadonlyMap<string, readonly string[]>,
): { order: DrawnNode[]; stuck: DrawnNode[] } {
  const waits = new Map<string, number>()
  const order: DrawnNode[] = []
  for (const [id, node] of nodes) {
    const count = incoming.get(id)?.length ?? 0
    waits.set(id, count)
    if (count === 0) order.push(node)
  }
  // `order` is its own queue: it grows while it is read.
  for (const { id } of order) {
    for (const to of outgoing.get(id) ?? []) {
      const left = (waits.get(to) ?? 0) - 1
      waits.set(to, left)
      const node = nodes.get(to)
      if (left === 0 && node) order.push(node)
    }
  }
  const stuck = order.length === nodes.size ? [] : [...nodes.values()].filter(({ id }) => (waits.get(id) ?? 0) > 0)
  return { order, stuck }
}

/** Everything that leads to one of `ends`, these included. */
function reach(ends: readonly string[], incoming: ReadonlyMap<string, readonly Wire[]>): ReadonlySet<string> {
  const found = new Set(ends)
  // A set is read in the order it grows in, so this walks until nothing new turns up.
  for (const id of found) for (const wire of incoming.get(id) ?? []) found.add(wire.from)
  return found
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
