/** @file Color tokens: the page's CSS colors for use in canvases, updated when the theme changes. */
import { useSyncExternalStore } from 'react'

/** Returns the current value of a color token: tokens('train') is the value of the CSS variable --train. */
export type Tokens = (name: string) => string

let known: { readonly theme: string; readonly tokens: Tokens } | undefined

/** The page's current colors. Returns the same function until the theme changes. */
export function useTokens(): Tokens {
  return useSyncExternalStore(subscribe, now, none)
}

/** There are no colors without a page, such as in tests that render to text. */
const none = (): Tokens => noColor
const noColor: Tokens = () => ''

/** Checks the theme on every render, because it may have changed while no canvas was subscribed. */
function now(): Tokens {
  const theme = document.documentElement.dataset.theme ?? 'none'
  if (known?.theme !== theme) known = { theme, tokens: readTokens() }
  return known.tokens
}

function readTokens(): Tokens {
  const cache = new Map<string, string>()
  return (name) => {
    const cached = cache.get(name)
    if (cached !== undefined) return cached
    const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
    cache.set(name, value)
    return value
  }
}

function subscribe(listener: () => void): () => void {
  // The shell sets the resolved theme on the root element, including when it follows the system theme.
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
