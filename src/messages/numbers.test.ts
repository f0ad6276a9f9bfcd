import { describe, expect, test } from 'vitest'
import { percent, metricNumber, oneDecimal, significant } from './format'
import { chartsText } from './en/charts'

describe('numbers and speeds', () => {
  test('significant keeps three digits over twelve decades', () => {
    for (let power = -6; power <= 6; power++) {
      const value = 1.2345 * 10 ** power
      const read = Number(significant(value).replace('M', 'e6').replaceAll(',', '').replace('−', '-'))
      expect(Math.abs(read - value) / value).toBeLessThan(0.005)
      expect(significant(-value).startsWith('−')).toBe(true)
    }
  })

  test('tenths have a sign unless they are zero', () => {
    expect([-2.06, -0.04, -0, 0, 0.04, 0.26].map(oneDecimal)).toEqual(['−2.1', '0.0', '0.0', '0.0', '0.0', '0.3'])
  })

  test('NaN and infinity have their own text', () => {
    expect([
      significant(Number.NaN),
      significant(undefined),
      significant(Number.POSITIVE_INFINITY),
      metricNumber(Number.NaN),
      percent(undefined),
    ]).toEqual(['–', '–', '∞', '–', '–'])
  })

  test('low speeds have one decimal', () => {
    expect([chartsText.speed({ stepsPerSecond: 211.7 }), chartsText.speed({ stepsPerSecond: 3.42 })]).toEqual([
      '212 steps/s',
      '3.4 steps/s',
    ])
  })
})
