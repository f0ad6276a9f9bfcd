import { expect, test } from 'vitest'
import { drillsText } from '../../../../messages/en/operate/drills'
import { partTitle } from './use-drill'

test('the budget of a drill is over its own length', () => {
  expect(partTitle('budget', 8 * 3_600_000)).toBe('Error budget left for 8 hours')
  expect(partTitle('harm', 8 * 3_600_000)).toBe(drillsText.parts.harm)
})
