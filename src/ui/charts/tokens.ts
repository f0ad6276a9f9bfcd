/** @file Tokens: the colors of the page as canvases need them, read again when the theme changes. */
import { useSyncExternalStore } from 'react'

/** The value of a token: tokens('train') is what --train is now. */
export type Tokens = (name: string) => string

let known: { readonly theme: string; readonly tokens: Tokens } | undefined

/** The colors of the page now; the same function until the theme changes, another one after. */
export function useTokens(): Tokens {
  return useSyncExternalStore(watch, now, none)
}

/** There are no colors without a page: tests render to text. */
const none = (): Tokens => noColour
const noColour: Tokens = () => ''

/** Checked at every render: the theme may have changed while no canvas was subscribed. */
function now(): Tokens {
  const theme = document.documentElement.dataset.theme ?? 'none'
  if (known?.theme !== theme) known = { theme, tokens: readTokens() }
  return known.tokens
}

function readTokens(): Tokens {
  const read = new Map<string, string>()
  return (name) => {
    const found = read.get(name)
    if (found !== undefined) return found
    const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
    read.set(name, value)
    return value
  }
}

function watch(listener: () => void): () => void {
  // The shell writes the theme it resolved, the system's included, on the root element.
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
