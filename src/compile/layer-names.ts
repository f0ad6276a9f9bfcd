/**
 * @file layerNames: maps the generated layer names of a lowered model to names from the drawing, to display what the
 * worker reports about layers.
 */

import type { Shape } from '../catalog/layer-def'
import { layers } from '../catalog/layers'
import type { CheckedDrawing } from '../graph/check-report'
import { stepsText } from '../messages/en/canvas/menu'
import { checkNetwork } from './check-network'
import { schemaOf } from './dataset-of-project'
import type { ProjectContent } from './project'
import { toKeras } from './to-keras'

export interface LayerName {
  readonly node: string
  /**
   * The node's label, or its kind if it has no label; if several nodes share a name, also which of them it is, in
   * network order: "Dense (1 of 3)", as in the history.
   */
  readonly label: string
}

/** Names to display for the layers of a checked drawing, keyed by generated layer name. */
function layerNames(checked: CheckedDrawing<Shape>): ReadonlyMap<string, LayerName> {
  const names = new Map<string, LayerName>()
  const labels = numbered(checked)
  // A node comes after its sources, so the first node listed for a layer creates that layer; an output node listed
  // later may only read it.
  for (const [node, layer] of toKeras(checked).layerOf) {
    if (!names.has(layer)) names.set(layer, { node, label: labels.get(node) ?? layer })
  }
  return names
}

/** Display names of the layers that a project trains; empty when the project cannot be trained. */
export function layerNamesOf({ networks, data, plan }: ProjectContent): ReadonlyMap<string, LayerName> {
  const drawing = networks[0]?.drawing ?? { nodes: [], wires: [] }
  const { checked } = checkNetwork(drawing, schemaOf(data), plan)
  return checked ? layerNames(checked) : new Map()
}

function numbered({ steps }: CheckedDrawing<Shape>): ReadonlyMap<string, string> {
  const plain = steps.map(({ node }) => node.label || (layers.find(node.kind)?.title ?? node.kind))
  const counts = new Map<string, number>()
  const total = new Map<string, number>()
  for (const label of plain) total.set(label, (total.get(label) ?? 0) + 1)
  return new Map(
    steps.map(({ node }, i) => {
      const label = plain[i] as string
      const nth = (counts.get(label) ?? 0) + 1
      counts.set(label, nth)
      const of = total.get(label) ?? 1
      return [node.id, of > 1 ? stepsText.nth({ node: label, nth, of }) : label]
    }),
  )
}
