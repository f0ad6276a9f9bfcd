import { describe, expect, test } from 'vitest'
import { percent, rate, speedWords, three, timeWords } from './figures'

describe('figures', () => {
  test('three keeps three significant digits over twelve decades', () => {
    for (let power = -6; power <= 6; power++) {
      const value = 1.2345 * 10 ** power
      const read = Number(three(value).replaceAll(',', '').replace('−', '-'))
      expect(Math.abs(read - value) / value).toBeLessThan(0.005)
      expect(three(-value).startsWith('−')).toBe(true)
    }
  })

  test('what is no number says so', () => {
    expect([
      three(Number.NaN),
      three(undefined),
      three(Number.POSITIVE_INFINITY),
      rate(Number.NaN),
      percent(undefined),
    ]).toEqual(['–', '–', '∞', '–', '–'])
  })

  test('times are rounded to what can be known', () => {
    expect([0.4, 3.2, 41, 88, 100, 3600, 4810].map((s) => timeWords(s))).toEqual([
      'under 1 s',
      '3 s',
      '40 s',
      '90 s',
      '2 min',
      '1 h',
      '1 h 20 min',
    ])
  })

  test('slow speeds keep a decimal', () => {
    expect([speedWords(211.7), speedWords(3.42)]).toEqual(['212 steps a second', '3.4 steps a second'])
  })
})
