/** Lines of the race: means over weeks, an axis with room, labels apart. */
import { expect, it } from 'vitest'
import { domainOf, smoothed, spreadOut } from './race-lines'

it('means over the weeks there are', () => {
  expect(smoothed([10, 0, 5, 9], [10, 10, 10, 10])).toEqual([1, 0.5, 0.5, 14 / 30])
})

it('spans whole steps of 5 %', () => {
  expect(domainOf([0.72, 0.88])).toEqual([0.7, 0.9])
  expect(domainOf([])).toEqual([0, 1])
  expect(domainOf([1, 1])[1]).toBe(1)
})

it('keeps labels apart and in their order', () => {
  expect(spreadOut([50, 10, 52, 11], 10)).toEqual([50, 10, 60, 20])
})
