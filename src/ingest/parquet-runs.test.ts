/** @file Runs of Parquet pages: sound ones pass, and one that would be repeated a billion times is told before it is. */
import { describe, expect, test } from 'vitest'
import { checkIndices, checkLevels } from './parquet-runs'

const LONGER = 'longer than the page'
/** 2^29 times one value: its varint, then the value. */
const BILLION = [0x80, 0x80, 0x80, 0x80, 0x04, 1]

describe('definition levels', () => {
  const header = { num_values: 20, encoding: 'PLAIN' } as const
  test('of 20 values pass, and tell where the values begin', () => {
    // Version 1 says how many bytes they take; 20 times 1, or three groups of eight of a bit each.
    expect(checkLevels(Uint8Array.of(2, 0, 0, 0, 40, 1, 9), header, 0)).toBe(6)
    expect(checkLevels(Uint8Array.of(4, 0, 0, 0, 7, 255, 255, 15, 9), header, 0)).toBe(8)
    expect(checkLevels(Uint8Array.of(40, 1), header, 0, 2)).toBe(2)
  })
  test('of a billion are refused', () => {
    expect(() => checkLevels(Uint8Array.of(6, 0, 0, 0, ...BILLION), header, 0)).toThrow(LONGER)
    expect(() => checkLevels(Uint8Array.from(BILLION), header, 0, 6)).toThrow(LONGER)
    // What follows where they say that they end is read on by the library, and so is looked at.
    expect(() => checkLevels(Uint8Array.of(2, 0, 0, 0, 4, 1, ...BILLION), header, 0)).toThrow(LONGER)
  })
})

describe('indices of a dictionary', () => {
  const header = { num_values: 20, encoding: 'RLE_DICTIONARY' } as const
  test('pass in runs and in groups of three bits', () => {
    expect(() => checkIndices(Uint8Array.of(3, 40, 2), header, 0)).not.toThrow()
    expect(() => checkIndices(Uint8Array.of(3, 7, ...Array<number>(9).fill(0)), header, 0)).not.toThrow()
  })
  test('are refused where there are more than values, also of no bits', () => {
    expect(() => checkIndices(Uint8Array.of(3, ...BILLION), header, 0)).toThrow(LONGER)
    expect(() => checkIndices(Uint8Array.of(0, 0x81, 0x80, 0x80, 0x80, 0x01), header, 0)).toThrow(LONGER)
  })
  test('are not looked for where values stand plainly', () => {
    expect(() => checkIndices(Uint8Array.of(3, ...BILLION), { ...header, encoding: 'PLAIN' }, 0)).not.toThrow()
  })
})
