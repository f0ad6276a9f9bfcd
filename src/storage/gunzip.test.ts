/** @file Checks that gunzip returns exactly the expected number of bytes, or nothing. */
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { gunzip } from './load-dataset'

const plain = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251)
const packed = new Uint8Array(gzipSync(plain))

it('returns the bytes if their number is as expected', async () => {
  expect(await gunzip(packed, plain.length)).toEqual(plain)
})

it('returns nothing if they are more, fewer, or damaged', async () => {
  expect(await gunzip(packed, plain.length - 1)).toBeUndefined()
  expect(await gunzip(packed, plain.length + 1)).toBeUndefined()
  expect(await gunzip(packed.slice(0, -20), plain.length)).toBeUndefined()
  expect(await gunzip(plain, plain.length)).toBeUndefined()
})

it('stops a zip bomb early', async () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(64_000_000)))
  const before = process.memoryUsage().arrayBuffers
  expect(await gunzip(bomb, 1000)).toBeUndefined()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32_000_000)
})
