/**
 * @file Tests Parquet runs: valid runs are accepted, and a run that would repeat a value a billion times is rejected
 * before it is expanded.
 */
import { describe, expect, test } from 'vitest'
import { checkIndices, checkLevels } from './parquet-run-checks'

const LONGER = 'longer than the page'
/** A run of 2^29 copies of one value: the run length as a varint, followed by the value. */
const BILLION = [0x80, 0x80, 0x80, 0x80, 0x04, 1]

describe('definition levels', () => {
  const header = { num_values: 20, encoding: 'PLAIN' } as const
  test('for 20 values pass, and return the offset of the values', () => {
    // Version 1 stores the byte length of the levels; here, the levels are 20 times the value 1, or three groups of
    // eight one-bit values.
    expect(checkLevels(Uint8Array.of(2, 0, 0, 0, 40, 1, 9), header, 0)).toBe(6)
    expect(checkLevels(Uint8Array.of(4, 0, 0, 0, 7, 255, 255, 15, 9), header, 0)).toBe(8)
    expect(checkLevels(Uint8Array.of(40, 1), header, 0, 2)).toBe(2)
  })
  test('for a billion values are refused', () => {
    expect(() => checkLevels(Uint8Array.of(6, 0, 0, 0, ...BILLION), header, 0)).toThrow(LONGER)
    expect(() => checkLevels(Uint8Array.from(BILLION), header, 0, 6)).toThrow(LONGER)
    // hyparquet continues reading past the declared end of the levels, so the bytes after that end are checked too.
    expect(() => checkLevels(Uint8Array.of(2, 0, 0, 0, 4, 1, ...BILLION), header, 0)).toThrow(LONGER)
  })
})

describe('dictionary indexes', () => {
  const header = { num_values: 20, encoding: 'RLE_DICTIONARY' } as const
  test('pass as runs and as bit-packed groups', () => {
    expect(() => checkIndices(Uint8Array.of(3, 40, 2), header, 0)).not.toThrow()
    expect(() => checkIndices(Uint8Array.of(3, 7, ...Array<number>(9).fill(0)), header, 0)).not.toThrow()
  })
  test('are refused if there are too many values, also with a bit width of 0', () => {
    expect(() => checkIndices(Uint8Array.of(3, ...BILLION), header, 0)).toThrow(LONGER)
    expect(() => checkIndices(Uint8Array.of(0, 0x81, 0x80, 0x80, 0x80, 0x01), header, 0)).toThrow(LONGER)
  })
  test('are not checked for plainly encoded values', () => {
    expect(() => checkIndices(Uint8Array.of(3, ...BILLION), { ...header, encoding: 'PLAIN' }, 0)).not.toThrow()
  })
})
