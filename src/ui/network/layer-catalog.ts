/** @file The catalog of layers for the canvas: their noun, their families, and the text of the shapes between them. */
import { networkText as text } from '../../messages/en/network'
import { formatMessage } from '../../messages/message'
import { dimensions } from '../../messages/format'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import type { CanvasWords } from '../canvas/catalog'

const OWN_FAULTS = /^(param-|missing-|no-|unknown-|unreached|duplicate|output-units|activation-|loss-)/

export const networkWords: CanvasWords<Shape, LayerDef> = {
  nodes: layers,
  nouns: { node: 'layer', drawing: text.name, empty: text.empty, hint: text.searchExamples, counts: 'parameters' },
  groups: (['learns', 'reshapes', 'combines', 'regularises', 'end'] as const).map((family) => ({
    family,
    title: text.families[family],
  })),
  flowWords: dimensions,
  say: formatMessage,
  isOwnFault: (code) => OWN_FAULTS.test(code),
}
