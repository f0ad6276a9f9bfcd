/**
 * @file The full canvas catalog for networks: layers and their text, the faces of inputs and outputs, and the cost
 * colors.
 */
import { lazy } from 'react'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { shippedBlocks } from '../../gallery/blocks'
import type { CanvasCatalog } from '../canvas/canvas-catalog'
import { PredictionFace } from './node-faces/prediction-face'
import { InputFace } from './node-faces/input-face'
import { useHeat } from '../pages/build/costs'
import { LayerCorner } from './layer-badge'
import { FACE_HEIGHTS } from './node-face-heights'
import { layerCatalog } from './layer-catalog'

/** Layers and Netloom's built-in blocks, with everything the canvas shows about them. */
export const networkCatalog: CanvasCatalog<Shape, LayerDef> = {
  ...layerCatalog,
  blocks: shippedBlocks,
  faces: {
    input: { ...FACE_HEIGHTS.input, Face: InputFace },
    output: { ...FACE_HEIGHTS.output, Face: PredictionFace },
  },
  Corner: LayerCorner,
  useNodeAttributes: useHeat,
  Picture: lazy(() => import('./problem-help/shape-picture').then(({ ShapePicture }) => ({ default: ShapePicture }))),
  SavedVersions: lazy(() =>
    import('../pages/build/history-versions').then(({ HistoryVersions }) => ({ default: HistoryVersions })),
  ),
  Explanation: lazy(() => import('./problem-help/explanation').then(({ Explanation }) => ({ default: Explanation }))),
}
