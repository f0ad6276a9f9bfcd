/** @file The colours of a picture: those of the page, read from its tokens, so that nothing else names a colour. */
import { expectDefined } from '../../../base/assert'
import tokens from '../../tokens.css?raw'

const BEGINS = { dark: ':root {', light: ':root[data-theme="light"] {' } as const

/** A colour by the name of its token, in a theme. */
export function coloursOf(theme: keyof typeof BEGINS): (name: string) => string {
  const begins = BEGINS[theme]
  const block = tokens.slice(tokens.indexOf(begins) + begins.length)
  const lines = block.slice(0, block.indexOf('}')).matchAll(/--([\w-]+):\s*([^;]+);/g)
  const known = new Map([...lines].map(([, name, value]) => [name, value] as const))
  return (name) => expectDefined(known.get(name), `the colour ${name}`)
}
