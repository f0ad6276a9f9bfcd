/** @file useTheme: sets the page's theme to the selected theme or to the operating system's theme. */
import { useEffect } from 'react'
import { useSelect } from '../studio-context'
import { useMedia } from './use-media'

/** The theme that is currently shown. */
export function useShownTheme(): 'dark' | 'light' {
  const selected = useSelect((state) => state.theme)
  // not text: a media query
  const prefersLight = useMedia('(prefers-color-scheme: light)')
  if (selected !== 'system') return selected
  return prefersLight ? 'light' : 'dark'
}

/** Updates the page's `data-theme` attribute when the theme changes. */
export function useTheme(): void {
  const theme = useShownTheme()
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
}
