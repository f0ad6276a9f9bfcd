/** @file Colors for the SVG export, read from the page's color tokens, so that they are defined in one place. */
import { expectDefined } from '../../../base/assert'
import tokens from '../../tokens.css?raw'

const THEME_SELECTORS = { dark: ':root {', light: ':root[data-theme="light"] {' } as const

/** Returns a function that maps a token name to its color in this theme. */
export function themeColors(theme: keyof typeof THEME_SELECTORS): (name: string) => string {
  const selector = THEME_SELECTORS[theme]
  const block = tokens.slice(tokens.indexOf(selector) + selector.length)
  const lines = block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+):\s*([^;]+);/g)
  const colors = new Map([...lines].map(([, name, value]) => [name, value] as const))
  return (name) => expectDefined(colors.get(name), `the color ${name}`)
}
