/**
 * @file Packed bytes from outside: inflated step by step, so that a small file cannot fill the memory, and written as
 * text for the fragment of a URL.
 */
import { Inflate } from 'fflate'

/** Number of bytes to inflate at a time; at maximum compression, each byte expands to about a thousand bytes. */
const PART = 512
/** The code of fflate's error for data that ends too early. */
const UNEXPECTED_END = 0

export type NotUnpacked = 'too large' | 'cut off' | 'damaged'

/** Inflates raw deflate data of at most `most` bytes, or says why it cannot. */
export function inflateWithin(packed: Uint8Array, most: number): Uint8Array<ArrayBuffer> | NotUnpacked {
  const parts: Uint8Array[] = []
  let length = 0
  let isOver = false
  const inflate = new Inflate((part, final) => {
    parts.push(part)
    length += part.length
    isOver = final
  })
  try {
    for (let at = 0; at < packed.length && length <= most; at += PART)
      inflate.push(packed.subarray(at, at + PART), at + PART >= packed.length)
  } catch (error) {
    return (error as { readonly code?: number }).code === UNEXPECTED_END ? 'cut off' : 'damaged'
  }
  if (length > most) return 'too large'
  if (!isOver) return 'cut off'
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** The bytes as base64url, which needs no escapes in a URL. */
export function toUrlText(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The bytes of a base64url text; undefined if it is none. */
export function fromUrlText(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
