/** @file Tokens: the colours of the page as canvases need them, read again when the theme changes. */
import { useSyncExternalStore } from 'react'

/** The value of a token: tokens('train') is what --train is now. */
export type Tokens = (name: string) => string

let tokens: Tokens = readTokens()

/** The page's colours now; the same function until the theme changes, another one after. */
export function useTokens(): Tokens {
  return useSyncExternalStore(watch, () => tokens)
}

function readTokens(): Tokens {
  const known = new Map<string, string>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
    known.set(name, value)
    return value
  }
}

function watch(listener: () => void): () => void {
  const changed = () => {
    tokens = readTokens()
    listener()
  }
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', changed)
  }
}
