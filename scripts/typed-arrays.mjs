/**
 * @file For every unit test: typed arrays of the same bytes are equal, without a look at each number, which vitest takes a second for where
 * there are many. Of all others it tells what it always did.
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
