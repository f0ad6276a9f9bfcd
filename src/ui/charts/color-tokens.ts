/** @file Colors of charts: the tokens of the theme, and color scales for values and classes. */
import { useSyncExternalStore } from 'react'

/** Returns the current value of a color token: tokens('train') is the value of the CSS variable --train. */
export type Tokens = (name: string) => string

let known: { readonly look: string; readonly tokens: Tokens } | undefined

/** The page's current colors and sizes. Returns the same function until the theme or present mode changes. */
export function useTokens(): Tokens {
  return useSyncExternalStore(subscribe, now, none)
}

/** There are no colors without a page, such as in tests that render to text. */
const none = (): Tokens => noColor
const noColor: Tokens = () => ''

/** Checks both on every render, because they may have changed while no canvas was subscribed. */
function now(): Tokens {
  const { theme = 'none', present } = document.documentElement.dataset
  const look = `${theme} ${present}`
  if (known?.look !== look) known = { look, tokens: readTokens() }
  return known.tokens
}

function readTokens(): Tokens {
  const cache = new Map<string, string>()
  return (name) => {
    const cached = cache.get(name)
    if (cached !== undefined) return cached
    const value = asHex(getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim())
    cache.set(name, value)
    return value
  }
}

/** A system color, which forced colors mode puts in place of a token, as #rrggbb. */
function asHex(color: string): string {
  if (!matchMedia('(forced-colors: active)').matches || !CSS.supports('color', color)) return color
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return color
  context.fillStyle = color
  return context.fillStyle
}

function subscribe(listener: () => void): () => void {
  // The shell sets both on the root element; the theme may follow that of the system.
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-present'] })
  return () => observer.disconnect()
}

type Rgb = readonly [number, number, number]

/** Color tokens for classes and series. Marker shapes and line styles also distinguish them. */
const SERIES_TOKENS = ['data-1', 'data-2', 'data-3', 'data-4', 'data-5', 'data-other'] as const

/** The color token of a class or of a series, by its index. */
export function classToken(index: number): string {
  return SERIES_TOKENS[index % SERIES_TOKENS.length] as string
}

/**
 * The color token of a class next to values of units. Of two classes, the second one is blue, because a large output
 * predicts it, and blue is more everywhere in the network.
 */
export function planeToken(index: number, classes: number): string {
  return classToken(classes === 2 ? 1 - index : index)
}

/** Parses a color such as #8fb8ff or #fff into three bytes; any other text becomes black. */
export function hexRgb(hex: string): Rgb {
  const digits = hex.replace('#', '')
  const full = digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits
  const value = Number.parseInt(full, 16)
  return full.length !== 6 || Number.isNaN(value) ? [0, 0, 0] : [value >> 16, (value >> 8) & 255, value & 255]
}

/** Blends the class colors, weighted by the class probabilities. */
export function blend(colors: readonly Rgb[], weights: readonly number[]): Rgb {
  const mixed: [number, number, number] = [0, 0, 0]
  for (const [i, color] of colors.entries()) {
    for (let c = 0; c < 3; c++) mixed[c] = (mixed[c] as number) + (color[c] as number) * (weights[i] ?? 0)
  }
  return mixed
}
