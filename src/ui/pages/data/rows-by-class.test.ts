import { expect, test } from 'vitest'
import { byClass } from './rows-by-class'

test('every row of the split is listed once, under its class, in the original order', () => {
  expect(byClass([0, 1, 0, -1, 1], [4, 3, 2, 0], 2)).toEqual([[2, 0], [4]])
  expect(byClass([], [], 3)).toEqual([[], [], []])
})
