/** @file The words of networks on a canvas: layers, their families, and the shapes that flow between them. */
import { say } from '../../messages/message'
import { dimensions } from '../../messages/format'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import type { CanvasWords } from '../canvas/catalog'

const OWN_FAULTS = /^(param-|missing-|no-|unknown-|unreached|duplicate|output-units|activation-|loss-)/

export const networkWords: CanvasWords<Shape, LayerDef> = {
  nodes: layers,
  nouns: {
    node: 'layer',
    nodes: 'layers',
    drawing: 'Network',
    empty: 'A network is drawn here, from its input on the left to its output on the right.',
    hint: 'pool, norm, join',
    counts: 'parameters',
  },
  groups: [
    { family: 'learns', title: 'Learns' },
    { family: 'reshapes', title: 'Reshapes' },
    { family: 'combines', title: 'Combines' },
    { family: 'regularises', title: 'Regularises' },
    { family: 'end', title: 'Begins and ends' },
  ],
  flowWords: dimensions,
  say,
  isOwnFault: (code) => OWN_FAULTS.test(code),
}
