/** @file useMedia: whether a media query holds now. */
import { useCallback, useSyncExternalStore } from 'react'

/** Under this width the inspector is a sheet over the canvas, under this height too, and the dock a strip. */
export const ROOMY = '(min-width: 1200px) and (min-height: 700px)'

/** Whether the query matches; follows it. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (tell: () => void) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', tell)
      return () => list.removeEventListener('change', tell)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
