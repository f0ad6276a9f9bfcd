import { expect, test } from 'vitest'
import { epochsIn } from './loss-chart'

test('epochs are counted by their numbers, because a long history is decimated', () => {
  const at = (...epochs: readonly number[]) => epochs.map((epoch) => ({ epoch, loss: 1, metrics: {} }))
  expect(epochsIn(at(1, 3, 5, 4999, 5000))).toBe(5000)
  expect(epochsIn(at(51, 52, 53))).toBe(3)
  expect(epochsIn([])).toBe(0)
})
