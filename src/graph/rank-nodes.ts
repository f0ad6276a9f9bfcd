/**
 * @file rankByLongestPath: arranges nodes in columns by the length of the longest path that leads to them, each column
 * in topological order.
 */
import type { DrawnNode, Drawing } from './drawing'
import { topologicalOrder } from './topological-order'

/** The columns from left to right. Nodes on or downstream of a cycle form an extra column at the end. */
export function rankByLongestPath(drawing: Drawing, nodes: readonly DrawnNode[]): readonly (readonly DrawnNode[])[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const wires = drawing.wires.filter(({ from, to }) => byId.has(from) && byId.has(to))
  const { order, onCycle, incoming } = topologicalOrder(byId, wires)
  const ranks = new Map<string, number>()
  const columns: DrawnNode[][] = []
  for (const node of order) {
    const rank = (incoming.get(node.id) ?? []).reduce((most, { from }) => Math.max(most, (ranks.get(from) ?? 0) + 1), 0)
    ranks.set(node.id, rank)
    const column = columns[rank] ?? []
    columns[rank] = column
    column.push(node)
  }
  return onCycle.length > 0 ? [...columns, onCycle] : columns
}
