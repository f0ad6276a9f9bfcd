/** @file useAddressLink: the project in the address of the page, until the user has opened or declined it. */
import { useCallback, useEffect, useState } from 'react'

const KEY = '#project='

export interface AddressLink {
  readonly fragment: string
  /** Removes the project from the address, so that a reload does not show it again. */
  readonly done: () => void
}

/** The link in the address, now or after a later change of the address. */
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
