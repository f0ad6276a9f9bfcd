/** @file Showing another set in the Data room, from wherever in it a set is named. */
import { createContext, useContext } from 'react'

export const ShowSet = createContext<(id: string) => void>(() => undefined)

/** Shows a set without using it. */
export function useShowSet(): (id: string) => void {
  return useContext(ShowSet)
}
