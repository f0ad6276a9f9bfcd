/** @file Words: what a sentence keeps together. */
import { expect, test } from 'vitest'
import { bound } from './words'

test('a number keeps its percent sign in its line; all else is as it was', () => {
  expect(bound('The shares of ab, 80 % and 0 %, add to 80 %.')).toBe(
    'The shares of ab, 80\u00a0% and 0\u00a0%, add to 80\u00a0%.',
  )
  expect(bound('no % of it, 5 of 10')).toBe('no % of it, 5 of 10')
})
