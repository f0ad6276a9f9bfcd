/**
 * @file Page history: an undo history that a page provides. While the page is open, Undo and Redo use this history
 * instead of the network's.
 */
import { useSyncExternalStore } from 'react'

/** An undo history that replaces the network's history. */
export interface PageHistory {
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): void
  redo(): void
}

/** The history that Undo and Redo use; undefined means the history of the network. */
export type CurrentHistory = PageHistory | undefined

let pageHistory: CurrentHistory
const listeners = new Set<() => void>()

/** Sets the history. A page with a separate history calls this whenever that history changes. */
export function setPageHistory(history: CurrentHistory): void {
  pageHistory = history
  for (const listener of listeners) listener()
}

/** Hook that returns the history used by Undo and Redo. */
export function usePageHistory(): CurrentHistory {
  return useSyncExternalStore(subscribe, () => pageHistory)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
