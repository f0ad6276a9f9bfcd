/** @file useAddressLink: the project contained in the page's URL, until the user opens or declines it. */
import { useCallback, useEffect, useState } from 'react'

const KEY = '#project='

export interface AddressLink {
  readonly fragment: string
  /** Removes the project from the URL, so that a reload does not show it again. */
  readonly done: () => void
}

/** The project link in the URL, at page load or after a later URL change. */
export function useAddressLink(): AddressLink | undefined {
  const [fragment, setFragment] = useState(readFragment)
  useEffect(() => {
    const update = () => setFragment(readFragment())
    window.addEventListener('hashchange', update)
    return () => window.removeEventListener('hashchange', update)
  }, [])
  const done = useCallback(() => {
    if (readFragment()) history.replaceState(history.state, '', location.pathname + location.search)
    setFragment(undefined)
  }, [])
  return fragment === undefined ? undefined : { fragment, done }
}

function readFragment(): string | undefined {
  return location.hash.startsWith(KEY) ? location.hash : undefined
}
