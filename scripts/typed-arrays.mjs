/**
 * @file Setup of every unit test: typed arrays with the same bytes are equal. Vitest compares element by element, which
 * takes a second for large arrays. Arrays that differ go on to vitest's own comparison and message.
 */
import { Buffer } from 'node:buffer'
import { expect } from 'vitest'

const bytesOf = ({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)

expect.addEqualityTesters([
  (a, b) => {
    if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b) || a.constructor !== b.constructor) return undefined
    return bytesOf(a).equals(bytesOf(b)) || undefined
  },
])
