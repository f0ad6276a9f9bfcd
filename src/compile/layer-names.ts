/** @file layerNames: what the layers of a lowered model are called in the drawing it was lowered from: what the worker says of layers is told by these. */
import { schemaOf } from './picked'
import type { Shape } from '../catalog/layer-def'
import { layers } from '../catalog/layers'
import type { CheckedDrawing } from '../graph/checked-drawing'
import { checkNetwork } from './check-network'
import type { ProjectContent } from './project'
import { toKeras } from './to-keras'

export interface LayerName {
  readonly node: string
  /** The node's label, or its kind where it has none; with a number in the order of the network where others have the same. */
  readonly label: string
}

/** The names of a checked drawing's layers, by their generated names. */
export function layerNames(checked: CheckedDrawing<Shape>): ReadonlyMap<string, LayerName> {
  const names = new Map<string, LayerName>()
  const labels = numbered(checked)
  // A node comes after those it reads, so the first one of a layer makes it; an output may only read it.
  for (const [node, layer] of toKeras(checked).layerOf) {
    if (!names.has(layer)) names.set(layer, { node, label: labels.get(node) ?? layer })
  }
  return names
}

/** The names of the layers that a project's content trains; none where it cannot be trained. */
export function layerNamesOf({ networks, data, plan }: ProjectContent): ReadonlyMap<string, LayerName> {
  const drawing = networks[0]?.drawing ?? { nodes: [], wires: [] }
  const { checked } = checkNetwork(drawing, schemaOf(data), plan)
  return checked ? layerNames(checked) : new Map()
}

function numbered({ steps }: CheckedDrawing<Shape>): ReadonlyMap<string, string> {
  const plain = steps.map(({ node }) => node.label || (layers.find(node.kind)?.title ?? node.kind))
  const counts = new Map<string, number>()
  return new Map(
    steps.map(({ node }, i) => {
      const label = plain[i] as string
      const count = (counts.get(label) ?? 0) + 1
      counts.set(label, count)
      const repeated = plain.indexOf(label) !== plain.lastIndexOf(label)
      return [node.id, repeated ? `${label} ${count}` : label]
    }),
  )
}
