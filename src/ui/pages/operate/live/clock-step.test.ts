/** The step of a clock, found by reading it. */
import { expect, test } from 'vitest'
import { clockStepMs } from './clock-step'

test.each([0.005, 0.1, 1])('a clock of steps of %d ms is found out', (step) => {
  let reads = 0
  expect(clockStepMs(() => Math.floor((reads++ * 0.0013) / step) * step)).toBeCloseTo(step, 6)
})
