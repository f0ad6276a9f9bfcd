/** @file Undoes: whose edits Undo takes back: those of the drawing, or those of the set while its rows are on show. */
import { useSyncExternalStore } from 'react'

let ofSet = false
const heard = new Set<() => void>()

/** Says whose edits they are; the view that hears the keys says so. */
export function undoSet(on: boolean): void {
  ofSet = on
  for (const hear of heard) hear()
}

/** Whether Undo takes back edits of the set in use. */
export function useUndoesSet(): boolean {
  return useSyncExternalStore(listen, () => ofSet)
}

function listen(hear: () => void): () => void {
  heard.add(hear)
  return () => heard.delete(hear)
}
