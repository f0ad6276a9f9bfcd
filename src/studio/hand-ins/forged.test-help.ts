/** @file Changes hand-ins as a forger would: unpacks one, edits it, and writes a checksum that fits again. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { checksumOf } from '../../storage/hand-in-file'

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a file, which a forger changes anywhere
export type Json = any

/** The JSON of a hand-in. */
export function unpacked(bytes: Uint8Array): Json {
  return JSON.parse(new TextDecoder().decode(gunzipSync(bytes)))
}

/** A file with this JSON; `sum` is written again unless it should stay. */
export function packed(json: Json, sum: 'new' | 'old' = 'new'): Uint8Array {
  const { sum: before, ...rest } = json
  const file = { ...rest, sum: sum === 'new' ? checksumOf(rest) : before }
  return new Uint8Array(gzipSync(JSON.stringify(file)))
}

/** A copy of a hand-in with an edit. */
export function forged(bytes: Uint8Array, edit: (json: Json) => void, sum: 'new' | 'old' = 'new'): Uint8Array {
  const json = unpacked(bytes)
  edit(json)
  return packed(json, sum)
}
