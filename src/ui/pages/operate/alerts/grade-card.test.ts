/** Tests the text that says how many faults of a scenario have occurred and how many are still to come. */
import { expect, test } from 'vitest'
import { alertQualityText } from '../../../../messages/en/operate/alerts'

test('a time to detect names the page first, and the ticket if it came at another time', () => {
  const { after, pageAndAlert } = alertQualityText
  expect(pageAndAlert({ page: 40, alert: 12 })).toBe('40 minutes (ticket: 12 minutes)')
  expect(pageAndAlert({ page: undefined, alert: 12 })).toBe('12 minutes (ticket)')
  expect(pageAndAlert({ page: 2, alert: 2 })).toBe('2 minutes')
  expect(pageAndAlert({ page: 0, alert: 0 })).toBe('less than a minute')
  expect(after({ page: 40, alert: 12 })).toBe('page after 40 minutes, ticket after 12 minutes')
  expect(after({ page: undefined, alert: 12 })).toBe('ticket after 12 minutes')
})

test('faults still to come are not counted as faults so far', () => {
  const { faults } = alertQualityText
  expect(faults({ begun: 0, ahead: 0 })).toBe('No simulated faults')
  expect(faults({ begun: 2, ahead: 0 })).toBe('2 simulated faults')
  expect(faults({ begun: 0, ahead: 2 })).toBe('No simulated faults yet, 2 scheduled')
  expect(faults({ begun: 1, ahead: 2 })).toBe('1 simulated fault so far, 2 more scheduled')
})
