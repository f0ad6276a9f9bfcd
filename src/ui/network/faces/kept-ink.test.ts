import { expect, test } from 'vitest'
import { keepInk, keptInk } from './kept-ink'

test('ink comes back as drawn while its value stands, and only in its own place', () => {
  const stroke = [3, 10, 3, 90]
  keepInk('a/in', [stroke], [[0, 255]])
  stroke.push(50, 50)
  expect(keptInk('a/in', [[0, 255]])).toEqual([[3, 10, 3, 90]])
  expect(keptInk('a/in', [[0, 254]])).toBeUndefined()
  expect(keptInk('a/in', undefined)).toBeUndefined()
  expect(keptInk('b/in', [[0, 255]])).toBeUndefined()
})

test('only the newest pads are kept', () => {
  for (let i = 0; i < 30; i++) keepInk(`many/${i}`, [[i, i]], i)
  expect(keptInk('many/29', 29)).toEqual([[29, 29]])
  expect(keptInk('many/0', 0)).toBeUndefined()
})
