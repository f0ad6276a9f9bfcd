/**
 * @file Bytes and typed arrays: base64 (RFC 4648, section 4) with functions that browsers and Node both have, and
 * concatenation.
 */

/** Number of bytes per call to `String.fromCharCode`, which throws if it receives too many arguments. */
const CHUNK = 8192

/** Encodes bytes as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}

/** Decodes base64; undefined when the text is not valid base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

/** One array with the contents of all arrays, in order. */
export function concatFloat32(arrays: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const result = new Float32Array(arrays.reduce((length, array) => length + array.length, 0))
  let offset = 0
  for (const array of arrays) {
    result.set(array, offset)
    offset += array.length
  }
  return result
}
