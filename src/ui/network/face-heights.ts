/** @file The initial heights of the ends of a network, in canvas pixels. */
import type { Heights } from '../canvas/flow'

export const FACE_HEIGHTS = { input: { height: 148 }, output: { height: 118 } } as const satisfies Heights
