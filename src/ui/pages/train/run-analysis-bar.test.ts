import { expect, test } from 'vitest'
import { byLayer, curvePath } from './run-analysis-bar'

test('the weights of a layer are combined, and two layers with the same label stay separate', () => {
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

test('a curve falls from top to bottom on a log scale, without points that have no logarithm', () => {
  expect(curvePath([100, 10, 1])).toBe('M0.0 4.0L50.0 50.0L100.0 96.0')
  expect(curvePath([100, Number.NaN, 1])).toBe('M0.0 4.0L100.0 96.0')
  expect(curvePath([2, 2])).toBe('M0.0 96.0L100.0 96.0')
  expect(curvePath([])).toBe('')
})
