/** @file Checks CRC-32 against the published check value, in one call and in pieces of any length. */
import { expect, test } from 'vitest'
import { crc32 } from './crc32'

const bytes = new TextEncoder().encode('123456789')

test('matches the published check value', () => {
  expect(crc32(bytes)).toBe(0xcbf43926)
  expect(crc32(new Uint8Array(0))).toBe(0)
})

test('gives the same value in pieces', () => {
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(0xcbf43926)
  }
})
