/**
 * @file layerNames: the names in the drawing of a lowered model's layers; used to show what the worker reports about
 * layers.
 */
import { schemaOf } from './picked'
import type { Shape } from '../catalog/layer-def'
import { layers } from '../catalog/layers'
import type { CheckedDrawing } from '../graph/checked-drawing'
import { checkNetwork } from './check-network'
import type { ProjectContent } from './project'
import { toKeras } from './to-keras'

export interface LayerName {
  readonly node: string
  /** The node's label, or its kind if it has none; numbered in network order if several share it. */
  readonly label: string
}

/** The names of a checked drawing's layers, by generated name. */
export function layerNames(checked: CheckedDrawing<Shape>): ReadonlyMap<string, LayerName> {
  const names = new Map<string, LayerName>()
  const labels = numbered(checked)
  // Nodes come after those they read, so the first node of a layer creates it; an output may only read it.
  for (const [node, layer] of toKeras(checked).layerOf) {
    if (!names.has(layer)) names.set(layer, { node, label: labels.get(node) ?? layer })
  }
  return names
}

/** The names of the layers that a project trains; empty when it cannot be trained. */
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
