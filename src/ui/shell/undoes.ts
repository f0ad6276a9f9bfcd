/** @file Undoes: whose edits Undo takes back: those of the drawing, or of what a view that is on show says: a set, the steps of columns. */
import { useSyncExternalStore } from 'react'

/** A history that a view keeps itself. */
export interface OwnHistory {
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): void
  redo(): void
}

/** Of the drawing where undefined. */
export type Undoes = 'set' | OwnHistory | undefined

let whose: Undoes
const heard = new Set<() => void>()

/** Says whose edits they are; the view that hears the keys says so, anew whenever its own history is another. */
export function undoOf(now: Undoes): void {
  whose = now
  for (const hear of heard) hear()
}

/** Whose edits Undo takes back. */
export function useUndoes(): Undoes {
  return useSyncExternalStore(listen, () => whose)
}

function listen(hear: () => void): () => void {
  heard.add(hear)
  return () => heard.delete(hear)
}
