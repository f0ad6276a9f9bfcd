/** @file Shows another dataset on the Data page; callable from anywhere on the page and from dialogs over the page. */
import { createContext, useContext } from 'react'
import { useOnChange } from '../../kit/use-on-change'

export const ShowDatasetContext = createContext<(id: string) => void>(() => undefined)

/** Returns a function that shows a dataset without putting it into use. */
export function useShowDataset(): (id: string) => void {
  return useContext(ShowDatasetContext)
}

/** A dataset requested by a dialog before the page was mounted. */
let requested: string | undefined
let listener: ((id: string) => void) | undefined

/** Shows a dataset on the Data page, even if the page is not open yet. */
export function showOnDataPage(id: string): void {
  if (listener) listener(id)
  else requested = id
}

/** Shows datasets requested from outside the page. */
export function useRequestedDataset(show: (id: string) => void): void {
  // The page shows what is requested as long as it is mounted.
  useOnChange([], () => {
    listener = show
    if (requested !== undefined) show(requested)
    requested = undefined
    return () => {
      listener = undefined
    }
  })
}
