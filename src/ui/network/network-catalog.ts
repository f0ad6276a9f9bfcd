/** @file The catalog of networks for the canvas: layers in words, what the ends show, and what a layer costs. */
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { shippedBlocks } from '../../gallery/blocks'
import type { CanvasCatalog } from '../canvas/catalog'
import { AnswerFace } from '../canvas/faces/answer-face'
import { InputFace } from '../canvas/faces/face'
import { useHeat } from '../rooms/build/use-heat'
import { Corner } from './corner'
import { networkWords } from './words'

export const networkCatalog: CanvasCatalog<Shape, LayerDef> = {
  ...networkWords,
  blocks: shippedBlocks,
  faces: {
    input: { height: 148, Face: InputFace },
    output: { height: 118, Face: AnswerFace },
  },
  Corner,
  useMarks: useHeat,
}
