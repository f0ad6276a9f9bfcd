/** @file Tokens: the colours of the page as canvases need them, read again when the theme changes. */
import { useSyncExternalStore } from 'react'

/** The value of a token: tokens('train') is what --train is now. */
export type Tokens = (name: string) => string

let known: { readonly theme: string; readonly tokens: Tokens } | undefined

/** The page's colours now; the same function until the theme changes, another one after. */
export function useTokens(): Tokens {
  return useSyncExternalStore(watch, now, none)
}

/** Where there is no page there are no colours: tests render to text. */
const none = (): Tokens => noColour
const noColour: Tokens = () => ''

/** Asked at every render: the theme may have changed while no canvas was there to be told. */
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
