/** @file Board shown: the board on screen where it is not the studio's own; shortcuts of the canvas, Undo and the palette act on it. */
import { useSyncExternalStore } from 'react'
import type { Board } from '../../studio/board'

let shown: Board | undefined
const heard = new Set<() => void>()

/** Sets the board that is shown; undefined for the network, or where there is no canvas. */
export function showBoard(board: Board | undefined): void {
  shown = board
  for (const hear of heard) hear()
}

/** The board that is shown, where it is not the studio's own. */
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
