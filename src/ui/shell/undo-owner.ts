/** @file Undo owner: which history Undo and Redo work on: that of the network, or another one that the open page has set. */
import { useSyncExternalStore } from 'react'

/** A history other than that of the network. */
export interface OwnHistory {
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): void
  redo(): void
}

/** Undefined stands for the history of the network. */
export type Undoes = OwnHistory | undefined

let owner: Undoes
const heard = new Set<() => void>()

/** Sets the history; the page that handles the keys does so each time its history changes. */
export function undoOf(now: Undoes): void {
  owner = now
  for (const hear of heard) hear()
}

/** The history that Undo works on. */
export function useUndoes(): Undoes {
  return useSyncExternalStore(listen, () => owner)
}

function listen(hear: () => void): () => void {
  heard.add(hear)
  return () => heard.delete(hear)
}
