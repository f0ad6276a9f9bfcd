/** @file Undoes: whose edits Undo takes back: those of the drawing, or, once the Data room was looked at, what is said where one stands. */
import { useSyncExternalStore } from 'react'

/** A history that knows more than the drawing. */
export interface OwnHistory {
  readonly canUndo: boolean
  readonly canRedo: boolean
  undo(): void
  redo(): void
}

/** Of the drawing where undefined. */
export type Undoes = OwnHistory | undefined

let whose: Undoes
const heard = new Set<() => void>()

/** Says whose edits they are; what hears the keys says so, anew whenever its history is another. */
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
