/** @file The layer catalog for the canvas: layer definitions, the term for a node, families, and text for shapes. */
import { networkText as text } from '../../messages/en/network'
import { formatMessage } from '../../messages/message'
import { dimensions } from '../../messages/format'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import type { CatalogText } from '../canvas/canvas-catalog'

const OWN_FAULTS = /^(param-|missing-|no-|unknown-|unreached|duplicate|output-units|activation-|loss-)/

export const layerCatalog: CatalogText<Shape, LayerDef> = {
  nodes: layers,
  nouns: { node: 'layer', drawing: text.name, empty: text.empty, hint: text.searchExamples, counts: 'parameters' },
  groups: (['learns', 'reshapes', 'combines', 'regularises', 'end'] as const).map((family) => ({
    family,
    title: text.families[family],
  })),
  flowText: dimensions,
  problemText: formatMessage,
  isOwnFault: (code) => OWN_FAULTS.test(code),
}
