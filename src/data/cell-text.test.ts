import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellText, timeText, float32Text } from './cell-text'
import { emptyColumn, textColumn } from './column-operations'

test('a float32 is shown as it was written', () => {
  for (const text of ['0.1', '0', '-2.5', '39.1', '16777216', '3.1415927', '1e-7', '0.001', '123456.7'])
    expect(float32Text(Math.fround(Number(text)))).toBe(text)
})

test('the text gives the same float32, and keeps up to six digits', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(Number(float32Text(value)))).toBe(value === 0 ? Number(float32Text(value)) : value)
    }),
    { seed: 7, numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: -12, max: 12 }), (digits, power) => {
      const value = Number(`${digits}e${power}`)
      expect(float32Text(Math.fround(value))).toBe(String(value))
    }),
    { seed: 7, numRuns: 2000 },
  )
})

test('times are shown as dates, with hours if they have any', () => {
  expect(timeText(Date.UTC(2024, 1, 29))).toBe('2024-02-29')
  expect(timeText(Date.UTC(2024, 1, 29, 7, 30))).toBe('2024-02-29 07:30')
  expect(timeText(Date.UTC(2024, 1, 29, 7, 30, 5))).toBe('2024-02-29 07:30:05')
  expect(timeText(Date.UTC(1969, 11, 31, 23, 59, 59, 250))).toBe('1969-12-31 23:59:59.250')
})

test('cells of every type, and missing ones', () => {
  const category = { name: 'sex', type: 'category', values: ['male', 'female'] } as const
  expect(cellText(category, { type: 'category', codes: Int16Array.of(1, -1) }, 0)).toBe('female')
  expect(cellText(category, { type: 'category', codes: Int16Array.of(1, -1) }, 1)).toBeUndefined()
  const number = { name: 'x', type: 'number' } as const
  expect(cellText(number, { type: 'number', values: Float64Array.of(0.1 + 0.2) }, 0)).toBe('0.30000000000000004')
  expect(cellText(number, { type: 'number', values: Float32Array.of(0.3) }, 0)).toBe('0.3')
  expect(cellText({ name: 't', type: 'text' }, textColumn(['', 'ä, b']), 1)).toBe('ä, b')
  expect(cellText({ name: 't', type: 'text' }, textColumn(['', 'ä, b']), 0)).toBeUndefined()
  const series = { name: 's', type: 'array', shape: [3] } as const
  expect(cellText(series, { type: 'array', values: Float32Array.of(0.1, 2, 3) }, 0)).toBe('0.1, 2, 3')
  for (const schema of [category, number, series]) expect(cellText(schema, emptyColumn(schema, 1), 0)).toBeUndefined()
})
