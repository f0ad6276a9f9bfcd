/** Tests the text about the period that an error budget covers and how much of that period has passed. */
import { expect, test } from 'vitest'
import { objectivesText } from '../../../../messages/en/operate/objectives'

test('a budget names its period and how much of it has passed', () => {
  const { left, leftOfLast } = objectivesText.budget
  expect(left({ left: 0.5, days: 1, seenMinutes: 360, bad: 5, total: 1000, ofLabels: false })).toBe(
    '<b>50.0%</b> of the error budget for 1 day is left after 6 hours: 5 of 1,000 requests were bad. This assumes that traffic continues as before. With less traffic, the same errors use more of the budget.',
  )
  expect(leftOfLast({ left: 1, days: 7, bad: 0, total: 1000, ofLabels: false })).toBe(
    '<b>100.0%</b> of the error budget for the last 7 days is left: 0 of 1,000 requests were bad.',
  )
  expect(left({ left: 0.5, days: 7, seenMinutes: 360, bad: 19, total: 706, ofLabels: true })).toContain(
    ': 19 of 706 labeled predictions were wrong.',
  )
})
