/** @file Tests the bundled drifts in a few windows each; `npm run figures` runs many. */
import { expect, test } from 'vitest'
import { powerOn, shippedPower } from './drift-power.test-help'

test('the drifts of the bundled scenarios are detected at their stated size', () => {
  const found = shippedPower(12)
  expect(found.length).toBeGreaterThan(3)
  for (const { name, share } of found) expect(share, name).toBeGreaterThanOrEqual(0.95)
})

test('windows of the same rows without drift raise no alarm', () => {
  expect(powerOn('mnist-starter')(undefined, 500, 20)).toBeLessThanOrEqual(0.1)
  expect(powerOn('penguins')(undefined, 500, 40)).toBeLessThanOrEqual(0.1)
})
