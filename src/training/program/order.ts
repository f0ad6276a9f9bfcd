/**
 * @file orderLayers: the layers of a model in the order tf.js has them, which is that of its weights and of its masks: by how far
 * from the outputs they stand, and within that by when a walk back from the outputs first meets them (tfjs-layers, container.ts).
 */
import { expectDefined } from '../../base/assert'
import type { KerasLayer, KerasModel } from '../../catalog/lowered'
import { NotLowered } from './not-lowered'

/** The names of the layers that a layer reads. Throws where a layer is used several times, which the catalog never does. */
export function inboundOf({ name, inbound_nodes: nodes }: KerasLayer): readonly string[] {
  if (nodes.length > 1) throw new NotLowered(`layer that is used twice (${name})`)
  return (nodes[0] ?? []).map(([from]) => from)
}

/** The layers that lead to an output, inputs included. */
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
