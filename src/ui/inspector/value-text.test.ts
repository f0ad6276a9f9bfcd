import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compact } from '../../messages/format'
import { optionWords, readInts, readWindow, windowText } from './value-text'

const side = fc.integer({ min: 1, max: 99 })

test('a window is read back from its own text', () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      expect(readWindow(windowText([a, b], 2))).toEqual(a === b ? a : [a, b])
      expect(readWindow(windowText(a, 2))).toBe(a)
    }),
  )
})

test.each(['28×28×1', '28, 28, 1', '28x28x1', '[28 28 1]', ' 28 × 28 × 1 '])('%s is a shape', (text) => {
  expect(readInts(text)).toEqual([28, 28, 1])
})

test('what is no number stays visible as such', () => {
  expect(readInts('28, wide')).toEqual([28, Number.NaN])
  expect(readWindow('')).toBeNaN()
  expect(readInts('2.5')).toEqual([2.5])
})

test('names and counts as people read them', () => {
  expect(optionWords('heNormal')).toBe('He normal')
  expect(optionWords('relu')).toBe('relu')
  expect(['320', '195K', '1.2M', '10M', '3K']).toEqual([320, 194_688, 1_200_000, 9_999_999, 3000].map(compact))
})
