/** How many faults a score has had, and how many are ahead. */
import { expect, test } from 'vitest'
import { faultWords } from './fault-words'

test('faults ahead are no faults that were', () => {
  expect(faultWords(0, 0)).toBe('0 faults of the score')
  expect(faultWords(2, 2)).toBe('2 faults of the score')
  expect(faultWords(0, 2)).toBe('No fault of the score yet, 2 ahead')
  expect(faultWords(1, 3)).toBe('1 fault of the score so far, 2 ahead')
})
