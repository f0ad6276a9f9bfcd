/**
 * @file Layer order: the order in which tf.js lists a model's layers, and therefore its weights: by depth from the
 * outputs, deepest first; layers of equal depth in the order of a walk from the outputs (tfjs-layers 4.22,
 * engine/container.ts).
 */
import type { KerasModel } from '../../catalog/keras-json'

/** The names of the layers that the outputs depend on, in tf.js's order. */
export function layerOrder({ config }: KerasModel): readonly string[] {
  const inbound = new Map(
    config.layers.map((layer) => [layer.name, layer.inbound_nodes.flat().map(([from]) => from)] as const),
  )
  const met = new Map<string, number>()
  const finished: string[] = []
  // Use an explicit stack instead of recursion, because a chain can be as long as the drawing. `next` is the next input
  // to visit.
  for (const [output] of config.output_layers) {
    if (met.has(output)) continue
    met.set(output, met.size)
    const stack = [{ name: output, next: 0 }]
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { name: string; next: number }
      const from = inbound.get(top.name)?.[top.next++]
      if (from === undefined) {
        finished.push(top.name)
        stack.pop()
      } else if (!met.has(from)) {
        met.set(from, met.size)
        stack.push({ name: from, next: 0 })
      }
    }
  }
  const depth = new Map<string, number>()
  for (const name of finished.reverse()) {
    const mine = depth.get(name) ?? 0
    depth.set(name, mine)
    for (const from of inbound.get(name) ?? []) depth.set(from, Math.max(mine + 1, depth.get(from) ?? 0))
  }
  return [...depth.keys()].sort(
    (a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0) || (met.get(a) ?? 0) - (met.get(b) ?? 0),
  )
}
