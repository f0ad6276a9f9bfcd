/** @file Showing another set in the Data room, from wherever in it a set is named, and from dialogs above it. */
import { createContext, useContext, useEffect } from 'react'

export const ShowSet = createContext<(id: string) => void>(() => undefined)

/** Shows a set without using it. */
export function useShowSet(): (id: string) => void {
  return useContext(ShowSet)
}

/** What a dialog asked for before the room was there to hear it. */
let asked: string | undefined
let hear: ((id: string) => void) | undefined

/** Shows a set in the room, which may have to be opened yet. */
export function showInRoom(id: string): void {
  if (hear) hear(id)
  else asked = id
}

/** The room hears what is asked for from outside of it. */
export function useAskedSet(show: (id: string) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room shows what is asked for as long as it is there
  useEffect(() => {
    hear = show
    if (asked !== undefined) show(asked)
    asked = undefined
    return () => {
      hear = undefined
    }
  }, [])
}
