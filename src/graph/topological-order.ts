/**
 * @file Topological order of nodes, wires grouped by their ends, cycles, and the order in which a person reads a
 * drawing.
 */
import type { Drawing, DrawnNode, Wire } from './drawing'

export interface Order {
  /** Incoming wires of each node, in port order, keyed by node id. */
  readonly incoming: ReadonlyMap<string, readonly Wire[]>
  /** Outgoing wires of each node, in drawing order, keyed by node id. */
  readonly outgoing: ReadonlyMap<string, readonly Wire[]>
  /** Every node after its sources. Nodes in `onCycle` are not included. */
  readonly order: readonly DrawnNode[]
  /** Nodes on a cycle or downstream of a cycle. */
  readonly onCycle: readonly DrawnNode[]
}

/**
 * Sorts nodes topologically (Kahn, "Topological sorting of large networks", 1962), with ties in drawing order. Both
 * ends of every wire must exist.
 */
export function topologicalOrder(nodes: ReadonlyMap<string, DrawnNode>, wires: readonly Wire[]): Order {
  const incoming = new Map<string, Wire[]>()
  const outgoing = new Map<string, Wire[]>()
  for (const wire of wires) {
    push(incoming, wire.to, wire)
    push(outgoing, wire.from, wire)
  }
  for (const list of incoming.values()) if (list.length > 1) list.sort((a, b) => a.port - b.port)

  const missing = new Map<string, number>()
  const order: DrawnNode[] = []
  for (const [id, node] of nodes) {
    const count = incoming.get(id)?.length ?? 0
    missing.set(id, count)
    if (count === 0) order.push(node)
  }
  // `order` also serves as the queue: it grows while the loop reads it.
  for (const { id } of order) {
    for (const { to } of outgoing.get(id) ?? []) {
      const left = (missing.get(to) ?? 0) - 1
      missing.set(to, left)
      const node = nodes.get(to)
      if (left === 0 && node) order.push(node)
    }
  }
  const onCycle = order.length === nodes.size ? [] : [...nodes.values()].filter(({ id }) => (missing.get(id) ?? 0) > 0)
  return { incoming, outgoing, order, onCycle }
}

interface ReadingOrder extends Pick<Order, 'incoming' | 'outgoing'> {
  /** Every node; nodes on a cycle are at an arbitrary position. */
  readonly nodes: readonly DrawnNode[]
}

const flows = new WeakMap<Drawing, ReadingOrder>()

/**
 * The order in which a person reads a drawing: each node after its sources, each branch to its end before the next one,
 * unwired nodes in drawing order. Cached per drawing.
 */
export function readingOrder(drawing: Drawing): ReadingOrder {
  const known = flows.get(drawing)
  if (known) return known
  const byId = new Map(drawing.nodes.map((node) => [node.id, node]))
  const valid = drawing.wires.filter(({ from, to }) => byId.has(from) && byId.has(to))
  const { incoming, outgoing } = topologicalOrder(byId, valid)
  const made = { incoming, outgoing, nodes: depthFirst(drawing.nodes, byId, incoming) }
  flows.set(drawing, made)
  return made
}

/** Depth-first search backward along the wires, without recursion because a chain may have a thousand nodes. */
function depthFirst(
  nodes: readonly DrawnNode[],
  byId: ReadonlyMap<string, DrawnNode>,
  incoming: Order['incoming'],
): readonly DrawnNode[] {
  // A Set preserves insertion order.
  const ordered = new Set<DrawnNode>()
  const visited = new Set<string>()
  for (const { id } of nodes) {
    const stack = [id]
    for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
      const waiting = (incoming.get(at) ?? []).filter(({ from }) => !visited.has(from))
      visited.add(at)
      const next = waiting[0]?.from
      if (next !== undefined) {
        stack.push(next)
        continue
      }
      const node = byId.get(at)
      if (node) ordered.add(node)
      stack.pop()
    }
  }
  return [...ordered]
}

function push(map: Map<string, Wire[]>, key: string, wire: Wire): void {
  const list = map.get(key)
  if (list) list.push(wire)
  else map.set(key, [wire])
}

/**
 * Groups of nodes that can reach each other, as indexes. `next[v]` lists the nodes that v's wires lead to. A single
 * node forms a group only if it is wired to itself.
 */
export function findCycles(next: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const seen = new Int32Array(next.length).fill(-1)
  /** Tarjan's low-link: the earliest node on the stack that v is known to reach. */
  const low = new Int32Array(next.length)
  const onStack = new Uint8Array(next.length)
  const at = new Int32Array(next.length)
  const stack: number[] = []
  const path: number[] = []
  const found: number[][] = []
  let clock = 0

  const enter = (v: number) => {
    seen[v] = low[v] = clock++
    onStack[v] = 1
    stack.push(v)
    path.push(v)
  }
  const leave = (v: number) => {
    path.pop()
    const parent = path.at(-1)
    if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[v] as number)
    if (low[v] !== seen[v]) return
    const group = stack.splice(stack.lastIndexOf(v))
    for (const w of group) onStack[w] = 0
    if (group.length > 1 || next[v]?.includes(v)) found.push(group)
  }

  for (let root = 0; root < next.length; root++) {
    if (seen[root] !== -1) continue
    enter(root)
    for (let v = path.at(-1); v !== undefined; v = path.at(-1)) {
      const w = next[v]?.[at[v] as number]
      at[v] = (at[v] as number) + 1
      if (w === undefined) leave(v)
      else if (seen[w] === -1) enter(w)
      else if (onStack[w]) low[v] = Math.min(low[v] as number, seen[w] as number)
    }
  }
  return found
}
