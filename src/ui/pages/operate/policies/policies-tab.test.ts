/** Tests the chart lines of the policy comparison: moving averages, and a padded axis. */
import { expect, it } from 'vitest'
import { domainOf, percentTicks, smoothed } from './policies-tab'

it('takes the mean over the weeks that exist', () => {
  expect(smoothed([10, 0, 5, 9], [10, 10, 10, 10])).toEqual([1, 0.5, 0.5, 14 / 30])
})

it('spans whole steps of 5%', () => {
  expect(domainOf([0.72, 0.88])).toEqual([0.7, 0.9])
  expect(domainOf([])).toEqual([0, 1])
  expect(domainOf([1, 1])[1]).toBe(1)
})

it('has ticks at round percentages in every domain', () => {
  const ticks = (low: number, high: number) => percentTicks([low, high]).map((share) => Math.round(100 * share))
  expect(ticks(0.05, 1)).toEqual([20, 40, 60, 80, 100])
  expect(ticks(0.7, 0.9)).toEqual([70, 75, 80, 85, 90])
  expect(ticks(0.55, 0.85)).toEqual([60, 70, 80])
  expect(ticks(0, 1)).toEqual([0, 20, 40, 60, 80, 100])
})
