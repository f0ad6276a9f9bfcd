/**
 * @file Links: a project, without its data and weights, in the fragment of an address. Browsers send no fragment to a server.
 * Read with the same suspicion as a file: bounded before it is unpacked, and while it is.
 */
import { deflateSync, Inflate } from 'fflate'
import '../messages/en/files'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'
import type { ProjectContent } from '../compile/project'
import { readProject, writeProject } from './project-file'

/** `#project=1.` and the packed project file as base64url; the number is this format's version. */
const KEY = '#project='
const VERSION = 1
/** Bytes of the project file in it: a large network takes a tenth of that. */
const MOST_BYTES = 64_000
/** Letters; what is packed is never longer than what is not. */
const MOST_LETTERS = Math.ceil((MOST_BYTES * 4) / 3)
/** Bytes unpacked at a time: of what is packed as tightly as can be, a thousand times as many come out. */
const PART = 512

export interface Link {
  /** `#` and all. */
  readonly fragment: string
  /** Of the project file in it, unpacked. */
  readonly bytes: number
}

/** A project as a fragment. Fails where it is too large for a link. */
export function writeLink(content: ProjectContent): Result<Link, Message> {
  // Written without a blank, for it is read by nobody.
  const file = new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(writeProject(content)))))
  if (file.length > MOST_BYTES) return fail(message('link-too-large', { bytes: file.length, most: MOST_BYTES }))
  return ok({ fragment: `${KEY}${VERSION}.${toText(deflateSync(file, { level: 9 }))}`, bytes: file.length })
}

/** The project in a fragment; undefined where it has none. */
export function readLink(fragment: string): Result<ProjectContent, Message> | undefined {
  if (!fragment.startsWith(KEY)) return undefined
  const found = /^(\d{1,6})\.(.*)$/s.exec(fragment.slice(KEY.length))
  if (!found) return fail(message('link-unreadable', {}))
  const [, version, text = ''] = found
  if (Number(version) > VERSION) return fail(message('link-newer', { version: Number(version), known: VERSION }))
  if (text.length > MOST_LETTERS) return fail(message('link-too-long', { most: MOST_BYTES }))
  const packed = fromText(text)
  const file = packed && unpack(packed)
  if (!file) return fail(message('link-unreadable', {}))
  if (file === 'too large') return fail(message('link-too-long', { most: MOST_BYTES }))
  return readProject(file)
}

function unpack(packed: Uint8Array): Uint8Array | 'too large' | undefined {
  const parts: Uint8Array[] = []
  let length = 0
  let over = false
  const inflate = new Inflate((part, final) => {
    parts.push(part)
    length += part.length
    over = final
  })
  try {
    for (let at = 0; at < packed.length && length <= MOST_BYTES; at += PART)
      inflate.push(packed.subarray(at, at + PART), at + PART >= packed.length)
  } catch {
    return undefined
  }
  if (length > MOST_BYTES) return 'too large'
  if (!over) return undefined
  const file = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  return file
}

function toText(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromText(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
