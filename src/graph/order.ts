/** @file inOrder: nodes after all that feed them, and wires by both of their ends. */
import type { DrawnNode, Drawing, Wire } from './drawing'

export interface Order {
  /** Wires by the node they lead into, in port order. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Wires by the node they come from, as drawn. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>
  /** Every node after all that feed it, as far as there is such an order. */
  readonly order: readonly DrawnNode[]
  /** The others: on a cycle or behind one. */
  readonly stuck: readonly DrawnNode[]
}

/** Sorts nodes along wires whose ends are all there (Kahn, "Topological sorting of large networks", 1962); ties as drawn. */
export function inOrder(nodes: ReadonlyMap<string, DrawnNode>, wires: readonly Wire[]): Order {
  const incoming = new Map<string, Wire[]>()
  const outgoing = new Map<string, Wire[]>()
  for (const wire of wires) {
    push(incoming, wire.to, wire)
    push(outgoing, wire.from, wire)
  }
  for (const list of incoming.values()) if (list.length > 1) list.sort((a, b) => a.port - b.port)

  const waits = new Map<string, number>()
  const order: DrawnNode[] = []
  for (const [id, node] of nodes) {
    const count = incoming.get(id)?.length ?? 0
    waits.set(id, count)
    if (count === 0) order.push(node)
  }
  // `order` is its own queue: it grows while it is read.
  for (const { id } of order) {
    for (const { to } of outgoing.get(id) ?? []) {
      const left = (waits.get(to) ?? 0) - 1
      waits.set(to, left)
      const node = nodes.get(to)
      if (left === 0 && node) order.push(node)
    }
  }
  const stuck = order.length === nodes.size ? [] : [...nodes.values()].filter(({ id }) => (waits.get(id) ?? 0) > 0)
  return { incoming, outgoing, order, stuck }
}

const flows = new WeakMap<Drawing, Order>()

/** A drawing's nodes and wires in the order things flow; worked out once for each drawing. */
export function flowOf(drawing: Drawing): Order {
  const known = flows.get(drawing)
  if (known) return known
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]))
  const made = inOrder(
    nodes,
    drawing.wires.filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
  )
  flows.set(drawing, made)
  return made
}

/** Every node, those that feed others first, those on a circle last. */
export function nodesInFlow(drawing: Drawing): readonly DrawnNode[] {
  const { order, stuck } = flowOf(drawing)
  return stuck.length === 0 ? order : [...order, ...stuck]
}

function push(map: Map<string, Wire[]>, key: string, wire: Wire): void {
  const list = map.get(key)
  if (list) list.push(wire)
  else map.set(key, [wire])
}
