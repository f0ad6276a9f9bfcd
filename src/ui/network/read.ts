/** @file Text that is read from a network, for panels around the canvas as on it. */
import type { LayerDef } from '../../catalog/layer-def'
import { layers } from '../../catalog/layers'
import type { BoardState } from '../../studio/board'
import * as canvas from '../canvas/read'
import { networkWords } from './layer-catalog'

/** The definition of a kind; absent where a file names a layer that is not in the catalog. */
export function defOf(kind: string): LayerDef | undefined {
  return layers.find(kind)
}

/** The settings on a layer, in few words. */
export function faceWords(state: BoardState, id: string): string {
  return canvas.faceWords(networkWords, state, id)
}

/** The output shape of a layer; empty while unknown. */
export function shapeOf(state: BoardState, id: string): string {
  return canvas.shapeOf(networkWords, state, id)
}

/** What tells a layer from another of its name: its settings and its output shape. */
export function apartWords(state: BoardState, id: string): string {
  return canvas.apartWords(networkWords, state, id)
}

/** The shape of what flows on a wire. */
export function wireWords(state: BoardState, id: string): string {
  return canvas.wireWords(networkWords, state, id)
}
