/** @file Shows another dataset on the Data page, from any part of the page and from dialogs above it. */
import { createContext, useContext, useEffect } from 'react'

export const ShowDatasetContext = createContext<(id: string) => void>(() => undefined)

/** Shows a dataset without using it. */
export function useShowDataset(): (id: string) => void {
  return useContext(ShowDatasetContext)
}

/** The dataset that a dialog requested before the page was mounted. */
let requested: string | undefined
let listener: ((id: string) => void) | undefined

/** Shows a dataset on the page, which may not be open yet. */
export function showOnDataPage(id: string): void {
  if (listener) listener(id)
  else requested = id
}

/** Shows the datasets that are requested from outside the page. */
export function useRequestedDataset(show: (id: string) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page shows what is requested as long as it is mounted
  useEffect(() => {
    listener = show
    if (requested !== undefined) show(requested)
    requested = undefined
    return () => {
      listener = undefined
    }
  }, [])
}
