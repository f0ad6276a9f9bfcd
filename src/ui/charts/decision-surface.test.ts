import { expect, test } from 'vitest'
import { blend, hexRgb } from './color-tokens'
import { gridOf, planeOf, readSurface } from './decision-surface'

test('the plane is a square that contains every point', () => {
  const plane = planeOf([-1, 3], [0, 1])
  expect(plane.right - plane.left).toBeCloseTo(plane.top - plane.bottom, 9)
  expect(plane.left).toBeLessThan(-1)
  expect(plane.right).toBeGreaterThan(3)
  expect(planeOf([], [])).toEqual({ left: -1, right: 1, bottom: -1, top: 1 })
})

test('the grid is in image order, from the top left, within the plane', () => {
  const plane = { left: 0, right: 4, bottom: 0, top: 4 }
  const grid = gridOf(plane, 4)
  expect([grid[0], grid[1], grid[4], grid[15]]).toEqual([
    [0.5, 3.5],
    [1.5, 3.5],
    [0.5, 2.5],
    [3.5, 0.5],
  ])
})

test('a certain class has its own color, equal probabilities the average', () => {
  const colours = [hexRgb('#ff0000'), hexRgb('#00f')]
  expect(blend(colours, [1, 0])).toEqual([255, 0, 0])
  expect(blend(colours, [0.5, 0.5])).toEqual([127.5, 0, 127.5])
})

const rows = [{ label: 'b', probabilities: { b: 0.9, a: 0.1 } }]

test('probabilities are in label order, from the only output or the first of several', () => {
  expect(readSurface({ outputs: rows }, ['a', 'b'], 1)).toEqual([[0.1, 0.9]])
  expect(readSurface({ outputs: { size: [3], kind: rows } }, ['a', 'b'], 1)).toEqual([[0.1, 0.9]])
})

test('a result of another type or length gives no surface', () => {
  expect(readSurface({ outputs: [1, 2] }, ['a'], 2)).toBeUndefined()
  expect(readSurface({ outputs: rows }, ['a', 'b'], 2)).toBeUndefined()
  expect(readSurface(null, ['a'], 1)).toBeUndefined()
})
