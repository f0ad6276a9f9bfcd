/** @file layerNodes: which node of the drawing each layer of the lowered model is, for what the worker says of layers. */
import type { Lowering } from './to-keras'

/** The node of each generated layer name; an output that only reads a layer leaves it to the node that makes it. */
export function layerNodes({ layerOf }: Pick<Lowering, 'layerOf'>): ReadonlyMap<string, string> {
  const nodes = new Map<string, string>()
  // A node comes after those it reads, so the first one of a layer is its maker.
  for (const [node, layer] of layerOf) if (!nodes.has(layer)) nodes.set(layer, node)
  return nodes
}
