/**
 * @file orderLayers: sorts the layers of a model in the same order as TensorFlow.js, which determines the order of
 * weights and the seeds of masks. Layers are sorted by distance from the outputs, then by first visit in a traversal
 * from the outputs (tfjs-layers, container.ts).
 */
import { expectDefined } from '../../base/assert'
import type { KerasLayer, KerasModel } from '../../catalog/keras-json'
import { NotLowered, unsupported } from './not-lowered'

/**
 * Returns the names of a layer's input layers. Throws if a layer is used several times, which never happens for models
 * from the catalog.
 */
export function inboundOf({ name, inbound_nodes: nodes }: KerasLayer): readonly string[] {
  if (nodes.length > 1) throw new NotLowered(unsupported.sharedLayer({ layer: name }))
  return (nodes[0] ?? []).map(([from]) => from)
}

/** The layers that contribute to an output, including input layers. */
export function orderLayers({ config }: KerasModel): readonly KerasLayer[] {
  const byName = new Map(config.layers.map((layer) => [layer.name, layer]))
  const met = new Map<string, number>()
  const finished: KerasLayer[] = []
  const visit = (name: string) => {
    if (met.has(name)) return
    met.set(name, met.size)
    const layer = expectDefined(byName.get(name), `the layer ${name}`)
    inboundOf(layer).forEach(visit)
    finished.push(layer)
  }
  for (const [name] of config.output_layers) visit(name)
  const depths = new Map<string, number>()
  for (const layer of [...finished].reverse()) {
    const depth = depths.get(layer.name) ?? 0
    depths.set(layer.name, depth)
    for (const from of inboundOf(layer)) depths.set(from, Math.max(depth + 1, depths.get(from) ?? 0))
  }
  const at = (numbers: ReadonlyMap<string, number>, { name }: KerasLayer) => numbers.get(name) as number
  return [...finished].sort((a, b) => at(depths, b) - at(depths, a) || at(met, a) - at(met, b))
}
