/** @file useMedia: whether a media query matches. */
import { useCallback, useSyncExternalStore } from 'react'

/**
 * Media query for viewports with enough space. On smaller viewports, the inspector is a sheet over the canvas, and the
 * dock is a strip.
 */
export const ROOMY = '(min-width: 1200px) and (min-height: 700px)'

/** Whether the query currently matches. The component re-renders when this changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (notify: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', notify)
      return () => list.removeEventListener('change', notify)
    },
    [query],
  )
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  )
}
