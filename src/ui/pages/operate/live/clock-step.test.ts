/** Tests measuring the resolution of a clock by reading it repeatedly. */
import { expect, test } from 'vitest'
import { clockStepMs } from './time-range'

test.each([0.005, 0.1, 1])('finds a clock step of %d ms', (step) => {
  let reads = 0
  expect(clockStepMs(() => Math.floor((reads++ * 0.0013) / step) * step)).toBeCloseTo(step, 6)
})
