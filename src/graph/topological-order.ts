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
  readonly onCycle: readonly DrawnNode[]
}

/** Sorts nodes along wires whose ends are all there (Kahn, "Topological sorting of large networks", 1962); ties as drawn. */
export function topologicalOrder(nodes: ReadonlyMap<string, DrawnNode>, wires: readonly Wire[]): Order {
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
  return { incoming, outgoing, order, onCycle: stuck }
}

interface ReadingOrder extends Pick<Order, 'incoming' | 'outgoing'> {
  /** Every node; on a circle, somewhere. */
  readonly nodes: readonly DrawnNode[]
}

const flows = new WeakMap<Drawing, ReadingOrder>()

/**
 * A drawing as one reads it: each node behind all that feed it, a branch to its end before the next one, and what hangs loose
 * where it was drawn. Worked out once for each drawing.
 */
export function readingOrder(drawing: Drawing): ReadingOrder {
  const known = flows.get(drawing)
  if (known) return known
  const byId = new Map(drawing.nodes.map((node) => [node.id, node]))
  const sound = drawing.wires.filter(({ from, to }) => byId.has(from) && byId.has(to))
  const { incoming, outgoing } = topologicalOrder(byId, sound)
  const made = { incoming, outgoing, nodes: depthFirst(drawing.nodes, byId, incoming) }
  flows.set(drawing, made)
  return made
}

/** Depth first along the wires backwards, without recursion: a chain may be a thousand long. */
function depthFirst(
  nodes: readonly DrawnNode[],
  byId: ReadonlyMap<string, DrawnNode>,
  incoming: Order['incoming'],
): readonly DrawnNode[] {
  // A set is read in the order it grows in.
  const told = new Set<DrawnNode>()
  const begun = new Set<string>()
  for (const { id } of nodes) {
    const stack = [id]
    for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
      const waiting = (incoming.get(at) ?? []).filter(({ from }) => !begun.has(from))
      begun.add(at)
      const next = waiting[0]?.from
      if (next !== undefined) {
        stack.push(next)
        continue
      }
      const node = byId.get(at)
      if (node) told.add(node)
      stack.pop()
    }
  }
  return [...told]
}

function push(map: Map<string, Wire[]>, key: string, wire: Wire): void {
  const list = map.get(key)
  if (list) list.push(wire)
  else map.set(key, [wire])
}
