/** @file Media queries and the theme that follows from them. */
import { useCallback, useSyncExternalStore, useEffect } from 'react'
import { useSelect } from '../studio-context'

/**
 * Media query for viewports with enough space. On smaller viewports, the inspector is a sheet over the canvas, and the
 * dock is a strip.
 */
export const ROOMY = '(min-width: 1200px) and (min-height: 700px)'

/** Media query for viewports in which the line below the canvas has room for one suggestion only. */
export const NARROW = '(max-width: 1200px)'

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

/** The theme that is currently shown. */
export function useShownTheme(): 'dark' | 'light' {
  const selected = useSelect((state) => state.theme)
  // not text: a media query
  const prefersLight = useMedia('(prefers-color-scheme: light)')
  if (selected !== 'system') return selected
  return prefersLight ? 'light' : 'dark'
}

/** Updates the attributes `data-theme` and `data-present` of the page. */
export function useTheme(): void {
  const theme = useShownTheme()
  const present = useSelect((state) => state.present)
  useEffect(() => {
    document.documentElement.toggleAttribute('data-present', present)
  }, [present])
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
}
