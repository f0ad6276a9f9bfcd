/** @file useLink: the project in the address, if there is one, until it was opened or declined. */
import { useCallback, useEffect, useState } from 'react'

const KEY = '#project='

export interface Link {
  readonly fragment: string
  /** Removes it from the address, so that a reload does not offer it again. */
  readonly done: () => void
}

/** The link in the address, at the start or after a later change of it. */
export function useLink(): Link | undefined {
  const [fragment, setFragment] = useState(inAddress)
  useEffect(() => {
    const look = () => setFragment(inAddress())
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  const done = useCallback(() => {
    if (inAddress()) history.replaceState(history.state, '', location.pathname + location.search)
    setFragment(undefined)
  }, [])
  return fragment === undefined ? undefined : { fragment, done }
}

function inAddress(): string | undefined {
  return location.hash.startsWith(KEY) ? location.hash : undefined
}
