/** @file Studio: the store, what it stands on, and the one way to run a command. Made once, in the composition root. */
import type { Storage } from '../storage/records'
import type { Board, BoardState } from './board'
import type { AppState } from './state'
import type { Live } from './loss-series'

export const PICTURE_FORMATS = ['svg', 'png'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

/** A service as its board has it. */
export interface ServiceDiagram {
  readonly service: string
  readonly project: string
  readonly board: BoardState
}

/** Draws the level shown, or a service, as the bytes of a file. The page gives it, for it knows what things look like. */
export type DrawPicture = (
  what: AppState | ServiceDiagram,
  format: PictureFormat,
  theme: 'light' | 'dark',
) => Promise<Uint8Array<ArrayBuffer>>

export interface Studio extends Board<AppState> {
  readonly storage: Storage
  /** Numbers that change many times a second: kept out of React and the store. */
  readonly live: Live
  within?(node: string): Studio
}
