import { expect, test } from 'vitest'
import { budgetSpan } from './budget-words'
import { partTitle } from '../drills/part-words'

test('a budget names the span it is for, and how much of that has passed', () => {
  expect(budgetSpan(1, 360)).toBe('of the budget for 1 day is left after 6 hours')
  expect(budgetSpan(7, 7 * 1440)).toBe('of the budget for the last 7 days is left')
})

test('a drill’s budget is that of its own length', () => {
  expect(partTitle('budget', 8 * 3_600_000)).toBe('Budget left of the drill’s 8 hours')
  expect(partTitle('harm', 8 * 3_600_000)).toBe('Harm')
})
