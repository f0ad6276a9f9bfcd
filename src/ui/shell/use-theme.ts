/** @file useTheme: sets the theme of the page: the one that was chosen, or that of the system. */
import { useEffect } from 'react'
import { useSelect } from '../studio-context'
import { useMedia } from './use-media'

/** The theme shown now. */
export function useShownTheme(): 'dark' | 'light' {
  const chosen = useSelect((state) => state.theme)
  // not text: a media query
  const light = useMedia('(prefers-color-scheme: light)')
  if (chosen !== 'system') return chosen
  return light ? 'light' : 'dark'
}

/** Keeps `data-theme` of the page in step. */
export function useTheme(): void {
  const theme = useShownTheme()
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
}
