/**
 * @file Setup for every unit test: makes typed arrays with the same bytes, and long arrays that are strictly equal,
 * compare as equal. Vitest compares element by element, which takes a second for large arrays. Arrays that differ are
 * left to vitest's own comparison and message.
 */
import { Buffer } from 'node:buffer'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/** Shorter arrays are compared quickly anyway. */
const LONG = 50

const bytesOf = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)

expect.addEqualityTesters([
  (a, b) => {
    if (Array.isArray(a) && Array.isArray(b))
      return (a.length > LONG && a.length === b.length && isDeepStrictEqual(a, b)) || undefined
    if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return undefined
    return bytesOf(a).equals(bytesOf(b)) || undefined
  },
])
