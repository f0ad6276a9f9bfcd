/** @file Base64 (RFC 4648, section 4), using functions that browsers and Node both have. */

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
