/** @file useTheme: writes the theme on the page: what the user chose, or what the system has. */
import { useEffect } from 'react'
import { useSelect } from '../studio-context'
import { useMedia } from './use-media'

/** The theme shown now. */
export function useShownTheme(): 'dark' | 'light' {
  const chosen = useSelect((state) => state.theme)
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
