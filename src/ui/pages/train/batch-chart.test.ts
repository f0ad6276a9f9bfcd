import { expect, test } from 'vitest'
import { byLayer, curvePath } from './batch-chart'

test('the weights of a layer are taken together, and two layers of one label stay two', () => {
  const rows = [
    { layer: 'Dense', node: 'a', weight: 'kernel', norm: 3 },
    { layer: 'Dense', node: 'a', weight: 'bias', norm: 4 },
    { layer: 'Dense', node: 'b', weight: 'kernel', norm: 1 },
    { layer: 'loose', weight: 'kernel', norm: 0 },
  ]
  expect(byLayer(rows)).toEqual([
    { layer: 'Dense', node: 'a', norm: 5 },
    { layer: 'Dense', node: 'b', norm: 1 },
    { layer: 'loose', norm: 0 },
  ])
})

test('a curve falls from the top to the bottom by its logarithm, without what has none', () => {
  expect(curvePath([100, 10, 1])).toBe('M0.0 4.0L50.0 50.0L100.0 96.0')
  expect(curvePath([100, Number.NaN, 1])).toBe('M0.0 4.0L100.0 96.0')
  expect(curvePath([2, 2])).toBe('M0.0 96.0L100.0 96.0')
  expect(curvePath([])).toBe('')
})
