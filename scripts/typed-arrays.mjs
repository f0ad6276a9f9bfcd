/**
 * @file Setup for every unit test: makes typed arrays with the same bytes compare as equal. Vitest compares element by
 * element, which takes a second for large arrays. Arrays that differ are left to vitest's own comparison and message.
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
