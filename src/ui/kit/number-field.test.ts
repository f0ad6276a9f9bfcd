/**
 * @file Tests numbers in fields: formatted values survive a round trip, typed text is parsed or rejected, and steps
 * stay within the range.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupedNumberText, numberText, parseNumber, rangeText, stepBy } from './number-field'

const ANY = { min: -1e9, max: 1e9 }

describe('numbers in fields', () => {
  it('parses its own formatted values to six significant digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e8, max: 1e8, noNaN: true }), (value) => {
        const read = parseNumber(numberText(value), ANY)
        expect(read).toHaveProperty('value')
        if ('value' in read) expect(Math.abs(read.value - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-5)
      }),
    )
  })
  it('accepts exponents, decimal commas and thousands separators', () => {
    expect(parseNumber('1e-4', ANY)).toEqual({ value: 0.0001 })
    expect(parseNumber('0,5', ANY)).toEqual({ value: 0.5 })
    expect(parseNumber('1,600,000.5', ANY)).toEqual({ value: 1600000.5 })
  })
  it('interprets a comma before three digits by the range of the field, and rejects it if it is ambiguous', () => {
    const rate = { min: 1e-9, max: 1000 }
    expect(parseNumber('0,001', rate)).toEqual({ value: 0.001 })
    expect(parseNumber('0,005', ANY)).toEqual({ value: 0.005 })
    expect(parseNumber('1,600', rate)).toEqual({ value: 1.6 })
    expect(parseNumber('1,600', { min: 1, max: 65536, integer: true })).toEqual({ value: 1600 })
    expect(parseNumber('0,001', { min: 0, max: 65536, integer: true })).toEqual({
      problem: 'Enter a whole number.',
    })
    expect(parseNumber('60,000', { min: 100, max: 1e6 })).toEqual({ value: 60000 })
    expect(parseNumber('60,000', ANY)).toEqual({
      problem: '60,000 can be read in two ways. Write 60000 or 60.',
    })
  })
  it('treats a decimal comma as a point if the range is below a thousand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 998 }), fc.integer({ min: 0, max: 99999 }), (whole, digits) => {
        const read = parseNumber(`${whole},${String(digits).padStart(3, '0')}`, { min: 0, max: 999 })
        expect(read).toEqual({ value: Number(`${whole}.${String(digits).padStart(3, '0')}`) })
      }),
    )
  })
  it('returns the reason for a rejection', () => {
    const units = { min: 1, max: 65536, integer: true }
    expect(parseNumber('0', units)).toEqual({ problem: 'Enter a number from 1 to 65,536.' })
    expect(parseNumber('2.5', units)).toEqual({ problem: 'Enter a whole number.' })
    expect(parseNumber('many', units)).toEqual({ problem: 'Enter a whole number.' })
    expect(parseNumber('', ANY)).toEqual({ problem: 'Enter a number.' })
    expect(parseNumber('Infinity', ANY)).toHaveProperty('problem')
  })
  it('steps without rounding errors and within the range', () => {
    expect(stepBy(0.1, 2, 0.1, ANY)).toBe(0.3)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: -50, max: 50 }), (value, steps) => {
        const moved = stepBy(value, steps, 0.05, { min: 0, max: 1 })
        expect(moved).toBeGreaterThanOrEqual(0)
        expect(moved).toBeLessThanOrEqual(1)
      }),
    )
  })
  it('writes whole numbers with separators while they are not edited', () => {
    expect([2000, 1e6, 512, 1234.5, 0.001].map(groupedNumberText)).toEqual([
      '2,000',
      '1,000,000',
      '512',
      '1234.5',
      '0.001',
    ])
  })
  it('says that a number is too large also if the range has no practical maximum', () => {
    const seeds = { min: 0, max: 2 ** 32 - 1, integer: true } as const
    expect(parseNumber('1e99', seeds)).toEqual({ problem: 'Enter 4,294,967,295 or less.' })
    expect(parseNumber('-1', seeds)).toEqual({ problem: 'Enter 0 or more.' })
  })
  it('formats ranges as text', () => {
    expect(rangeText({ min: 0, max: 0.9 })).toBe('0 to 0.9')
    expect(rangeText({ min: 1, max: Number.POSITIVE_INFINITY })).toBe('1 or more')
    expect(rangeText({ min: 1e-9, max: 0.999 })).toBe('1e−9 to 0.999')
  })
})
