/** @file Drifts that ship, in a few windows each; `npm run figures` has many. */
import { expect, test } from 'vitest'
import { powerOn, shippedPower } from './drift-power.test-help'

test('the drifts of the scores that ship are found at the size they are said to be', () => {
  const found = shippedPower(12)
  expect(found.length).toBeGreaterThan(3)
  for (const { name, share } of found) expect(share, name).toBeGreaterThanOrEqual(0.95)
})

test('windows of the same rows without drift are quiet', () => {
  expect(powerOn('mnist-starter')(undefined, 500, 20)).toBeLessThanOrEqual(0.1)
  expect(powerOn('penguins')(undefined, 500, 40)).toBeLessThanOrEqual(0.1)
})
