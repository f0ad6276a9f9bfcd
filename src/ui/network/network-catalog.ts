/** @file The full catalog of networks for the canvas: layers and their text, the faces of both ends, and the cost of a layer. */
import { lazy } from 'react'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import type { CanvasCatalog } from '../canvas/catalog'
import { AnswerFace } from './faces/answer-face'
import { InputFace } from './faces/face'
import { useHeat } from '../pages/build/use-heat'
import { Corner } from './corner'
import { FACE_HEIGHTS } from './face-heights'
import { networkWords } from './layer-catalog'

/** Without its blocks, which `useNetworkCatalog` adds once they are loaded. */
export const networkCatalog: CanvasCatalog<Shape, LayerDef> = {
  ...networkWords,
  blocks: [],
  faces: {
    input: { ...FACE_HEIGHTS.input, Face: InputFace },
    output: { ...FACE_HEIGHTS.output, Face: AnswerFace },
  },
  Corner,
  useMarks: useHeat,
  Picture: lazy(() => import('./why/shape-picture').then(({ ShapePicture }) => ({ default: ShapePicture }))),
  Kept: lazy(() =>
    import('../pages/build/history-versions').then(({ HistoryVersions }) => ({ default: HistoryVersions })),
  ),
  Explanation: lazy(() => import('./why/explanation').then(({ Explanation }) => ({ default: Explanation }))),
}
