/** @file hashOf: a platform-independent 32-bit hash of a text: FNV-1a over its UTF-8 bytes, followed by bit mixing. */

const utf8 = new TextEncoder()

/** The hash of a text; a different seed gives a different hash. */
export function hashOf(text: string, seed: number): number {
  let h = (0x811c9dc5 ^ seed) >>> 0
  for (const byte of utf8.encode(text)) h = Math.imul(h ^ byte, 0x01000193) >>> 0
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b) >>> 0
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35) >>> 0
  h ^= h >>> 16
  return h >>> 0
}

/** The same function in Python. */
export const HASH_PYTHON = `def hash_of(text, seed):
    h = (0x811C9DC5 ^ seed) & 0xFFFFFFFF
    for byte in text.encode("utf-8"):
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    return h ^ (h >> 16)`
