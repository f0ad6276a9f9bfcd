/** @file textColumn: creates a text column from strings. */
import type { Column } from './dataset-schema'

const encoder = new TextEncoder()

/** Creates a text column from these strings. */
export function textColumn(texts: readonly string[]): Extract<Column, { type: 'text' }> {
  const parts = texts.map((text) => encoder.encode(text))
  const ends = new Uint32Array(texts.length)
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  parts.forEach((part, i) => {
    bytes.set(part, at)
    at += part.length
    ends[i] = at
  })
  return { type: 'text', bytes, ends }
}
