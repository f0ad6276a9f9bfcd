/** @file Studio: the store, its storage, and the single way to run commands. Created once, in the composition root. */
import type { Storage } from '../storage/records'
import type { Board, BoardState } from './network/canvas-board'
import type { AppState } from './state'
import type { Live } from './training/loss-series'

export const PICTURE_FORMATS = ['svg', 'png'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

/** A service diagram to draw. */
export interface ServiceDiagram {
  readonly service: string
  readonly project: string
  readonly board: BoardState
}

/**
 * Draws the visible level or a service as an image file. The page provides this, because it knows how nodes are
 * rendered.
 */
export type DrawPicture = (
  what: AppState | ServiceDiagram,
  format: PictureFormat,
  theme: 'light' | 'dark',
) => Promise<Uint8Array<ArrayBuffer>>

export interface Studio extends Board<AppState> {
  readonly storage: Storage
  /** Loss values, which change many times a second and are therefore not stored in React or the store. */
  readonly live: Live
  within?(node: string): Studio
}
