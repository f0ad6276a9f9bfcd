/**
 * @file SHA-256 that also works outside a secure context: uses `crypto.subtle` where it exists, otherwise
 * @noble/hashes.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** SHA-256 of `bytes`, as 64 lowercase hexadecimal digits. */
export async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return hashSync(bytes)
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes)))
}

/** Synchronous SHA-256, for small inputs and for pages served over plain HTTP. */
export function hashSync(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes))
}

/**
 * SHA-256 of several arrays as if they were concatenated. Numbers are little-endian, as on every machine that runs
 * Netloom.
 */
export function hashArrays(arrays: readonly ArrayBufferView[]): string {
  const sum = sha256.create()
  for (const array of arrays) sum.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  return bytesToHex(sum.digest())
}

/** Incremental SHA-256. */
export interface Hasher {
  /** Adds bytes. They are processed at once, so the caller may reuse the array afterwards. */
  update(bytes: Uint8Array): Hasher
  /** The hash of all bytes, as 64 lowercase hexadecimal digits. No bytes can be added after this call. */
  digest(): string
}

/** Starts an incremental hash. */
export function hasher(): Hasher {
  const state = sha256.create()
  const self: Hasher = {
    update(bytes) {
      state.update(bytes)
      return self
    },
    digest: () => bytesToHex(state.digest()),
  }
  return self
}
