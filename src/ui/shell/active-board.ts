/**
 * @file Active board: the board on screen if it is not the network, such as a service diagram. Canvas shortcuts, Undo
 * and the command palette act on this board.
 */
import { useSyncExternalStore } from 'react'
import type { Board } from '../../studio/network/canvas-board'

let activeBoard: Board | undefined
const listeners = new Set<() => void>()

/** Sets the active board; undefined if the network or no canvas is on screen. */
export function setActiveBoard(board: Board | undefined): void {
  activeBoard = board
  for (const listener of listeners) listener()
}

/** The active board; undefined if it is the network. */
export function getActiveBoard(): Board | undefined {
  return activeBoard
}

/** Hook that returns the active board. */
export function useActiveBoard(): Board | undefined {
  return useSyncExternalStore(subscribe, getActiveBoard)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
