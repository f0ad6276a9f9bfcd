import { optionName } from '../../messages/en/option-names'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compact } from '../../messages/format'
import { parseInts, parseWindow, windowText } from './value-text'

const side = fc.integer({ min: 1, max: 99 })

test('a window is parsed from its own text', () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      expect(parseWindow(windowText([a, b], 2))).toEqual(a === b ? a : [a, b])
      expect(parseWindow(windowText(a, 2))).toBe(a)
    }),
  )
})

test.each(['28×28×1', '28, 28, 1', '28x28x1', '[28 28 1]', ' 28 × 28 × 1 '])('%s is a shape', (text) => {
  expect(parseInts(text)).toEqual([28, 28, 1])
})

test('text that is not a number is parsed as NaN', () => {
  expect(parseInts('28, wide')).toEqual([28, Number.NaN])
  expect(parseWindow('')).toBeNaN()
  expect(parseInts('2.5')).toEqual([2.5])
})

test('display names of options, and compact counts', () => {
  expect(optionName('heNormal')).toBe('He normal')
  expect(optionName('relu')).toBe('relu')
  expect(['320', '195K', '1.2M', '10M', '3K']).toEqual([320, 194_688, 1_200_000, 9_999_999, 3000].map(compact))
})
