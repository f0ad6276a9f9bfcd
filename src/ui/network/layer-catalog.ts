/** @file The layer catalog for the canvas (definitions, families, text for shapes), and text about layers. */
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import { defaultsOf } from '../../catalog/params'
import { networkText as text } from '../../messages/en/network'
import { dimensions } from '../../messages/format'
import { formatMessage } from '../../messages/message'
import type { BoardState } from '../../studio/network/canvas-board'
import type { CatalogText } from '../canvas/canvas-catalog'
import type { FaceSizes } from '../canvas/flow-nodes'
import * as canvas from '../canvas/selectors'

/**
 * The definition of a layer kind; undefined if the catalog has no such kind, which can happen when a project is loaded
 * from a file.
 */
export function defOf(kind: string): LayerDef | undefined {
  return layers.find(kind)
}

/** The short text shown on a layer: its settings. */
export function layerText(state: BoardState, id: string): string {
  return canvas.nodeText(layerCatalog, state, id)
}

/** The output shape of a layer; empty if unknown. */
export function outputShapeText(state: BoardState, id: string): string {
  return canvas.outputText(layerCatalog, state, id)
}

/** Text that distinguishes a layer from others of the same name: its settings and output shape. */
export function distinguishingText(state: BoardState, id: string): string {
  return canvas.distinguishingText(layerCatalog, state, id)
}

/** The shape on a wire as text. */
export function wireText(state: BoardState, id: string): string {
  return canvas.wireText(layerCatalog, state, id)
}

const OWN_FAULTS = /^(param-|missing-|no-|unknown-|unreached|duplicate|output-|activation-|loss-)/

/** A size of an axis that suits the default settings of each layer. */
const LARGE = 64

export const layerCatalog: CatalogText<Shape, LayerDef> = {
  nodes: layers,
  nouns: { node: 'layer', drawing: text.name, empty: text.empty, hint: text.searchExamples, counts: 'parameters' },
  groups: (['learns', 'reshapes', 'combines', 'regularises', 'end'] as const).map((family) => ({
    family,
    title: text.families[family],
  })),
  fits({ kind, inputs }, shapes) {
    const def = defOf(kind)
    if (!def || inputs === 'none') return true
    // Only the number of axes counts: settings can adapt a layer to any size.
    return [...new Set(shapes.map(({ length }) => length))].some((length) => {
      const large = Array.from({ length }, () => LARGE)
      return def.shape(inputs === 'many' ? [large, large] : [large], defaultsOf(def.params)).ok
    })
  },
  loadFollowers: () => import('../../catalog/usual-followers'),
  flowText: dimensions,
  problemText: formatMessage,
  isOwnFault: (code) => OWN_FAULTS.test(code),
}

export const FACE_HEIGHTS = { input: { height: 148 }, output: { height: 118 } } as const satisfies FaceSizes
