import { expect, test } from 'vitest'
import { stepWords } from './column-words'

test('places on an axis are told apart, with no digits beyond that', () => {
  for (const [least, step] of [
    [1970, 0.6],
    [1613, 176],
    [0.0012, 0.0003],
    [-4, 0.25],
  ] as const) {
    const words = Array.from({ length: 20 }, (_, i) => stepWords(least + step * (i + 0.5), step))
    expect(new Set(words).size).toBe(20)
    for (const [i, word] of words.entries()) {
      expect(Math.abs(Number(word.replace('−', '-')) - (least + step * (i + 0.5)))).toBeLessThanOrEqual(step / 2 + 1e-9)
    }
  }
  expect(stepWords(1976, 12)).toBe('1976')
})
