/** @file SHA-256 that works without a secure context: `crypto.subtle` where it exists, else @noble/hashes. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** SHA-256 of `bytes` as 64 lower-case hexadecimal digits. */
export async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return hashNow(bytes)
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
}

/** SHA-256, at once: for small inputs and plain http. */
export function hashNow(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

/** SHA-256 over several arrays as if they were one, little-endian as every machine we run on. */
export function hashParts(parts: readonly ArrayBufferView[]): string {
  const sum = sha256.create()
  for (const part of parts) sum.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
  return bytesToHex(sum.digest())
}

/** SHA-256 of bytes that come one after another. */
export interface Hasher {
  /** Takes up bytes, which may be changed afterwards. */
  add(bytes: Uint8Array): Hasher
  /** 64 lower-case hexadecimal digits of all that was added; nothing can be added after it. */
  sum(): string
}

/** A hash that has taken up nothing yet. */
export function hasher(): Hasher {
  const state = sha256.create()
  const self: Hasher = {
    add(bytes) {
      state.update(bytes)
      return self
    },
    sum: () => bytesToHex(state.digest()),
  }
  return self
}
