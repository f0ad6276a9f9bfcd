/** @file Finding nodes of a drawing by what they are called and what they are. */
import type { Catalog } from '../../catalog/node-def'
import type { DrawnNode } from '../../graph/drawing'

/** Nodes whose label, kind or id holds every word, those whose label begins with the first; else as they are drawn. */
export function findNodes<S>(catalog: Catalog<S>, nodes: readonly DrawnNode[], typed: string): readonly DrawnNode[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return nodes
  const found = nodes.filter(({ id, kind, label }) => {
    const all = `${label} ${catalog.find(kind)?.title ?? ''} ${kind} ${id}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
  const begins = (node: DrawnNode) => (node.label.toLowerCase().startsWith(first) ? 0 : 1)
  return [...found].sort((a, b) => begins(a) - begins(b))
}
