/** @file Page history: the undo history that Undo and Redo use when the open page replaces that of the network. */
import { useSyncExternalStore } from 'react'

/** An undo history that replaces that of the network. */
export interface PageHistory {
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): void
  redo(): void
}

/** The history that Undo and Redo use; undefined for that of the network. */
export type CurrentHistory = PageHistory | undefined

let pageHistory: CurrentHistory
const listeners = new Set<() => void>()

/** Sets the history. A page with its own history calls it whenever that history changes. */
export function setPageHistory(history: CurrentHistory): void {
  pageHistory = history
  for (const listener of listeners) listener()
}

/** The history that Undo and Redo use. */
export function usePageHistory(): CurrentHistory {
  return useSyncExternalStore(subscribe, () => pageHistory)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
