/**
 * @file Tests date formats: the fast path gives the same result as the general parser, and invalid dates are rejected.
 */
import { expect, test } from 'vitest'
import { possibleDates, parseDate } from './date-formats'

test.each([
  '2024-03-01',
  '1999-12-31T23:59:59',
  '2024-02-28 00:00:00',
  '2024-02-29',
  '1000-01-01',
  '9999-12-28T12:30:01',
  '2023-11-30T04:05:06',
])('%s is the time that the standard defines', (text) => {
  expect(parseDate(text, 'ymd')).toBe(Date.parse(text.length === 10 ? text : `${text.replace(' ', 'T')}Z`))
  expect(possibleDates(text)?.mark).toBe('-')
})

test.each([
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-03-00',
  '2024-03-32',
  '2024-03-01T25:00:00',
  '2024-03-01T10:60:00',
  '2024-03-01T10:10:60',
  '2024-03-01x10:10:10',
  '20a4-03-01',
  '2024-0 -01',
  '2024-03-0/',
])('%s is not a date', (text) => {
  expect(possibleDates(text)).toBeUndefined()
})

test('an hour of 24, a year before 1000 and time zones use the general parser', () => {
  expect(parseDate('2024-03-01T24:00:00', 'ymd')).toBe(Date.UTC(2024, 2, 2))
  expect(new Date(parseDate('0099-03-01', 'ymd') ?? 0).getUTCFullYear()).toBe(99)
  expect(parseDate('2024-03-01T10:00:00+02:00', 'ymd')).toBe(Date.UTC(2024, 2, 1, 8))
})
