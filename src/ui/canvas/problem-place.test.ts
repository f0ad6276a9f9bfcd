import { expect, test } from 'vitest'
import { problemPlace } from './problem-place'

const view = { width: 1000, height: 500 }
const node = (x: number, y: number) => ({ x, y, width: 160, height: 60 })
const box = (height: number) => ({ width: 250, height })

test('below the node, above it where that is too low, at its side where it is too tall for both', () => {
  expect(problemPlace(node(400, 100), box(150), view)).toEqual({ x: 355, y: 168 })
  expect(problemPlace(node(400, 400), box(150), view)).toEqual({ x: 355, y: 242 })
  expect(problemPlace(node(400, 250), box(300), view)).toEqual({ x: 568, y: 130 })
  expect(problemPlace(node(800, 250), box(300), view)).toEqual({ x: 542, y: 130 })
})

test('inside the view, whatever the node’s place; over it only where nothing else is left', () => {
  expect(problemPlace(node(-100, 100), box(150), view)?.x).toBe(8)
  expect(problemPlace(node(950, 100), box(150), view)?.x).toBe(742)
  expect(problemPlace(node(400, 250), box(480), view)).toEqual({ x: 568, y: 12 })
  const narrow = { width: 300, height: 300 }
  expect(problemPlace(node(70, 120), box(280), narrow)).toEqual({ x: 25, y: 8 })
})

test('nowhere while its node is out of view', () => {
  for (const [x, y] of [
    [-200, 0],
    [1001, 0],
    [0, -80],
    [0, 501],
  ] as const)
    expect(problemPlace(node(x, y), box(100), view)).toBeUndefined()
})
