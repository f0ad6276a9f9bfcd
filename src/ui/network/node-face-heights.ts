/** @file Initial heights of input and output nodes, in canvas pixels. */
import type { FaceHeights } from '../canvas/flow-nodes'

export const FACE_HEIGHTS = { input: { height: 148 }, output: { height: 118 } } as const satisfies FaceHeights
