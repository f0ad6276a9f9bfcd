/**
 * @file JSON from outside, checked before it is parsed: size, encoding, depth, and no keys that could modify a
 * prototype.
 */
import '../messages/en/files'
import { type Message, message } from '../messages/message'
import { fail, ok, type Result } from '../base/result'

/** Maximum nesting depth, deeper than anything that Netloom writes. */
const MAX_DEPTH = 40

/** The value of a JSON text, or a message about why it cannot be read. */
export function parseGuarded(bytes: Uint8Array, maxBytes: number): Result<unknown, Message> {
  if (bytes.byteLength > maxBytes) return fail(message('file-too-large', { bytes: bytes.byteLength, most: maxBytes }))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail(message('file-not-text', {}))
  }
  const open = scan(text)
  if (open === 'too deep') return fail(message('file-too-deep', { most: MAX_DEPTH }))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail(open === 'open' ? message('file-cut-off', {}) : message('file-not-text', {}))
  }
  return hasProtoKey(value) ? fail(message('file-unsafe-key', { key: '__proto__' })) : ok(value)
}

/** Whether all brackets and strings of a JSON text are closed. Works without recursion. */
function scan(text: string): 'closed' | 'open' | 'too deep' {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 0x5c) i++
      else if (c === 0x22) inString = false
    } else if (c === 0x22) inString = true
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > MAX_DEPTH) return 'too deep'
    } else if (c === 0x7d || c === 0x5d) depth--
  }
  return inString || depth > 0 || text.trim() === '' ? 'open' : 'closed'
}

function hasProtoKey(value: unknown): boolean {
  const left: unknown[] = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, '__proto__')) return true
    for (const inner of Object.values(next)) left.push(inner)
  }
  return false
}
