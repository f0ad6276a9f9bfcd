/** @file Searches the nodes of a drawing by label, kind and id. */
import type { Catalog } from '../../catalog/node-def'
import type { DrawnNode } from '../../graph/drawing'

/**
 * Nodes whose label, kind or id contains every word of the query. Nodes whose label starts with the first word come
 * first; the rest follow in drawing order.
 */
export function findNodes<S>(catalog: Catalog<S>, nodes: readonly DrawnNode[], query: string): readonly DrawnNode[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return nodes
  const found = nodes.filter(({ id, kind, label }) => {
    const all = `${label} ${catalog.find(kind)?.title ?? ''} ${kind} ${id}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
  const begins = (node: DrawnNode) => (node.label.toLowerCase().startsWith(first) ? 0 : 1)
  return [...found].sort((a, b) => begins(a) - begins(b))
}
