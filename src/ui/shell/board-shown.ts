/** @file The board that is shown where it is not the studio's own: keys of the canvas, Undo and the palette go there. */
import { useSyncExternalStore } from 'react'
import type { Board } from '../../studio/board'

let shown: Board | undefined
const heard = new Set<() => void>()

/** Says which board is shown; undefined where the network is, or none. */
export function showBoard(board: Board | undefined): void {
  shown = board
  for (const hear of heard) hear()
}

/** The board shown, where it is another than the studio's own. */
export function otherBoard(): Board | undefined {
  return shown
}

/** The same, as React reads it. */
export function useOtherBoard(): Board | undefined {
  return useSyncExternalStore(listen, otherBoard)
}

function listen(hear: () => void): () => void {
  heard.add(hear)
  return () => heard.delete(hear)
}
