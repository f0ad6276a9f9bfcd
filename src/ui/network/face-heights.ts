/** @file What the ends of a network are high to begin with, in canvas pixels. */
import type { Heights } from '../canvas/flow'

export const FACE_HEIGHTS = { input: { height: 148 }, output: { height: 118 } } as const satisfies Heights
